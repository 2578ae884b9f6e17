//! Looking one key up, inserting and removing it.

use core::mem;

use equivalent::Equivalent;

use super::{ByKey, Entry, FastMap, OccupiedError, Search};
use crate::engine::watch::hears_assigns;
use crate::key::FastKey;
use crate::range::KeyError;

impl<K: FastKey, V> FastMap<K, V> {
    /// The value of `key`.
    ///
    /// A map of strings, or of a derived newtype of one, is asked by `&str`; a map of byte strings by `&[u8]`.
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
        match self.table.get(&Search::new(key)) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }

    /// The key that is in the map, and its value.
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
        match self.table.get(&Search::new(key)) {
            Some((key, value)) => Some((key, value)),
            None => None,
        }
    }

    /// The value of `key`, to change.
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
        match self.table.get_mut(&Search::new(key)) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }

    /// The key that is in the map, and its value, to change.
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
        match self.table.get_mut(&Search::new(key)) {
            Some((key, value)) => Some((key, value)),
            None => None,
        }
    }

    /// Whether `key` is in the map.
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
        self.table.get(&Search::new(key)).is_some()
    }

    /// Puts a value in. If the key was there already its value is replaced and returned; the key stays the one that was
    /// there.
    ///
    /// # Panics
    /// Where the key breaks the promise of a `#[fast_map(max = ...)]`, see [`checked_insert`](FastMap::checked_insert).
    /// Where the map's memory would exceed the address space; it aborts where the allocator refuses. See
    /// [`try_reserve`](FastMap::try_reserve).
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
        if hears_assigns() {
            return self.insert_told(key, value);
        }
        self.insert_untold(key, value)
    }

    /// The same for watchers, which are asked for once and apart, so that other inserts are spared them.
    #[cold]
    #[inline(never)]
    fn insert_told(&mut self, key: K, value: V) -> Option<V> {
        self.insert_as::<true>(key, value)
    }

    #[inline]
    fn insert_untold(&mut self, key: K, value: V) -> Option<V> {
        self.insert_as::<false>(key, value)
    }

    #[inline(always)]
    fn insert_as<const TOLD: bool>(&mut self, key: K, value: V) -> Option<V> {
        match self.table.entry(&Search::new(&key)) {
            Ok(mut entry) => {
                let (_, old) = entry.overwrite_as::<ByKey<K>, TOLD>();
                Some(mem::replace(old, value))
            }
            Err(place) => {
                place.insert_as::<ByKey<K>, TOLD>((key, value));
                None
            }
        }
    }

    /// Puts an entry in, and gives that of an equal key which was there, key and all.
    pub(crate) fn replace_entry(&mut self, key: K, value: V) -> Option<(K, V)> {
        match self.table.entry(&Search::new(&key)) {
            Ok(mut entry) => Some(mem::replace(entry.overwrite::<ByKey<K>>(), (key, value))),
            Err(place) => {
                place.insert::<ByKey<K>>((key, value));
                None
            }
        }
    }

    /// Puts a value in as [`insert`](FastMap::insert) does, after checking what the key's `#[fast_map(max = ...)]`
    /// promises.
    ///
    /// # Errors
    /// Where [`check`](FastKey::check) refuses the key; key and value are dropped, and the map stays as it was.
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

    /// Puts a value in only if its key is not there yet.
    ///
    /// # Errors
    /// Where the key is there: its entry, and the value that was not put in.
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

    /// Takes a key out, and gives its value.
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

    /// Takes a key out, and gives it and its value.
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

    /// The key's entry, for changing it in place whether it is there or not.
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
            Ok(place) => Entry::occupied(place.read::<ByKey<K>>()),
            Err(place) => Entry::vacant(place, key),
        }
    }
}
