//! An `Rc` is counted without a lock, so no map makes it fit for threads.
//!
//! Fix: an `Arc`.

use std::rc::Rc;
use std::thread;

use map_core::sync::SyncMap;

fn main() {
    let map = SyncMap::from([(1u32, Rc::new(2))]);
    thread::scope(|scope| {
        scope.spawn(|| map.delete(&1));
    });
}
