//! The key's own `Hash` decides which fields count.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(path = "general")]
struct Cached(#[fast_map(max = 100)] u32, #[fast_map(skip)] u8);

fn main() {}
