//! The type limits its values already.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Colour {
    #[fast_map(max = 256)]
    red: u8,
    #[fast_map(max = 255)]
    green: u8,
    #[fast_map(max = 128)]
    blue: i8,
}

fn main() {}
