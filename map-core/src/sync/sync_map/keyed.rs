//! The operations on one key.

use equivalent::Equivalent;

use super::SyncMap;
use super::tables::ReadOnly;
use crate::key::FastKey;
use crate::sync::outcome::{CompareError, LoadOrStore};
use crate::sync::reclaim::{Entry, Owned, Pin, Shared};

impl<K: FastKey, V> SyncMap<K, V> {
    /// Returns a copy of the value of `key`: Go's `Load`.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([("a".to_owned(), 1)]);
    /// assert_eq!(map.load("a"), Some(1));
    /// assert_eq!(map.load("b"), None);
    /// ```
    #[inline]
    pub fn load<Q>(&self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: Clone,
    {
        self.get_with(key, V::clone)
    }

    /// Returns a copy of the value of `key`, as [`load`](SyncMap::load) does, under the name that reads like std's:
    /// `map.get(&key).cloned()` of a map that is not shared is `map.get_cloned(&key)` of this one.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// assert_eq!(map.get_cloned(&1), Some("one"));
    /// ```
    #[inline]
    pub fn get_cloned<Q>(&self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: Clone,
    {
        self.load(key)
    }

    /// Calls `read` with the value of `key`, which is not copied, and returns its result; `None` where the key is
    /// absent. Nobody waits meanwhile, and `read` may call this map; it sees the value that the key had when it was
    /// looked up, even if that is replaced or deleted.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, vec![1, 2, 3])]);
    /// assert_eq!(map.get_with(&1, |list| list.len()), Some(3));
    /// assert_eq!(map.get_with(&2, |list| list.len()), None);
    /// ```
    #[inline]
    pub fn get_with<Q, R>(&self, key: &Q, read: impl FnOnce(&V) -> R) -> Option<R>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.with_entry(key, |entry, pin| Some(read(&*entry.load(pin)?)))
            .flatten()
    }

    /// Returns `true` if the map holds `key`.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.get_with(key, |_| ()).is_some()
    }

    /// Removes `key` and returns whether it was there: Go's `Delete`.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// assert!(map.delete(&1));
    /// assert!(!map.delete(&1));
    /// ```
    #[inline]
    #[doc(alias = "remove")]
    pub fn delete<Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.delete_with(key, |_| ()).is_some()
    }

    /// Removes `key` and returns a copy of its value: Go's `LoadAndDelete`.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// assert_eq!(map.load_and_delete(&1), Some("one"));
    /// assert_eq!(map.load_and_delete(&1), None);
    /// ```
    #[inline]
    #[doc(alias = "remove")]
    pub fn load_and_delete<Q>(&self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: Clone,
    {
        self.delete_with(key, V::clone)
    }

    /// Takes `key` out, and gives what `last` makes of its value.
    fn delete_with<Q, R>(&self, key: &Q, last: impl FnOnce(&V) -> R) -> Option<R>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let pin = self.read.pin();
        let read = pin.root();
        let from_dirty;
        let entry = match read.entries.find(key) {
            Some(entry) => entry,
            None if read.is_amended() => {
                from_dirty = self.missed(key, &pin, |dirty| dirty.remove(key))?;
                &from_dirty
            }
            None => return None,
        };
        let value = entry.delete(&pin)?;
        self.count(-1);
        Some(last(&value))
    }

    /// Sets the value of `key` to `new` if it is `old` now: Go's `CompareAndSwap`. Nothing is inserted where the key is
    /// absent.
    ///
    /// # Errors
    /// Returns an error, which gives `new` back, if the key is absent or has another value.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([("a", 1)]);
    /// assert_eq!(map.compare_and_swap(&"a", &1, 2), Ok(()));
    /// assert_eq!(map.compare_and_swap(&"a", &1, 3).unwrap_err().not_stored, 3);
    /// assert_eq!(map.load(&"a"), Some(2));
    /// ```
    #[doc(alias = "replace")]
    pub fn compare_and_swap<Q>(&self, key: &Q, old: &V, new: V) -> Result<(), CompareError<V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let mut unstored = Some(Owned::new(new));
        self.with_entry(key, |entry, pin| {
            while let Some(current) = entry.load(pin).filter(|value| **value == *old)
                && let Some(new) = unstored.take()
            {
                unstored = entry.try_replace(current, new, pin).err();
            }
        });
        match unstored {
            None => Ok(()),
            Some(new) => Err(CompareError {
                not_stored: new.into_value(),
            }),
        }
    }

    /// Removes `key` if its value is `old`, and returns whether it was: Go's `CompareAndDelete`.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([("a", 1)]);
    /// assert!(!map.compare_and_delete(&"a", &2));
    /// assert!(map.compare_and_delete(&"a", &1));
    /// assert!(map.is_empty());
    /// ```
    #[doc(alias = "remove_if")]
    pub fn compare_and_delete<Q>(&self, key: &Q, old: &V) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let deleted = self.with_entry(key, |entry, pin| {
            while let Some(current) = entry.load(pin).filter(|value| **value == *old) {
                if entry.try_delete(current, pin) {
                    self.count(-1);
                    return true;
                }
            }
            false
        });
        deleted.unwrap_or(false)
    }

    /// Sets the value of `key`: Go's `Store`. Takes the lock where the key is new.
    ///
    /// # Panics
    /// Panics if [`swap`](SyncMap::swap) would.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::new();
    /// map.store("a", 1);
    /// map.store("a", 2);
    /// assert_eq!(map.load(&"a"), Some(2));
    /// ```
    #[inline]
    #[doc(alias = "insert")]
    pub fn store(&self, key: K, value: V) {
        self.swap_with(key, value, |_| ());
    }

    /// Sets the value of `key` and returns a copy of the one it had: Go's `Swap`. A key that is there already stays the
    /// one that was there.
    ///
    /// # Panics
    /// Panics if [`FastMap::insert`](crate::FastMap::insert) would: if the key breaks a promise of its own, or memory
    /// runs out.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::new();
    /// assert_eq!(map.swap("a", 1), None);
    /// assert_eq!(map.swap("a", 2), Some(1));
    /// ```
    #[inline]
    #[doc(alias = "insert")]
    pub fn swap(&self, key: K, value: V) -> Option<V>
    where
        V: Clone,
    {
        self.swap_with(key, value, |before| before.cloned())
    }

    /// Sets the value, and gives what `last` makes of the one from before.
    fn swap_with<R>(&self, key: K, value: V, last: impl FnOnce(Option<&V>) -> R) -> R {
        let pin = self.read.pin();
        let swapped = match pin.root().entries.find(&key) {
            Some(entry) => {
                let swapped = entry.try_swap(Owned::new(value), &pin);
                swapped.map_err(Owned::into_value)
            }
            None => Err(value),
        };
        let before = match swapped {
            Ok(before) => before,
            Err(value) => self.swap_locked(key, value, &pin),
        };
        if before.is_none() {
            self.count(1);
        }
        last(before.as_deref())
    }

    /// Sets the value of a key that has no entry in the read-only table, or an expunged one.
    #[cold]
    #[inline(never)]
    fn swap_locked<'p>(
        &self,
        key: K,
        value: V,
        pin: &'p Pin<'_, ReadOnly<K, V>>,
    ) -> Option<Shared<'p, V>> {
        let new; // shares the entry, so that it is not dropped under the lock
        let mut dirty = self.lock();
        let entry = if let Some(entry) = pin.root().entries.find(&key) {
            if entry.is_expunged_locked(pin) {
                // Into the dirty table before it has a value again, which the next promotion would lose.
                dirty.for_new(pin).insert(entry.clone());
            }
            entry
        } else if let Some(entry) = dirty.find(&key) {
            entry
        } else {
            new = Entry::new(key, value);
            dirty.for_new(pin).insert(new.clone());
            return None;
        };
        entry.swap_locked(Owned::new(value), pin)
    }

    /// Returns a copy of the value of `key`, which is set to `value` where there is none: Go's `LoadOrStore`.
    ///
    /// # Panics
    /// Panics if [`swap`](SyncMap::swap) would.
    ///
    /// ```
    /// use map_core::sync::{LoadOrStore, SyncMap};
    /// let map = SyncMap::new();
    /// assert_eq!(map.load_or_store("a", 1), LoadOrStore::Stored(1));
    /// assert_eq!(map.load_or_store("a", 2), LoadOrStore::Loaded(1));
    /// ```
    #[doc(alias = "try_insert")]
    pub fn load_or_store(&self, key: K, value: V) -> LoadOrStore<V>
    where
        V: Clone,
    {
        let pin = self.read.pin();
        let entry = pin.root().entries.find(&key);
        match entry.and_then(|entry| entry.load(&pin)) {
            Some(value) => LoadOrStore::Loaded(V::clone(&value)),
            None => self.store_if_new(key, value, &pin),
        }
    }

    /// Returns a copy of the value of `key`, which is set to what `value` returns where there is none.
    ///
    /// `value` is called at most once, without a lock: it may call this map, and nobody waits for it. If another thread
    /// gives the key a value meanwhile, then that one counts, and the other is dropped. (The other two maps call it under
    /// a lock: there the value is always put in.)
    ///
    /// # Panics
    /// Panics if [`swap`](SyncMap::swap) would; and if `value` does, and then nothing is inserted.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::new();
    /// let greeting = map.load_or_insert_with("a", || format!("hello {}", 1));
    /// assert_eq!(greeting.into_value(), "hello 1");
    /// assert!(map.load_or_insert_with("a", || unreachable!()).is_loaded());
    /// ```
    #[doc(alias = "get_or_insert_with")]
    pub fn load_or_insert_with(&self, key: K, value: impl FnOnce() -> V) -> LoadOrStore<V>
    where
        V: Clone,
    {
        match self.load(&key) {
            Some(value) => LoadOrStore::Loaded(value),
            None => self.store_if_new(key, value(), &self.read.pin()),
        }
    }

    fn store_if_new(&self, mut key: K, value: V, pin: &Pin<'_, ReadOnly<K, V>>) -> LoadOrStore<V>
    where
        V: Clone,
    {
        let copy = value.clone();
        let mut value = value;
        loop {
            match self.try_store_new(key, value, pin) {
                Ok(()) => return LoadOrStore::Stored(copy),
                Err(taken) => {
                    if let Some(value) = taken.entry.load(pin) {
                        return LoadOrStore::Loaded(V::clone(&value));
                    }
                    // It was deleted since.
                    (key, value) = (taken.key, taken.value);
                }
            }
        }
    }

    /// Sets the value of a key that has none, or gives it back.
    fn try_store_new(
        &self,
        key: K,
        value: V,
        pin: &Pin<'_, ReadOnly<K, V>>,
    ) -> Result<(), Taken<K, V>> {
        let stored = match pin.root().entries.find(&key) {
            Some(entry) => {
                let stored = entry.try_store_new(Owned::new(value), pin);
                stored.map_err(Owned::into_value)
            }
            None => Err(value),
        };
        if let Err(value) = stored {
            self.try_store_new_locked(key, value, pin)?;
        }
        self.count(1);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn try_store_new_locked(
        &self,
        key: K,
        value: V,
        pin: &Pin<'_, ReadOnly<K, V>>,
    ) -> Result<(), Taken<K, V>> {
        let new; // shares the entry, so that it is not dropped under the lock
        let mut dirty = self.lock();
        let entry = if let Some(entry) = pin.root().entries.find(&key) {
            if entry.is_expunged_locked(pin) {
                dirty.for_new(pin).insert(entry.clone());
                entry.swap_locked(Owned::new(value), pin);
                return Ok(());
            }
            entry.clone()
        } else if let Some(entry) = dirty.find(&key).cloned() {
            dirty.miss(pin);
            entry
        } else {
            new = Entry::new(key, value);
            dirty.for_new(pin).insert(new.clone());
            return Ok(());
        };
        match entry.try_store_new(Owned::new(value), pin) {
            Ok(()) => Ok(()),
            Err(value) => Err(Taken {
                key,
                value: value.into_value(),
                entry,
            }),
        }
    }

    /// Changes the value of `key` in one step that no other operation comes between, and returns a copy of the value
    /// from before: `change` gets the value, or `None` where the key is absent, and returns the new one, or `None` to
    /// remove the key.
    ///
    /// `change` is called without a lock, and may call this map. Where another thread changes the value meanwhile it is
    /// called again, with that value: let it do nothing but compute. (The other two maps call it once, under a lock.)
    ///
    /// # Panics
    /// Panics if [`swap`](SyncMap::swap) would; and if `change` does, and then nothing has changed.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::new();
    /// for _ in 0..2 {
    ///     map.alter("visits", |n| Some(n.copied().unwrap_or(0) + 1));
    /// }
    /// assert_eq!(map.load(&"visits"), Some(2));
    /// assert_eq!(map.alter("visits", |_| None), Some(2));
    /// assert!(!map.contains_key(&"visits"));
    /// ```
    #[doc(alias = "update")]
    #[doc(alias = "upsert")]
    #[doc(alias = "compute")]
    pub fn alter(&self, mut key: K, mut change: impl FnMut(Option<&V>) -> Option<V>) -> Option<V>
    where
        V: Clone,
    {
        loop {
            let before = self.with_entry(&key, |entry, pin| {
                while let Some(current) = entry.load(pin) {
                    let changed = match change(Some(&current)) {
                        Some(new) => entry.try_replace(current, Owned::new(new), pin).is_ok(),
                        None => {
                            let deleted = entry.try_delete(current, pin);
                            if deleted {
                                self.count(-1);
                            }
                            deleted
                        }
                    };
                    if changed {
                        return Some(V::clone(&current));
                    }
                }
                None
            });
            if let Some(before) = before.flatten() {
                return Some(before);
            }
            let new = change(None)?;
            match self.try_store_new(key, new, &self.read.pin()) {
                Ok(()) => return None,
                Err(taken) => key = taken.key,
            }
        }
    }
}

/// A key that has a value already, and what it was to get.
struct Taken<K, V> {
    key: K,
    value: V,
    entry: Entry<K, V>,
}
