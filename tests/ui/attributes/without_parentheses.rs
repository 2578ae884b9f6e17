//! An attribute that asks for nothing.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map]
struct UserId(u64);

fn main() {}
