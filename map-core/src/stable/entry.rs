//! Entries of a map of boxed values.

use alloc::boxed::Box;
use core::{fmt, mem};

use crate::engine::{Occupied, Vacant};
use crate::key::FastKey;
use crate::keyed::ByKey;
use crate::map::entries;
use crate::trace;

/// A key's place in a map; made by [`StableMap::entry`](super::StableMap::entry).
pub enum Entry<'a, K, V> {
    /// The key is in the map.
    Occupied(OccupiedEntry<'a, K, V>),
    /// The key is not in the map.
    Vacant(VacantEntry<'a, K, V>),
}

/// The place of a key that is in the map.
pub struct OccupiedEntry<'a, K, V> {
    found: Occupied<'a, (K, Box<V>)>,
}

/// The place of a key that is not in the map.
pub struct VacantEntry<'a, K, V> {
    vacant: Vacant<'a, (K, Box<V>)>,
    key: K,
}

entries! {
    values held as Box<V>, |value| Box::new(value), |value| *value;
    "use map_core::{StableMap, stable::Entry};",
    "let mut map: StableMap<&str, u32> = StableMap::new();",
    "let mut map = StableMap::from([(\"poneyland\", 12)]);"
}
