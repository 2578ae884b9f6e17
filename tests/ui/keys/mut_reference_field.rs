//! What can be changed through a key would change its place in the map.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Slot<'a>(&'a mut u32);

fn main() {}
