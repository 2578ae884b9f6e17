//! A key inside itself has no end.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Node {
    value: u32,
    next: Option<Box<Node>>,
}

fn main() {}
