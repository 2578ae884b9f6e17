//! Go's nil map: declared, never made.
//! Fix: `let mut map: FastMap<u32, u64> = FastMap::new();`, which allocates nothing.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64>;
    map.insert(1, 2);
}
