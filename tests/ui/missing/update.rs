//! What changes an entry is its `entry`, what overwrites it is `insert`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.update(1, 2);
}
