//! A function may have several addresses.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Route {
    method: u8,
    handler: fn(u8) -> u8,
}

fn main() {}
