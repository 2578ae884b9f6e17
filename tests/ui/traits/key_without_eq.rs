//! A key is compared, and this one cannot be.

use map_core::FastMap;

#[derive(FastMap)]
struct UserId(u64);

fn main() {
    let _: UserIdMap<u32>;
}
