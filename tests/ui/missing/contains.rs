//! The set's word.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    assert!(map.contains(&1));
}
