//! The guard of an `RwLock`.

use map_core::sync::LockedMap;

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.write().insert(1, 2);
}
