//! Two threads that write to one map.
//! Fix: put it behind a lock (`Mutex<FastMap<K, V>>`), or give each thread its own map and join them with `extend`.

use std::thread;

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    thread::scope(|scope| {
        scope.spawn(|| map.insert(1, 2));
        scope.spawn(|| map.insert(2, 3));
    });
}
