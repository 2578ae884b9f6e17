//! The traits that every set has.

use core::fmt;

use super::FastSet;
use crate::key::FastKey;
use crate::map::collection;

collection! {
    FastSet<K> in map, of K, "Of equal keys in the array, the first one stays."
}

impl<K: fmt::Debug> fmt::Debug for FastSet<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

/// Sets are equal if they have equal keys, whatever their seeds.
impl<K: FastKey> PartialEq for FastSet<K> {
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<K: FastKey> Extend<K> for FastSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        self.map.extend(keys.into_iter().map(|key| (key, ())));
    }
}

impl<'a, K: FastKey + Copy> Extend<&'a K> for FastSet<K> {
    fn extend<I: IntoIterator<Item = &'a K>>(&mut self, keys: I) {
        self.extend(keys.into_iter().copied());
    }
}
