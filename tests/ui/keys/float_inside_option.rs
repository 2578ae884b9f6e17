//! The containers of the standard library are looked into.

use map_core::FastMap;

#[derive(FastMap, PartialEq)]
struct Reading(Option<f32>, [(u8, f64); 2]);

fn main() {}
