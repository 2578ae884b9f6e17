//! It is only named; a sampler of one's own is an `impl Sample` instead.

use map_core::FastMap;

#[derive(FastMap, Clone, PartialEq, Eq)]
#[fast_map(bench = "my_sampler")]
struct UserId(u64);

#[derive(FastMap, Clone, PartialEq, Eq)]
#[fast_map(bench, bench)]
struct GroupId(u64);

fn main() {}
