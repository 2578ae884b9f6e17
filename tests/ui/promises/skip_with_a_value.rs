//! It is only named.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Cached(u32, #[fast_map(skip = true)] u8);

fn main() {}
