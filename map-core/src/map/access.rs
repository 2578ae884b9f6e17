//! Looking one key up, inserting and removing it.

use core::mem;

use equivalent::Equivalent;

use super::{Entry, FastMap, OccupiedError};
use crate::error::KeyError;
use crate::key::FastKey;
use crate::keyed::{ByKey, Search};
use crate::trace;

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns a reference to the value of `key`.
    ///
    /// A map of strings, or of a derived newtype of one, is asked by `&str`; a map of byte strings by `&[u8]`. Computes
    /// in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(String::from("a"), 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        match trace::get(&self.table, Search::new(key), key) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }

    /// Returns references to the key that is in the map and to its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u64, "one")]);
    /// assert_eq!(map.get_key_value(&1), Some((&1, &"one")));
    /// ```
    #[inline]
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        match trace::get(&self.table, Search::new(key), key) {
            Some((key, value)) => Some((key, value)),
            None => None,
        }
    }

    /// Returns a mutable reference to the value of `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([('a', 1)]);
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
        match trace::get_mut(&mut self.table, Search::new(key), key) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }

    /// Returns a reference to the key that is in the map, and a mutable one to its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u8, 10)]);
    /// if let Some((key, value)) = map.get_key_value_mut(&1) {
    ///     *value += i32::from(*key);
    /// }
    /// assert_eq!(map[&1], 11);
    /// ```
    #[inline]
    pub fn get_key_value_mut<Q>(&mut self, key: &Q) -> Option<(&K, &mut V)>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        match trace::get_mut(&mut self.table, Search::new(key), key) {
            Some((key, value)) => Some((key, value)),
            None => None,
        }
    }

    /// Returns `true` if the map holds `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u16, ())]);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        trace::get(&self.table, Search::new(key), key).is_some()
    }

    /// Inserts a key and its value. If the key was there already its value is replaced and returned; the key stays the
    /// one that was there.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// # Panics
    /// Panics if the key breaks the promise of a `#[fast_map(max = ...)]`, see
    /// [`checked_insert`](FastMap::checked_insert), or if the map's memory would exceed the address space; it aborts
    /// where the allocator refuses. See [`try_reserve`](FastMap::try_reserve).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// assert_eq!(map.insert(37u32, "a"), None);
    /// assert_eq!(map.insert(37, "b"), Some("a"));
    /// ```
    #[inline(always)] // the question; what follows is inlined as it would be without
    #[doc(alias = "put")]
    #[doc(alias = "set")]
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if trace::hears_writes() {
            return self.insert_traced(key, value);
        }
        match self.table.entry(&Search::new(&key)) {
            Ok(mut found) => Some(mem::replace(&mut found.get_mut().1, value)),
            Err(vacant) => {
                vacant.insert::<ByKey<K>>((key, value));
                None
            }
        }
    }

    /// The same where somebody listens, asked for once and apart, so that other inserts are spared it.
    #[cold]
    #[inline(never)]
    fn insert_traced(&mut self, key: K, value: V) -> Option<V> {
        match self.table.entry(&Search::new(&key)) {
            Ok(mut found) => Some(mem::replace(&mut trace::overwrite(&mut found).1, value)),
            Err(vacant) => {
                trace::insert(vacant, (key, value));
                None
            }
        }
    }

    /// Puts an entry in, and gives that of an equal key which was there, key and all.
    pub(crate) fn replace_entry(&mut self, key: K, value: V) -> Option<(K, V)> {
        match self.table.entry(&Search::new(&key)) {
            Ok(mut found) => Some(mem::replace(trace::overwrite(&mut found), (key, value))),
            Err(vacant) => {
                trace::insert(vacant, (key, value));
                None
            }
        }
    }

    /// Inserts a key and its value as [`insert`](FastMap::insert) does, after checking what the key's
    /// `#[fast_map(max = ...)]` promises.
    ///
    /// # Errors
    /// Returns the error of [`check`](FastKey::check) if that refuses the key; key and value are dropped, and the map
    /// stays as it was.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use map_core::FastMap;
    ///
    /// #[derive(FastMap, PartialEq, Eq)]
    /// struct Cell(#[fast_map(max = 799)] u16, #[fast_map(max = 599)] u16);
    ///
    /// let mut map = FastMap::new();
    /// assert_eq!(map.checked_insert(Cell(799, 0), 'x'), Ok(None));
    /// let error = map.checked_insert(Cell(0, 600), 'y').unwrap_err();
    /// assert_eq!((error.field(), error.max()), ("1", 599));
    /// # }
    /// ```
    #[inline]
    pub fn checked_insert(&mut self, key: K, value: V) -> Result<Option<V>, KeyError> {
        key.check()?;
        Ok(self.insert(key, value))
    }

    /// Inserts a key and its value only if the key is not in the map yet, and returns a mutable reference to the value.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// # Errors
    /// Returns an error with the key's entry, and the value that was not inserted, if the map holds the key already.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// assert_eq!(*map.try_insert(37u32, "a").unwrap(), "a");
    /// let refused = map.try_insert(37, "b").unwrap_err();
    /// assert_eq!((refused.entry.get(), refused.value), (&"a", "b"));
    /// ```
    #[inline]
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V>> {
        match self.entry(key) {
            Entry::Occupied(entry) => Err(OccupiedError { entry, value }),
            Entry::Vacant(entry) => Ok(entry.insert(value)),
        }
    }

    /// Removes a key and returns its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, "a")]);
    /// assert_eq!(map.remove(&1), Some("a"));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    #[inline(always)] // as inserts and lookups are, whose parts are
    #[doc(alias = "delete")]
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.remove_entry(key).map(|(_, value)| value)
    }

    /// Removes a key and returns it with its value.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, "a")]);
    /// assert_eq!(map.remove_entry(&1), Some((1, "a")));
    /// ```
    #[inline]
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.table.remove(&Search::new(key))
    }

    /// Returns the key's entry, for changing it in place whether it is there or not.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut letters = FastMap::new();
    /// for letter in "a short treatise on fungi".chars() {
    ///     *letters.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!(letters[&'s'], 2);
    /// assert_eq!(letters.get(&'y'), None);
    /// ```
    #[inline]
    #[doc(alias = "update")]
    #[doc(alias = "upsert")]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.table.entry(&Search::new(&key)) {
            Ok(found) => Entry::occupied(trace::found(found)),
            Err(vacant) => Entry::vacant(vacant, key),
        }
    }
}
