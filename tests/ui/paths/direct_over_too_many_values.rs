//! The message says how many slots it would take.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "direct")]
struct UserId(u32);

fn main() {}
