//! The word of `Option`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.get_or_insert(1, 2);
}
