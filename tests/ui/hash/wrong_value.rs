//! It takes a name.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(hash)]
struct Token(String);

fn main() {}
