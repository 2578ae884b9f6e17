//! Zero leaves one value, and below zero there is no range.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Offset {
    #[fast_map(max = 0)]
    x: u32,
    #[fast_map(max = -5)]
    y: i32,
}

fn main() {}
