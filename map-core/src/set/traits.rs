//! The traits that every set has.

use core::fmt;

use super::FastSet;
use crate::key::FastKey;

impl<K: FastKey> Default for FastSet<K> {
    #[inline]
    fn default() -> Self {
        FastSet::new()
    }
}

/// A clone has its original's seed, and so its order.
impl<K: Clone> Clone for FastSet<K> {
    fn clone(&self) -> Self {
        FastSet {
            map: self.map.clone(),
        }
    }
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

impl<K: FastKey> Eq for FastSet<K> {}

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

impl<K: FastKey> FromIterator<K> for FastSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = FastSet::new();
        set.extend(keys);
        set
    }
}

impl<K: FastKey, const N: usize> From<[K; N]> for FastSet<K> {
    fn from(keys: [K; N]) -> Self {
        FastSet::from_iter(keys)
    }
}
