//! Keys that do not fit the path asked for.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "fast32")]
struct UserId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "direct")]
struct Uuid(u128);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "faststr")]
struct Number(u32);

fn main() {}
