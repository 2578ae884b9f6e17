//! However long the array is, its elements are no keys.

use map_core::FastMap;

#[derive(FastMap, PartialEq)]
struct Samples<const N: usize>([f32; N]);

fn main() {}
