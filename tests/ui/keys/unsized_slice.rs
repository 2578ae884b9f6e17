//! A map holds its keys, so their size must be known.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Bytes([u8]);

#[derive(FastMap, PartialEq, Eq)]
struct Labelled {
    id: u8,
    label: str,
}

fn main() {}
