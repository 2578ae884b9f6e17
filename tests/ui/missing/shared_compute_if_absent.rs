//! The word of Java's `ConcurrentHashMap`.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.compute_if_absent(1, |_| 2);
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.compute_if_absent(1, |_| 2);
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.compute_if_absent(1, |_| 2);
}
