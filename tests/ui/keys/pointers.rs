//! Addresses of things that may be gone, or that are not unique.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Addresses {
    data: *const u8,
    callback: fn(u8) -> u8,
}

#[derive(FastMap)]
struct Anything(Box<dyn std::any::Any>);

fn main() {}
