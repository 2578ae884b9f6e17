//! Twice in one attribute, and over two.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias, no_alias)]
struct UserId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "direct")]
#[fast_map(path = "fast32")]
struct Port(u16);

fn main() {}
