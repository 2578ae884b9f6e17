//! An `Rc` is counted without a lock, so no map makes it fit for threads.
//!
//! Fix: an `Arc`.

use std::rc::Rc;
use std::thread;

use map_core::sync::LockedMap;

fn main() {
    let map = LockedMap::from([(1u32, Rc::new(2))]);
    thread::spawn(move || map.delete(&1));
}
