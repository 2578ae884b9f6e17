//! std's iterator, which would hold the locks.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.iter();
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.iter();
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.iter();
}
