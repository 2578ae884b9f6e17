//! Looking keys up, inserting and removing them.

use equivalent::Equivalent;

use super::{Entry, StableMap};
use crate::error::KeyError;
use crate::key::FastKey;
use crate::keyed::Search;
use crate::trace;

impl<K: FastKey, V> StableMap<K, V> {
    /// Returns a reference to the value of `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(String::from("a"), 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.get(key).map(|value| &**value)
    }

    /// Returns a mutable reference to the value of `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([('a', 1)]);
    /// if let Some(n) = map.get_mut(&'a') {
    ///     *n += 1;
    /// }
    /// assert_eq!(map[&'a'], 2);
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.get_mut(key).map(|value| &mut **value)
    }

    /// Returns references to the key that is in the map and to its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u64, "one")]);
    /// assert_eq!(map.get_key_value(&1), Some((&1, &"one")));
    /// ```
    #[inline]
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map
            .get_key_value(key)
            .map(|(key, value)| (key, &**value))
    }

    /// Returns mutable references to the values of several keys at once; `None` for a key that is not in the map.
    ///
    /// Computes in *O*(`N`²) time on average: `N` lookups, and what they found is compared pair by pair.
    ///
    /// # Panics
    /// Panics if two of the keys are equal and in the map.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([("a", 1), ("b", 2)]);
    /// if let [Some(a), Some(b)] = map.get_disjoint_mut(["a", "b"]) {
    ///     std::mem::swap(a, b); // the numbers move, their places do not
    /// }
    /// assert_eq!((map["a"], map["b"]), (2, 1));
    /// ```
    #[track_caller]
    pub fn get_disjoint_mut<Q, const N: usize>(&mut self, keys: [&Q; N]) -> [Option<&mut V>; N]
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map
            .get_disjoint_mut(keys)
            .map(|value| value.map(|value| &mut **value))
    }

    /// Returns `true` if the map holds `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u16, ())]);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.contains_key(key)
    }

    /// Inserts a key and its value. If the key was there already the new value takes the old one's place, and the old
    /// one is returned; the key stays the one that was there.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// # Panics
    /// Panics if [`FastMap::insert`](crate::FastMap::insert) would; it aborts where the allocator refuses the value's
    /// memory.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::new();
    /// assert_eq!(map.insert(37u32, "a"), None);
    /// let place = &raw const map[&37];
    /// assert_eq!(map.insert(37, "b"), Some("a"));
    /// assert_eq!(&raw const map[&37], place);
    /// ```
    #[inline]
    #[doc(alias = "put")]
    #[doc(alias = "set")]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.entry(key) {
            Entry::Occupied(mut entry) => Some(entry.insert(value)),
            Entry::Vacant(entry) => {
                entry.insert(value);
                None
            }
        }
    }

    /// Inserts a key and its value as [`insert`](StableMap::insert) does, after checking what the key's
    /// `#[fast_map(max = ...)]` promises.
    ///
    /// # Errors
    /// Returns the error of [`check`](FastKey::check) if that refuses the key; key and value are dropped, and the map
    /// stays as it was.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use map_core::{FastMap, StableMap};
    ///
    /// #[derive(FastMap, PartialEq, Eq)]
    /// struct Percent(#[fast_map(max = 100)] u8);
    ///
    /// let mut map = StableMap::new();
    /// assert_eq!(map.checked_insert(Percent(100), 'x'), Ok(None));
    /// assert!(map.checked_insert(Percent(101), 'y').is_err());
    /// # }
    /// ```
    #[inline]
    pub fn checked_insert(&mut self, key: K, value: V) -> Result<Option<V>, KeyError> {
        key.check()?;
        Ok(self.insert(key, value))
    }

    /// Removes a key and returns its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, "a")]);
    /// assert_eq!(map.remove(&1), Some("a"));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    #[inline]
    #[doc(alias = "delete")]
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.remove(key).map(|value| *value)
    }

    /// Removes a key and returns it with its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, "a")]);
    /// assert_eq!(map.remove_entry(&1), Some((1, "a")));
    /// ```
    #[inline]
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.remove_entry(key).map(|(key, value)| (key, *value))
    }

    /// Returns the key's entry, for changing it in place whether it is there or not.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut letters = StableMap::new();
    /// for letter in "a short treatise on fungi".chars() {
    ///     *letters.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!(letters[&'s'], 2);
    /// ```
    #[inline]
    #[doc(alias = "update")]
    #[doc(alias = "upsert")]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.map.table.entry(&Search::new(&key)) {
            Ok(found) => Entry::occupied(trace::found(found)),
            Err(vacant) => Entry::vacant(vacant, key),
        }
    }
}
