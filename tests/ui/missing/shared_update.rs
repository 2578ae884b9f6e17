//! The word of other maps that threads share; here it is a method of its own.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    map.update(1, |n| n + 1);
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.update(1, |n| n + 1);
    let map: SyncMap<u32, u64> = SyncMap::new();
    map.update(1, |n| n + 1);
}
