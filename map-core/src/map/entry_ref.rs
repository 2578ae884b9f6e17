//! Entries asked for by a borrowed key, which becomes a key of its own only where it must be put in.

use core::borrow::Borrow;
use core::fmt;

use equivalent::Equivalent;

use super::FastMap;
use super::entry::OccupiedEntry;
use crate::engine::Vacant;
use crate::key::FastKey;
use crate::keyed::{ByKey, Search};
use crate::trace;

/// A borrowed key's place in a map; made by [`FastMap::entry_ref`].
///
/// Methods that may insert the key need `K: From<&Q>`, as `String` has of `str`, and a key with `#[fast_map(borrow)]`
/// of its view. Others take the key from a closure.
///
/// # Panics
/// All of them panic if the key that is made is not the one that was asked for, or breaks the promise of a
/// `#[fast_map(max = ...)]`. Key and value are dropped then, and the map stays as it was.
pub enum EntryRef<'a, 'b, K, Q: ?Sized, V> {
    /// The key is in the map.
    Occupied(OccupiedEntry<'a, K, V>),
    /// The key is not in the map.
    Vacant(VacantEntryRef<'a, 'b, K, Q, V>),
}

/// The place of a borrowed key that is not in the map.
pub struct VacantEntryRef<'a, 'b, K, Q: ?Sized, V> {
    vacant: Vacant<'a, (K, V)>,
    key: &'b Q,
}

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns the entry of a borrowed key, for changing it in place whether it is there or not. Only where it is not
    /// there, and is put in, a key is made of it: the same one, or putting it in [panics](EntryRef).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut words: FastMap<String, u32> = FastMap::new();
    /// for word in ["poneyland", "horseyland", "poneyland"] {
    ///     *words.entry_ref(word).or_insert(0) += 1;
    /// }
    /// assert_eq!((words["poneyland"], words["horseyland"]), (2, 1));
    /// ```
    #[inline]
    pub fn entry_ref<'a, 'b, Q>(&'a mut self, key: &'b Q) -> EntryRef<'a, 'b, K, Q, V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        match self.table.entry(&Search::new(key)) {
            Ok(found) => EntryRef::Occupied(OccupiedEntry::new(trace::found(found))),
            Err(vacant) => EntryRef::Vacant(VacantEntryRef { vacant, key }),
        }
    }
}

impl<'a, 'b, K, Q: ?Sized, V> EntryRef<'a, 'b, K, Q, V> {
    /// Returns a reference to the entry's key: the one in the map if it is there, the one that was asked for otherwise.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// assert_eq!(map.entry_ref("poneyland").key(), "poneyland");
    /// ```
    #[inline]
    pub fn key(&self) -> &Q
    where
        K: Borrow<Q>,
    {
        match self {
            EntryRef::Occupied(entry) => entry.key().borrow(),
            EntryRef::Vacant(entry) => entry.key(),
        }
    }

    /// Calls `change` with a mutable reference to the value if the key is there, and returns the entry.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// for _ in 0..2 {
    ///     map.entry_ref("poneyland").and_modify(|n| *n += 1).or_insert(42);
    /// }
    /// assert_eq!(map["poneyland"], 43);
    /// ```
    #[inline]
    #[must_use = "an entry that ends here inserts nothing; `or_insert` does"]
    pub fn and_modify(mut self, change: impl FnOnce(&mut V)) -> Self {
        if let EntryRef::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }
}

impl<'a, 'b, K, Q, V> EntryRef<'a, 'b, K, Q, V>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized,
{
    /// Sets the value, whether the key is there or not, and returns the entry.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// assert_eq!(map.entry_ref("poneyland").insert(37).get(), &37);
    /// ```
    #[inline]
    #[track_caller]
    pub fn insert(self, value: V) -> OccupiedEntry<'a, K, V>
    where
        K: From<&'b Q>,
    {
        match self {
            EntryRef::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            EntryRef::Vacant(entry) => entry.insert_entry(value),
        }
    }

    /// Inserts `default` if the key is not there, and returns a mutable reference to the value.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// *map.entry_ref("poneyland").or_insert(3) += 1;
    /// *map.entry_ref("poneyland").or_insert(3) += 1;
    /// assert_eq!(map["poneyland"], 5);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_insert(self, default: V) -> &'a mut V
    where
        K: From<&'b Q>,
    {
        match self {
            EntryRef::Occupied(entry) => entry.into_mut(),
            EntryRef::Vacant(entry) => entry.insert(default),
        }
    }

    /// Inserts what `default` returns if the key is not there, and returns a mutable reference to the value; where the
    /// key is there, `default` is not called.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, Vec<u32>> = FastMap::new();
    /// map.entry_ref("poneyland").or_insert_with(Vec::new).push(1);
    /// assert_eq!(map["poneyland"], [1]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_insert_with(self, default: impl FnOnce() -> V) -> &'a mut V
    where
        K: From<&'b Q>,
    {
        match self {
            EntryRef::Occupied(entry) => entry.into_mut(),
            EntryRef::Vacant(entry) => entry.insert(default()),
        }
    }

    /// Inserts what `default` makes of the borrowed key if that is not there, and returns a mutable reference to the
    /// value.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, usize> = FastMap::new();
    /// map.entry_ref("poneyland").or_insert_with_key(|key| key.len());
    /// assert_eq!(map["poneyland"], 9);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_insert_with_key(self, default: impl FnOnce(&Q) -> V) -> &'a mut V
    where
        K: From<&'b Q>,
    {
        match self {
            EntryRef::Occupied(entry) => entry.into_mut(),
            EntryRef::Vacant(entry) => {
                let value = default(entry.key);
                entry.insert(value)
            }
        }
    }

    /// Inserts the key and the value that `make` makes of the borrowed key if that is not there, and returns a mutable
    /// reference to the value: for keys that are not `From` what they are asked by.
    ///
    /// # Panics
    /// Panics if the key that was made is not the one that was asked for.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use map_core::FastMap;
    /// let mut map: FastMap<Arc<str>, usize> = FastMap::new();
    /// for word in ["a", "b", "a"] {
    ///     *map.entry_ref(word).or_insert_pair_with(|word| (Arc::from(word), 0)) += 1;
    /// }
    /// assert_eq!(map["a"], 2);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_insert_pair_with(self, make: impl FnOnce(&'b Q) -> (K, V)) -> &'a mut V {
        match self {
            EntryRef::Occupied(entry) => entry.into_mut(),
            EntryRef::Vacant(entry) => {
                let (key, value) = make(entry.key);
                entry.insert_with_key(key, value)
            }
        }
    }

    /// Inserts the value type's default if the key is not there, and returns a mutable reference to the value.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut words: FastMap<String, u32> = FastMap::new();
    /// for word in "a rose is a rose".split(' ') {
    ///     *words.entry_ref(word).or_default() += 1; // allocates each word once
    /// }
    /// assert_eq!(words["rose"], 2);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_default(self) -> &'a mut V
    where
        K: From<&'b Q>,
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Inserts the value type's default if the key is not there, and returns the entry.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// assert_eq!(map.entry_ref("poneyland").or_default_entry().get(), &0);
    /// ```
    #[inline]
    #[track_caller]
    pub fn or_default_entry(self) -> OccupiedEntry<'a, K, V>
    where
        K: From<&'b Q>,
        V: Default,
    {
        match self {
            EntryRef::Occupied(entry) => entry,
            EntryRef::Vacant(entry) => entry.insert_entry(V::default()),
        }
    }
}

impl<'b, K, Q: ?Sized, V> VacantEntryRef<'_, 'b, K, Q, V> {
    /// Returns a reference to the key that was asked for.
    ///
    /// ```
    /// use map_core::{EntryRef, FastMap};
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// if let EntryRef::Vacant(entry) = map.entry_ref("poneyland") {
    ///     assert_eq!(entry.key(), "poneyland");
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn key(&self) -> &'b Q {
        self.key
    }
}

impl<'a, 'b, K, Q, V> VacantEntryRef<'a, 'b, K, Q, V>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized,
{
    /// Inserts a value, under the key made of the borrowed one, and returns a mutable reference to it.
    ///
    /// ```
    /// use map_core::{EntryRef, FastMap};
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// if let EntryRef::Vacant(entry) = map.entry_ref("poneyland") {
    ///     entry.insert(37);
    /// }
    /// assert_eq!(map["poneyland"], 37);
    /// ```
    #[inline]
    #[track_caller]
    pub fn insert(self, value: V) -> &'a mut V
    where
        K: From<&'b Q>,
    {
        self.insert_entry(value).into_mut()
    }

    /// Inserts a value, under the key made of the borrowed one, and returns the entry.
    ///
    /// ```
    /// use map_core::{EntryRef, FastMap};
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// if let EntryRef::Vacant(entry) = map.entry_ref("poneyland") {
    ///     assert_eq!(entry.insert_entry(37).key(), "poneyland");
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>
    where
        K: From<&'b Q>,
    {
        let key = K::from(self.key);
        self.insert_entry_with_key(key, value)
    }

    /// Inserts a value, under a given key, and returns a mutable reference to it.
    ///
    /// # Panics
    /// Panics if the key is not the one that was asked for.
    ///
    /// ```should_panic
    /// use map_core::{EntryRef, FastMap};
    /// let mut map: FastMap<String, u32> = FastMap::new();
    /// if let EntryRef::Vacant(entry) = map.entry_ref("poneyland") {
    ///     entry.insert_with_key(String::from("horseyland"), 1);
    /// }
    /// ```
    #[inline]
    #[track_caller]
    pub fn insert_with_key(self, key: K, value: V) -> &'a mut V {
        self.insert_entry_with_key(key, value).into_mut()
    }

    /// Inserts a value, under a given key, and returns the entry.
    ///
    /// # Panics
    /// Panics if the key is not the one that was asked for.
    #[inline]
    #[track_caller]
    pub fn insert_entry_with_key(self, key: K, value: V) -> OccupiedEntry<'a, K, V> {
        Search::new(self.key).assert_is_answered_by(&key);
        let entry = (key, value);
        let vacant = self.vacant.of_made::<ByKey<K>>(&entry);
        OccupiedEntry::new(trace::insert(vacant, entry))
    }
}

impl<K, Q, V> fmt::Debug for EntryRef<'_, '_, K, Q, V>
where
    K: fmt::Debug,
    Q: fmt::Debug + ?Sized,
    V: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryRef::Occupied(entry) => f.debug_tuple("EntryRef").field(entry).finish(),
            EntryRef::Vacant(entry) => f.debug_tuple("EntryRef").field(entry).finish(),
        }
    }
}

impl<K, Q: fmt::Debug + ?Sized, V> fmt::Debug for VacantEntryRef<'_, '_, K, Q, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntryRef").field(&self.key()).finish()
    }
}
