//! There is no alias for `stable` to be about.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(stable, no_alias)]
struct UserId(u64);

fn main() {}
