//! It is about one field.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(max = 100)]
struct Percent(u8);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(skip)]
struct Cached(u8);

fn main() {}
