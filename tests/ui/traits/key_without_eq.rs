//! A key is compared, and this one cannot be.
//! Fix: `#[derive(FastMap, PartialEq, Eq)]`.

use map_core::FastMap;

#[derive(FastMap)]
struct UserId(u64);

fn main() {
    let _: UserIdMap<u32>;
}
