//! papaya's guard.

use map_core::sync::SyncMap;

fn main() {
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.pin().get(&1);
}
