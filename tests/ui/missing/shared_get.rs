//! std's lookup, whose reference could not outlive the lock.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.get(&1);
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.get(&1);
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.get(&1);
}
