//! It is about the whole key.

use map_core::FastMap;

#[derive(FastMap, Clone, PartialEq, Eq)]
struct Route {
    #[fast_map(bench)]
    host: u32,
}

fn main() {}
