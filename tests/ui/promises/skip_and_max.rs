//! What is left out has no range.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Cached(u32, #[fast_map(max = 100, skip)] u8);

fn main() {}
