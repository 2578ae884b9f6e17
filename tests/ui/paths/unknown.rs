//! There are six paths.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "fast16")]
struct Port(u16);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "btree")]
struct Name(String);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "Direct")]
struct Flag(bool);

fn main() {}
