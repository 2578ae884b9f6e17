//! Nothing close to it is known.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(fifo)]
struct UserId(u64);

fn main() {}
