//! A plain counter beside a shared map is not shared by that.
//!
//! Fix: an atomic, or count in the map: `map.alter(key, ...)`.

use std::thread;

use map_core::sync::SyncMap;

fn main() {
    let map: SyncMap<u32, u32> = SyncMap::new();
    let mut new = 0;
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| new += u32::from(!map.load_or_store(1, 2).is_loaded()));
        }
    });
}
