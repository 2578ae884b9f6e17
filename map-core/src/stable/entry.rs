//! Entries: a key's place in the map, found once and then filled, changed or emptied.

use alloc::boxed::Box;
use core::{fmt, mem};

use crate::key::FastKey;
use crate::map;

/// A key's place in a map; made by [`StableMap::entry`](super::StableMap::entry).
pub enum Entry<'a, K, V> {
    /// The key is in the map.
    Occupied(OccupiedEntry<'a, K, V>),
    /// The key is not in the map.
    Vacant(VacantEntry<'a, K, V>),
}

/// The place of a key that is in the map.
pub struct OccupiedEntry<'a, K, V>(map::OccupiedEntry<'a, K, Box<V>>);

/// The place of a key that is not in the map.
pub struct VacantEntry<'a, K, V>(map::VacantEntry<'a, K, Box<V>>);

impl<'a, K, V> Entry<'a, K, V> {
    #[inline(always)]
    pub(super) fn of(entry: map::Entry<'a, K, Box<V>>) -> Self {
        match entry {
            map::Entry::Occupied(entry) => Entry::Occupied(OccupiedEntry(entry)),
            map::Entry::Vacant(entry) => Entry::Vacant(VacantEntry(entry)),
        }
    }

    /// The entry's key: the one in the map if it is there, the one that was asked for otherwise.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, u32> = StableMap::new();
    /// assert_eq!(map.entry("poneyland").key(), &"poneyland");
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => entry.key(),
        }
    }

    /// Changes the value, if the key is there.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, u32> = StableMap::new();
    /// for _ in 0..2 {
    ///     map.entry("poneyland").and_modify(|n| *n += 1).or_insert(42);
    /// }
    /// assert_eq!(map["poneyland"], 43);
    /// ```
    #[inline]
    #[must_use = "an entry that ends here inserts nothing; `or_insert` does"]
    pub fn and_modify(mut self, change: impl FnOnce(&mut V)) -> Self {
        if let Entry::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }
}

impl<'a, K: FastKey, V> Entry<'a, K, V> {
    /// Puts `default` in if the key is not there.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, u32> = StableMap::new();
    /// *map.entry("poneyland").or_insert(10) *= 2;
    /// assert_eq!(map["poneyland"], 20);
    /// ```
    #[inline]
    pub fn or_insert(self, default: V) -> &'a mut V {
        self.or_insert_with(|| default)
    }

    /// Puts what `default` gives in if the key is not there; otherwise `default` is not called.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, String> = StableMap::new();
    /// map.entry("poneyland").or_insert_with(|| "hoho".to_owned());
    /// assert_eq!(map["poneyland"], "hoho");
    /// ```
    #[inline]
    pub fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V {
        self.or_insert_with_key(|_| default())
    }

    /// Puts what `default` makes of the key in if the key is not there.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, usize> = StableMap::new();
    /// map.entry("poneyland").or_insert_with_key(|key| key.len());
    /// assert_eq!(map["poneyland"], 9);
    /// ```
    #[inline]
    pub fn or_insert_with_key(self, default: impl FnOnce(&K) -> V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }

    /// Puts the value type's default in if the key is not there.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, Option<u32>> = StableMap::new();
    /// map.entry("poneyland").or_default();
    /// assert_eq!(map["poneyland"], None);
    /// ```
    #[inline]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Sets the value, whether the key is there or not, and gives the entry.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<&str, u32> = StableMap::new();
    /// let entry = map.entry("horseyland").insert_entry(37);
    /// assert_eq!((entry.key(), entry.get()), (&"horseyland", &37));
    /// ```
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }
}

impl<'a, K, V> OccupiedEntry<'a, K, V> {
    /// The key in the map.
    ///
    /// ```
    /// use map_core::StableMap;
    /// use map_core::stable::Entry;
    /// let mut map = StableMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     assert_eq!((entry.key(), entry.get()), (&"poneyland", &12));
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub fn key(&self) -> &K {
        self.0.key()
    }

    /// The value.
    #[inline]
    #[must_use]
    pub fn get(&self) -> &V {
        self.0.get()
    }

    /// The value, to change while the entry is held. To keep the reference longer: [`into_mut`](Self::into_mut).
    ///
    /// ```
    /// use map_core::StableMap;
    /// use map_core::stable::Entry;
    /// let mut map = StableMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(mut entry) = map.entry("poneyland") {
    ///     *entry.get_mut() += 10;
    /// }
    /// assert_eq!(map["poneyland"], 22);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        self.0.get_mut()
    }

    /// The value, to change as long as the map is borrowed.
    #[inline]
    #[must_use]
    pub fn into_mut(self) -> &'a mut V {
        self.0.into_mut()
    }

    /// Sets the value, in its place, and gives the old one.
    ///
    /// ```
    /// use map_core::StableMap;
    /// use map_core::stable::Entry;
    /// let mut map = StableMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(mut entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.insert(15), 12);
    /// }
    /// assert_eq!(map["poneyland"], 15);
    /// ```
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }
}

impl<K: FastKey, V> OccupiedEntry<'_, K, V> {
    /// Takes the entry out and gives its value.
    ///
    /// ```
    /// use map_core::StableMap;
    /// use map_core::stable::Entry;
    /// let mut map = StableMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.remove(), 12);
    /// }
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn remove(self) -> V {
        self.remove_entry().1
    }

    /// Takes the entry out.
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        let (key, value) = self.0.remove_entry();
        (key, *value)
    }
}

impl<K, V> VacantEntry<'_, K, V> {
    /// The key that was asked for.
    #[inline]
    #[must_use]
    pub const fn key(&self) -> &K {
        self.0.key()
    }

    /// Gives the key back.
    #[inline]
    #[must_use]
    pub fn into_key(self) -> K {
        self.0.into_key()
    }
}

impl<'a, K: FastKey, V> VacantEntry<'a, K, V> {
    /// Puts a value in.
    ///
    /// ```
    /// use map_core::StableMap;
    /// use map_core::stable::Entry;
    /// let mut map: StableMap<&str, u32> = StableMap::new();
    /// if let Entry::Vacant(entry) = map.entry("poneyland") {
    ///     *entry.insert(37) += 1;
    /// }
    /// assert_eq!(map["poneyland"], 38);
    /// ```
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        self.insert_entry(value).into_mut()
    }

    /// Puts a value in and gives the entry.
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        OccupiedEntry(self.0.insert_entry(Box::new(value)))
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Entry::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for OccupiedEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: fmt::Debug, V> fmt::Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
