//! The traits that every map has.

use core::fmt;
use core::ops::Index;

use equivalent::Equivalent;

use super::FastMap;
use super::batch::insert_in_windows;
use crate::key::FastKey;

impl<K: FastKey, V> Default for FastMap<K, V> {
    #[inline]
    fn default() -> Self {
        FastMap::new()
    }
}

/// A clone has its original's seed, and so its order, and whatever growth was under way.
impl<K: Clone, V: Clone> Clone for FastMap<K, V> {
    fn clone(&self) -> Self {
        FastMap {
            table: self.table.clone(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for FastMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// Maps are equal if they have equal keys with equal values, whatever their seeds.
impl<K: FastKey, V: PartialEq> PartialEq for FastMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key).is_some_and(|theirs| value == theirs))
    }
}

impl<K: FastKey, V: Eq> Eq for FastMap<K, V> {}

/// # Panics
/// Where the key is not in the map.
impl<K, V, Q> Index<&Q> for FastMap<K, V>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized,
{
    type Output = V;

    #[inline]
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

/// A key that is there already keeps its place and gets the new value.
impl<K: FastKey, V> Extend<(K, V)> for FastMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.reserve_for(entries.size_hint().0);
        insert_in_windows(self, entries);
    }
}

impl<'a, K: FastKey + Copy, V: Copy> Extend<(&'a K, &'a V)> for FastMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.extend(entries.into_iter().map(|(key, value)| (*key, *value)));
    }
}

impl<K: FastKey, V> FromIterator<(K, V)> for FastMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = FastMap::new();
        map.extend(entries);
        map
    }
}

/// Of equal keys in the array, the last one's value counts.
impl<K: FastKey, V, const N: usize> From<[(K, V); N]> for FastMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        FastMap::from_iter(entries)
    }
}
