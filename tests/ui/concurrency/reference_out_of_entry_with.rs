//! A reference would outlive the lock.
//!
//! Fix: change the value in the closure, and return what is needed afterwards.

use map_core::sync::ShardedMap;

fn main() {
    let map = ShardedMap::new();
    let value: &mut u32 = map.entry_with(1u32, |entry| entry.or_insert(2));
    *value += 1;
}
