//! A view that would be the key.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
struct Cell {
    x: u32,
    y: Option<(u8, char)>,
}

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
enum Level {
    Info,
    Error,
}

fn main() {}
