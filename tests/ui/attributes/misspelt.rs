//! The right name is close.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alais, pathh = "direct")]
struct UserId(u64);

fn main() {}
