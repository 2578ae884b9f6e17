//! A number, written out.

use map_core::FastMap;

const LIMIT: u8 = 100;

#[derive(FastMap, PartialEq, Eq)]
struct Percent {
    #[fast_map(max)]
    a: u8,
    #[fast_map(max = "100")]
    b: u8,
    #[fast_map(max = LIMIT)]
    c: u8,
    #[fast_map(max = 1.5)]
    d: u8,
}

fn main() {}
