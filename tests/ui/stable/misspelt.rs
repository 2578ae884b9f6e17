//! `stable`, misspelt.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(stabel)]
struct UserId(u64);

fn main() {}
