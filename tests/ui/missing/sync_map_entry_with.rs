//! What the maps with locks have, and a map without cannot.

use map_core::sync::SyncMap;

fn main() {
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.entry_with(1, |entry| entry.or_insert(2));
}
