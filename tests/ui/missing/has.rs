//! JavaScript's word for `contains_key`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    if map.has(&1) {}
}
