//! An insert could move what the loop stands on.
//! Fix: collect what is to be inserted, then `map.extend(more)` after the loop.

use map_core::FastMap;

fn main() {
    let mut map = FastMap::from([(1u32, 2u64)]);
    for (key, value) in &map {
        map.insert(key + 1, value * 2);
    }
}
