//! std's word for a deletion.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.remove(&1);
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.remove(&1);
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.remove(&1);
}
