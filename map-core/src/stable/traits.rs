//! The traits that every map has.

use core::fmt;
use core::ops::Index;

use equivalent::Equivalent;

use super::StableMap;
use crate::key::FastKey;
use crate::map::{collection, map_traits};

map_traits!(StableMap in map);

/// A key that is there already keeps its place, and the new value takes the old one's.
impl<K: FastKey, V> Extend<(K, V)> for StableMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.map.reserve_for(entries.size_hint().0);
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}
