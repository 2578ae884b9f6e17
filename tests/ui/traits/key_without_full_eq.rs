//! `PartialEq` alone does not promise that a key equals itself.
//! Fix: `#[derive(FastMap, PartialEq, Eq)]`.

use map_core::FastMap;

#[derive(FastMap, PartialEq)]
struct UserId(u64);

fn main() {
    let _: UserIdMap<u32>;
}
