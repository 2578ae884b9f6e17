//! The general path hashes by the key's own `Hash`.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "general")]
struct UserId(u64);

fn main() {
    let _: UserIdMap<u32>;
}
