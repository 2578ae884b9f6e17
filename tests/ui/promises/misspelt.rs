//! Close to what there is.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Percent {
    #[fast_map(mx = 100)]
    value: u8,
    #[fast_map(skpi)]
    cached: u8,
    #[fast_map(rename = "x")]
    other: u8,
}

fn main() {}
