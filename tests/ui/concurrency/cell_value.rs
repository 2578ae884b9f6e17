//! Readers of one value run at once, so it must be one that they can share.
//!
//! Fix: an atomic, or a `Mutex` around the value, or a `Cell` no more: `map.alter(key, ...)` replaces values.

use std::cell::Cell;
use std::thread;

use map_core::sync::ShardedMap;

fn main() {
    let map = ShardedMap::from([(1u32, Cell::new(2))]);
    thread::scope(|scope| {
        scope.spawn(|| map.get_with(&1, |value| value.get()));
    });
}
