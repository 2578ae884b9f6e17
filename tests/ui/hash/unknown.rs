//! There is one to ask for.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(hash = "siphsh")]
struct Token(String);

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(hash = "fx")]
struct UserId(u64);

fn main() {}
