//! An entry holds its map as a `&mut` does, and no other thread can have the map meanwhile.
//!
//! Fix: end with the entry first, or share the map: `map_core::sync::ShardedMap`.

use std::thread;

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    let entry = map.entry(1);
    thread::scope(|scope| {
        scope.spawn(|| map.len());
    });
    entry.or_insert(2);
}
