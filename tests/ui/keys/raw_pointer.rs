//! The address of something that may be gone.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Address {
    data: *const u8,
}

fn main() {}
