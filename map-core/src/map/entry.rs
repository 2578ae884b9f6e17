//! Entries: a key's place in the map, found once and then filled, changed or emptied.

use core::{fmt, mem};

use crate::engine::{Occupied, Vacant};
use crate::key::FastKey;
use crate::keyed::ByKey;
use crate::trace;

/// A key's place in a map; made by [`FastMap::entry`](super::FastMap::entry).
pub enum Entry<'a, K, V> {
    /// The key is in the map.
    Occupied(OccupiedEntry<'a, K, V>),
    /// The key is not in the map.
    Vacant(VacantEntry<'a, K, V>),
}

/// The place of a key that is in the map.
pub struct OccupiedEntry<'a, K, V> {
    found: Occupied<'a, (K, V)>,
}

/// The place of a key that is not in the map.
pub struct VacantEntry<'a, K, V> {
    vacant: Vacant<'a, (K, V)>,
    key: K,
}

/// The error of [`FastMap::try_insert`](super::FastMap::try_insert): the key is in the map already.
pub struct OccupiedError<'a, K, V> {
    /// The entry that is there.
    pub entry: OccupiedEntry<'a, K, V>,
    /// The value that was not inserted.
    pub value: V,
}

/// Writes what the entries do of a map whose slots hold each value as `$held`; by `$hold` a value becomes one, and by
/// `$give` it comes out again. The examples begin with the lines that are given.
macro_rules! entries {
    (
        values held as $held:ty, |$value:ident| $hold:expr, |$held_value:ident| $give:expr;
        $uses:literal, $new:literal, $one:literal
    ) => {
        impl<'a, K, V> Entry<'a, K, V> {
            #[inline(always)]
            pub(crate) const fn occupied(found: Occupied<'a, (K, $held)>) -> Self {
                Entry::Occupied(OccupiedEntry { found })
            }

            #[inline(always)]
            pub(crate) const fn vacant(vacant: Vacant<'a, (K, $held)>, key: K) -> Self {
                Entry::Vacant(VacantEntry { vacant, key })
            }

            /// Returns a reference to the entry's key: the one in the map if it is there, the one that was asked for
            /// otherwise.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// assert_eq!(map.entry("poneyland").key(), &"poneyland");
            /// ```
            #[inline]
            pub fn key(&self) -> &K {
                match self {
                    Entry::Occupied(entry) => entry.key(),
                    Entry::Vacant(entry) => entry.key(),
                }
            }

            /// Calls `change` with a mutable reference to the value if the key is there, and returns the entry.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
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
            /// Inserts `default` if the key is not there, and returns a mutable reference to the value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
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

            /// Inserts what `default` returns if the key is not there, and returns a mutable reference to the value;
            /// where the key is there, `default` is not called.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// map.entry("poneyland").or_insert_with(|| 6 * 7);
            /// assert_eq!(map["poneyland"], 42);
            /// ```
            #[inline]
            pub fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V {
                match self {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(default()),
                }
            }

            /// Inserts what `default` makes of the key if that is not there, and returns a mutable reference to the
            /// value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// map.entry("poneyland").or_insert_with_key(|key| key.len() as u32);
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

            /// Inserts the value type's default if the key is not there, and returns a mutable reference to the value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// *map.entry("poneyland").or_default() += 1;
            /// assert_eq!(map["poneyland"], 1);
            /// ```
            #[inline]
            pub fn or_default(self) -> &'a mut V
            where
                V: Default,
            {
                self.or_insert_with(V::default)
            }

            /// Sets the value, whether the key is there or not, and returns the entry.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
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
            /// Returns a reference to the key in the map.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.key(), &"poneyland");
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub fn key(&self) -> &K {
                &self.found.get().0
            }

            /// Returns a reference to the value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.get(), &12);
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub fn get(&self) -> &V {
                &self.found.get().1
            }

            /// Returns a mutable reference to the value, for as long as the entry is held. To keep the reference
            /// longer: [`into_mut`](Self::into_mut).
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(mut entry) = map.entry("poneyland") {
            ///     *entry.get_mut() += 10;
            ///     *entry.get_mut() += 2; // the entry is still held
            /// }
            /// assert_eq!(map["poneyland"], 24);
            /// ```
            #[inline]
            pub fn get_mut(&mut self) -> &mut V {
                &mut self.found.get_mut().1
            }

            /// Turns the entry into a mutable reference to its value, for as long as the map is borrowed.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
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
                &mut self.found.into_mut().1
            }
        }

        impl<'a, K: FastKey, V> OccupiedEntry<'a, K, V> {
            /// Sets the value and returns the old one.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(mut entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.insert(15), 12);
            /// }
            /// assert_eq!(map["poneyland"], 15);
            /// ```
            #[inline]
            pub fn insert(&mut self, value: V) -> V {
                mem::replace(self.overwrite(), value)
            }

            /// The value, which is about to be overwritten.
            #[inline]
            fn overwrite(&mut self) -> &mut V {
                &mut trace::overwrite(&mut self.found).1
            }

            /// Removes the entry and returns its value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.remove(), 12);
            /// }
            /// assert!(map.is_empty());
            /// ```
            #[inline]
            pub fn remove(self) -> V {
                self.remove_entry().1
            }

            /// Removes the entry and returns its key and value.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $one]
            /// if let Entry::Occupied(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.remove_entry(), ("poneyland", 12));
            /// }
            /// assert!(map.is_empty());
            /// ```
            #[inline]
            pub fn remove_entry(self) -> (K, V) {
                let (key, $held_value) = self.found.remove::<ByKey<K>>();
                (key, $give)
            }
        }

        impl<K, V> VacantEntry<'_, K, V> {
            /// Returns a reference to the key that was asked for.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// if let Entry::Vacant(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.key(), &"poneyland");
            /// }
            /// ```
            #[inline]
            #[must_use]
            pub const fn key(&self) -> &K {
                &self.key
            }

            /// Returns the key that was asked for, itself.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// if let Entry::Vacant(entry) = map.entry("poneyland") {
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
            /// Inserts a value and returns a mutable reference to it.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// if let Entry::Vacant(entry) = map.entry("poneyland") {
            ///     *entry.insert(37) += 1;
            /// }
            /// assert_eq!(map["poneyland"], 38);
            /// ```
            #[inline]
            pub fn insert(self, value: V) -> &'a mut V {
                self.insert_entry(value).into_mut()
            }

            /// Inserts a value and returns the entry.
            ///
            /// ```
            #[doc = $uses]
            #[doc = $new]
            /// if let Entry::Vacant(entry) = map.entry("poneyland") {
            ///     assert_eq!(entry.insert_entry(37).get(), &37);
            /// }
            /// ```
            #[inline]
            pub fn insert_entry(self, $value: V) -> OccupiedEntry<'a, K, V> {
                OccupiedEntry {
                    found: trace::insert(self.vacant, (self.key, $hold)),
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
    };
}

pub(crate) use entries;

entries! {
    values held as V, |value| value, |value| value;
    "use map_core::{Entry, FastMap};",
    "let mut map: FastMap<&str, u32> = FastMap::new();",
    "let mut map = FastMap::from([(\"poneyland\", 12)]);"
}

impl<K: FastKey, V> Entry<'_, K, V> {
    /// Replaces the value, if the key is there, by what `replace` makes of it, or removes the entry where that is
    /// `None`. Returns the entry as it is then.
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
}

impl<'a, K, V> OccupiedEntry<'a, K, V> {
    #[inline(always)]
    pub(super) const fn new(found: Occupied<'a, (K, V)>) -> Self {
        OccupiedEntry { found }
    }

    /// The key in the map, as long as the map is borrowed.
    #[inline]
    pub(crate) fn into_key_ref(self) -> &'a K {
        &self.found.into_mut().0
    }
}

impl<'a, K: FastKey, V> OccupiedEntry<'a, K, V> {
    /// Replaces the value by what `replace` makes of it, or removes the entry where that is `None`. Returns the entry
    /// as it is then. Should `replace` panic, the entry is gone.
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
            self.found
                .replace::<ByKey<K>, K>(|(key, value)| match replace(&key, value) {
                    Some(value) => Ok((key, value)),
                    None => Err(key),
                });
        match replaced {
            Ok(found) => Entry::occupied(found),
            Err((vacant, key)) => Entry::vacant(vacant, key),
        }
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
