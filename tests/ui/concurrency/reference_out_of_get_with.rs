//! A reference would outlive the lock, or the value.
//!
//! Fix: `map.load(&1)`, or do in the closure what is to be done with the value.

use map_core::sync::LockedMap;

fn main() {
    let map = LockedMap::from([(1u32, String::new())]);
    let value: Option<&String> = map.get_with(&1, |value| value);
    drop(value);
}
