//! An entry gets its default by `or_default`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.entry(1).get_or_default();
}
