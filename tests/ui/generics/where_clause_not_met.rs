//! The key's own bounds are kept.
//! Fix: name a type that meets the key's where clause, or lift the bound.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Wrapped<T>(T)
where
    T: Copy;

fn count(_: &WrappedMap<String, u8>) {}

fn main() {}
