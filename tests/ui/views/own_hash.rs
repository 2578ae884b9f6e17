//! What the key's own `Hash` does cannot be known.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(path = "general", borrow)]
struct Route {
    method: u8,
    path: String,
}

fn main() {}
