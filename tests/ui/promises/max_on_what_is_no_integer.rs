//! Only integers have a range that starts at 0 and is packed.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Flag {
    #[fast_map(max = 1)]
    on: bool,
    #[fast_map(max = 30)]
    name: String,
    #[fast_map(max = 9)]
    digits: [u8; 4],
}

fn main() {}
