//! A guard could deadlock with the next call, and could be taken to another thread.

use map_core::sync::LockedMap;

fn main() {
    let map: LockedMap<u32, u64> = LockedMap::new();
    let guard = map.read();
    std::thread::spawn(move || guard.len());
}
