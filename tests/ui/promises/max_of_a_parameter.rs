//! The bits of a parameter are not known where the key is written.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Percent<T>(#[fast_map(max = 100)] T);

fn main() {}
