//! An entry is overwritten by `insert_entry`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.entry(1).set(2);
}
