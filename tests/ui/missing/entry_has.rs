//! JavaScript's word.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.entry(1).has();
}
