//! An entry is one place of a map; the map is counted.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.entry(1).size();
}
