//! JavaScript's word for `insert`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.set(1, 2);
}
