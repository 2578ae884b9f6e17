//! Entries: a key's place in the map, found once and then filled, changed or emptied.

use core::fmt;
use core::mem;

use super::ByKey;
use crate::engine::{Occupied, Vacant};
use crate::key::FastKey;

/// A key's place in a map; made by [`FastMap::entry`](super::FastMap::entry).
pub enum Entry<'a, K, V> {
    /// The key is in the map.
    Occupied(OccupiedEntry<'a, K, V>),
    /// The key is not in the map.
    Vacant(VacantEntry<'a, K, V>),
}

/// The place of a key that is in the map.
pub struct OccupiedEntry<'a, K, V> {
    place: Occupied<'a, (K, V)>,
}

/// The place of a key that is not in the map.
pub struct VacantEntry<'a, K, V> {
    place: Vacant<'a, (K, V)>,
    key: K,
}

/// What [`FastMap::try_insert`](super::FastMap::try_insert) gives where the key is there already.
pub struct OccupiedError<'a, K, V> {
    /// The entry that is there.
    pub entry: OccupiedEntry<'a, K, V>,
    /// The value that was not put in.
    pub value: V,
}

impl<'a, K, V> Entry<'a, K, V> {
    #[inline(always)]
    pub(super) const fn occupied(place: Occupied<'a, (K, V)>) -> Self {
        Entry::Occupied(OccupiedEntry { place })
    }

    #[inline(always)]
    pub(super) const fn vacant(place: Vacant<'a, (K, V)>, key: K) -> Self {
        Entry::Vacant(VacantEntry { place, key })
    }

    /// The entry's key: the one in the map if it is there, the one that was asked for otherwise.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, u32> = FastMap::new();
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
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, u32> = FastMap::new();
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
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, u32> = FastMap::new();
    /// *map.entry("poneyland").or_insert(10) *= 2;
    /// assert_eq!(map["poneyland"], 20);
    /// ```
    #[inline]
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default),
        }
    }

    /// Puts what `default` gives in if the key is not there; otherwise `default` is not called.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// let value = "hoho".to_owned();
    /// map.entry("poneyland").or_insert_with(|| value);
    /// assert_eq!(map["poneyland"], "hoho");
    /// ```
    #[inline]
    pub fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }

    /// Puts what `default` makes of the key in if the key is not there.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, usize> = FastMap::new();
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
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, Option<u32>> = FastMap::new();
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

    /// Replaces the value, if the key is there, by what `replace` makes of it, or takes the entry out where that is
    /// nothing.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 42)]);
    /// let entry = map.entry("poneyland").and_replace_entry_with(|_, value| Some(value + 1));
    /// assert!(matches!(entry, Entry::Occupied(_)));
    /// assert_eq!(map["poneyland"], 43);
    /// ```
    #[inline]
    pub fn and_replace_entry_with(self, replace: impl FnOnce(&K, V) -> Option<V>) -> Self {
        match self {
            Entry::Occupied(entry) => entry.replace_entry_with(replace),
            vacant => vacant,
        }
    }

    /// Sets the value, whether the key is there or not, and gives the entry.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<&str, u32> = FastMap::new();
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
    #[inline(always)]
    pub(super) const fn new(place: Occupied<'a, (K, V)>) -> Self {
        OccupiedEntry { place }
    }

    /// The key in the map.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.key(), &"poneyland");
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub fn key(&self) -> &K {
        &self.place.get().0
    }

    /// The value.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.get(), &12);
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub fn get(&self) -> &V {
        &self.place.get().1
    }

    /// The value, to change while the entry is held. To keep the reference longer: [`into_mut`](Self::into_mut).
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(mut entry) = map.entry("poneyland") {
    ///     *entry.get_mut() += 10;
    ///     *entry.get_mut() += 2; // the entry is still held
    /// }
    /// assert_eq!(map["poneyland"], 24);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        &mut self.place.get_mut().1
    }

    /// The value, to change as long as the map is borrowed.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
    /// let value = match map.entry("poneyland") {
    ///     Entry::Occupied(entry) => entry.into_mut(),
    ///     Entry::Vacant(entry) => entry.insert(0),
    /// };
    /// *value += 10;
    /// assert_eq!(map["poneyland"], 22);
    /// ```
    #[inline]
    #[must_use]
    pub fn into_mut(self) -> &'a mut V {
        &mut self.place.into_mut().1
    }

    /// The key in the map, as long as the map is borrowed.
    #[inline]
    pub(crate) fn into_key_ref(self) -> &'a K {
        &self.place.into_mut().0
    }

    /// Sets the value and gives the old one.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
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

impl<'a, K: FastKey, V> OccupiedEntry<'a, K, V> {
    /// Replaces the value by what `replace` makes of it, or takes the entry out where that is nothing. Should `replace`
    /// panic, the entry is gone.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 42)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     let entry = entry.replace_entry_with(|_, value| (value > 50).then_some(value));
    ///     assert!(matches!(entry, Entry::Vacant(_)));
    /// }
    /// assert!(map.is_empty());
    /// ```
    pub fn replace_entry_with(self, replace: impl FnOnce(&K, V) -> Option<V>) -> Entry<'a, K, V> {
        let replaced =
            self.place
                .replace::<ByKey<K>, K>(|(key, value)| match replace(&key, value) {
                    Some(value) => Ok((key, value)),
                    None => Err(key),
                });
        match replaced {
            Ok(place) => Entry::occupied(place),
            Err((place, key)) => Entry::vacant(place, key),
        }
    }

    /// Takes the entry out and gives its value.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
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
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map = FastMap::from([("poneyland", 12)]);
    /// if let Entry::Occupied(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.remove_entry(), ("poneyland", 12));
    /// }
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        self.place.remove::<ByKey<K>>()
    }
}

impl<K, V> VacantEntry<'_, K, V> {
    /// The key that was asked for.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map: FastMap<&str, u32> = FastMap::new();
    /// if let Entry::Vacant(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.key(), &"poneyland");
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn key(&self) -> &K {
        &self.key
    }

    /// Gives the key back.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// if let Entry::Vacant(entry) = map.entry("poneyland".to_owned()) {
    ///     assert_eq!(entry.into_key(), "poneyland");
    /// }
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn into_key(self) -> K {
        self.key
    }
}

impl<'a, K: FastKey, V> VacantEntry<'a, K, V> {
    /// Puts a value in.
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map: FastMap<&str, u32> = FastMap::new();
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
    ///
    /// ```
    /// use map_core::{Entry, FastMap};
    /// let mut map: FastMap<&str, u32> = FastMap::new();
    /// if let Entry::Vacant(entry) = map.entry("poneyland") {
    ///     assert_eq!(entry.insert_entry(37).get(), &37);
    /// }
    /// ```
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        OccupiedEntry {
            place: self.place.insert::<ByKey<K>>((self.key, value)),
        }
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
        f.debug_struct("OccupiedEntry")
            .field("key", self.key())
            .field("value", self.get())
            .finish_non_exhaustive()
    }
}

impl<K: fmt::Debug, V> fmt::Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for OccupiedError<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedError")
            .field("key", self.entry.key())
            .field("old_value", self.entry.get())
            .field("new_value", &self.value)
            .finish_non_exhaustive()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Display for OccupiedError<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "failed to insert {:?}, key {:?} already exists with value {:?}",
            self.value,
            self.entry.key(),
            self.entry.get()
        )
    }
}

impl<K: fmt::Debug, V: fmt::Debug> core::error::Error for OccupiedError<'_, K, V> {}
