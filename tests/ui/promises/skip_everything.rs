//! Then nothing tells keys apart.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Cached {
    #[fast_map(skip)]
    id: u32,
    #[fast_map(skip)]
    weight: u32,
}

fn main() {}
