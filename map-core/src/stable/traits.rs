//! The traits that every map has.

use core::fmt;
use core::ops::Index;

use equivalent::Equivalent;

use super::StableMap;
use crate::key::FastKey;

impl<K: FastKey, V> Default for StableMap<K, V> {
    #[inline]
    fn default() -> Self {
        StableMap::new()
    }
}

/// A clone has its original's seed, and so its order, and values of its own.
impl<K: Clone, V: Clone> Clone for StableMap<K, V> {
    fn clone(&self) -> Self {
        StableMap {
            map: self.map.clone(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for StableMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.map.fmt(f)
    }
}

/// Maps are equal if they have equal keys with equal values, whatever their seeds.
impl<K: FastKey, V: PartialEq> PartialEq for StableMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<K: FastKey, V: Eq> Eq for StableMap<K, V> {}

/// # Panics
/// Where the key is not in the map.
impl<K, V, Q> Index<&Q> for StableMap<K, V>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized,
{
    type Output = V;

    #[inline]
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        &self.map[key]
    }
}

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

impl<'a, K: FastKey + Copy, V: Copy> Extend<(&'a K, &'a V)> for StableMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.extend(entries.into_iter().map(|(key, value)| (*key, *value)));
    }
}

impl<K: FastKey, V> FromIterator<(K, V)> for StableMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = StableMap::new();
        map.extend(entries);
        map
    }
}

/// Of equal keys in the array, the last one's value counts.
impl<K: FastKey, V, const N: usize> From<[(K, V); N]> for StableMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        StableMap::from_iter(entries)
    }
}

#[cfg(feature = "serde")]
mod serde {
    use serde_core::de::{Deserialize, Deserializer};
    use serde_core::ser::{Serialize, Serializer};

    use crate::{FastKey, FastMap, StableMap};

    impl<K: Serialize, V: Serialize> Serialize for StableMap<K, V> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.map.serialize(serializer)
        }
    }

    /// Of equal keys the last one's value counts, as with std's map.
    impl<'de, K, V> Deserialize<'de> for StableMap<K, V>
    where
        K: FastKey + Deserialize<'de>,
        V: Deserialize<'de>,
    {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let map = FastMap::deserialize(deserializer)?;
            Ok(StableMap { map })
        }
    }
}
