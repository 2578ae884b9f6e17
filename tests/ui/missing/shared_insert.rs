//! std's word for a store.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.insert(1, 2);
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.insert(1, 2);
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.insert(1, 2);
}
