//! `stable` is a word by itself.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(stable = true)]
struct UserId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(stable("values"))]
struct GroupId(u64);

fn main() {}
