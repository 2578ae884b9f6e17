//! The methods that [`LockedMap`](super::LockedMap) and [`ShardedMap`](super::ShardedMap) share, with their docs. What
//! they do to one key is in `at`; a map brings `at(&key)`, which table that is, and `tables()`, all of them.

/// The common methods of a map made of tables behind locks.
macro_rules! shared_map_methods {
    ($Map:ident) => {
        impl<K: FastKey, V> $Map<K, V> {
            /// Returns a copy of the value of `key`: Go's `Load`.
            ///
            /// Computes in *O*(1) time on average.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(\"a\".to_owned(), 1)]);")]
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

            /// Returns a copy of the value of `key`, as
            #[doc = concat!("[`load`](", stringify!($Map), "::load) does, under the name that reads like std's:")]
            /// `map.get(&key).cloned()` of a map that is not shared is `map.get_cloned(&key)` of this one.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
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

            /// Calls `read` with the value of `key`, which is not copied, and returns its result; `None` where the
            /// key is absent. Others may read meanwhile; writers of the same table wait.
            ///
            /// # Panics
            /// Panics in debug builds if `read` calls this map; in release builds that may deadlock.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, vec![1, 2, 3])]);")]
            /// assert_eq!(map.get_with(&1, |list| list.len()), Some(3));
            /// assert_eq!(map.get_with(&2, |list| list.len()), None);
            /// ```
            #[inline]
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn get_with<Q, R>(&self, key: &Q, read: impl FnOnce(&V) -> R) -> Option<R>
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                self.at(key).get_with(key, read)
            }

            /// Returns `true` if the map holds `key`.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
            /// assert!(map.contains_key(&1) && !map.contains_key(&2));
            /// ```
            #[inline]
            pub fn contains_key<Q>(&self, key: &Q) -> bool
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                self.get_with(key, |_| ()).is_some()
            }

            /// Sets the value of `key`: Go's `Store`.
            ///
            /// # Panics
            #[doc = concat!("Panics if [`swap`](", stringify!($Map), "::swap) would.")]
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// map.store("a", 1);
            /// map.store("a", 2);
            /// assert_eq!(map.load(&"a"), Some(2));
            /// ```
            #[inline]
            #[doc(alias = "insert")]
            pub fn store(&self, key: K, value: V) {
                drop(self.swap(key, value));
            }

            /// Sets the value of `key` and returns the one it had: Go's `Swap`. A key that is there already stays the
            /// one that was there.
            ///
            /// Computes in *O*(1) amortised time on average.
            ///
            /// # Panics
            /// Panics if [`FastMap::insert`](crate::FastMap::insert) would: if the key breaks a promise of its own, or
            /// memory runs out.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// assert_eq!(map.swap("a", 1), None);
            /// assert_eq!(map.swap("a", 2), Some(1));
            /// ```
            #[inline]
            #[doc(alias = "insert")]
            pub fn swap(&self, key: K, value: V) -> Option<V> {
                self.at(&key).swap(key, value)
            }

            /// Returns a copy of the value of `key`, which is set to `value` where there is none: Go's `LoadOrStore`.
            ///
            /// # Panics
            #[doc = concat!("Panics if [`swap`](", stringify!($Map), "::swap) would.")]
            ///
            #[doc = concat!("```\nuse map_core::sync::{LoadOrStore, ", stringify!($Map), "};")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// assert_eq!(map.load_or_store("a", 1), LoadOrStore::Stored(1));
            /// assert_eq!(map.load_or_store("a", 2), LoadOrStore::Loaded(1));
            /// ```
            #[inline]
            #[doc(alias = "try_insert")]
            pub fn load_or_store(&self, key: K, value: V) -> LoadOrStore<V>
            where
                V: Clone,
            {
                self.load_or_insert_with(key, || value)
            }

            /// Returns a copy of the value of `key`, which is set to what `value` returns where there is none. `value`
            /// is called at most once, and while it runs whoever needs the same table waits.
            ///
            /// # Panics
            #[doc = concat!("Panics if [`swap`](", stringify!($Map), "::swap) would; if `value` does, and then")]
            /// nothing is inserted; and in debug builds if `value` calls this map, which deadlocks in release builds.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// let greeting = map.load_or_insert_with("a", || format!("hello {}", 1));
            /// assert_eq!(greeting.into_value(), "hello 1");
            /// assert!(map.load_or_insert_with("a", || unreachable!()).is_loaded());
            /// ```
            #[inline]
            #[cfg_attr(debug_assertions, track_caller)]
            #[doc(alias = "get_or_insert_with")]
            pub fn load_or_insert_with(&self, key: K, value: impl FnOnce() -> V) -> LoadOrStore<V>
            where
                V: Clone,
            {
                self.at(&key).load_or_insert_with(key, value)
            }

            /// Removes `key` and returns its value: Go's `LoadAndDelete`.
            ///
            /// Computes in *O*(1) time on average.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
            /// assert_eq!(map.load_and_delete(&1), Some("one"));
            /// assert_eq!(map.load_and_delete(&1), None);
            /// ```
            #[inline]
            #[doc(alias = "remove")]
            pub fn load_and_delete<Q>(&self, key: &Q) -> Option<V>
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                self.at(key).load_and_delete(key)
            }

            /// Removes `key` and returns whether it was there: Go's `Delete`.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
            /// assert!(map.delete(&1));
            /// assert!(!map.delete(&1));
            /// ```
            #[inline]
            #[doc(alias = "remove")]
            pub fn delete<Q>(&self, key: &Q) -> bool
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                self.load_and_delete(key).is_some()
            }

            /// Sets the value of `key` to `new` if it is `old` now: Go's `CompareAndSwap`. Nothing is inserted where
            /// the key is absent.
            ///
            /// # Errors
            /// Returns an error, which gives `new` back, if the key is absent or has another value.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(\"a\", 1)]);")]
            /// assert_eq!(map.compare_and_swap(&"a", &1, 2), Ok(()));
            /// assert_eq!(map.compare_and_swap(&"a", &1, 3).unwrap_err().not_stored, 3);
            /// assert_eq!(map.load(&"a"), Some(2));
            /// ```
            #[inline]
            #[doc(alias = "replace")]
            pub fn compare_and_swap<Q>(&self, key: &Q, old: &V, new: V) -> Result<(), CompareError<V>>
            where
                Q: FastKey + Equivalent<K> + ?Sized,
                V: PartialEq,
            {
                self.at(key).compare_and_swap(key, old, new)
            }

            /// Removes `key` if its value is `old`, and returns whether it was: Go's `CompareAndDelete`.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(\"a\", 1)]);")]
            /// assert!(!map.compare_and_delete(&"a", &2));
            /// assert!(map.compare_and_delete(&"a", &1));
            /// assert!(map.is_empty());
            /// ```
            #[inline]
            #[doc(alias = "remove_if")]
            pub fn compare_and_delete<Q>(&self, key: &Q, old: &V) -> bool
            where
                Q: FastKey + Equivalent<K> + ?Sized,
                V: PartialEq,
            {
                self.at(key).compare_and_delete(key, old)
            }

            /// Changes the value of `key` in one step that no other operation comes between, and returns the value from
            /// before: `change` gets the value, or `None` where the key is absent, and returns the new one, or `None`
            /// to remove the key.
            ///
            /// # Panics
            #[doc = concat!("Panics if [`swap`](", stringify!($Map), "::swap) would; if `change` does, and then")]
            /// nothing has changed; and in debug builds if `change` calls this map, which deadlocks in release builds.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// for _ in 0..2 {
            ///     map.alter("visits", |n| Some(n.copied().unwrap_or(0) + 1));
            /// }
            /// assert_eq!(map.load(&"visits"), Some(2));
            /// assert_eq!(map.alter("visits", |_| None), Some(2));
            /// assert!(!map.contains_key(&"visits"));
            /// ```
            #[inline]
            #[cfg_attr(debug_assertions, track_caller)]
            #[doc(alias = "update")]
            #[doc(alias = "upsert")]
            #[doc(alias = "compute")]
            pub fn alter(&self, key: K, change: impl FnMut(Option<&V>) -> Option<V>) -> Option<V> {
                self.at(&key).alter(key, change)
            }

            /// Calls `edit` with the key's entry, which is that of [`FastMap::entry`](crate::FastMap::entry), and
            /// returns its result: values are changed in place, and nothing is copied. Whoever needs the same table
            /// waits meanwhile.
            ///
            /// # Panics
            /// Panics if the entry's methods or `edit` do, and then what it had done stays done; and in debug builds if
            /// `edit` calls this map, which deadlocks in release builds.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::new();")]
            /// map.entry_with("list", |entry| entry.or_insert_with(Vec::new).push(1));
            /// let len = map.entry_with("list", |entry| {
            ///     let list = entry.or_default();
            ///     list.push(2);
            ///     list.len()
            /// });
            /// assert_eq!(len, 2);
            /// ```
            #[inline]
            #[cfg_attr(debug_assertions, track_caller)]
            #[doc(alias = "entry")]
            #[doc(alias = "get_mut")]
            pub fn entry_with<R>(&self, key: K, edit: impl FnOnce(Entry<'_, K, V>) -> R) -> R {
                self.at(&key).entry_with(key, edit)
            }
        }

        impl<K, V> $Map<K, V> {
            /// Returns the number of entries.
            ///
            /// Computes in *O*(1) time for each table, which is locked to be asked.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
            /// assert_eq!(map.len(), 1);
            /// ```
            #[must_use]
            pub fn len(&self) -> usize {
                self.tables().map(|table| table.read().len()).sum()
            }

            /// Returns `true` if there are no entries.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map: ", stringify!($Map), "<u32, ()> = ", stringify!($Map), "::new();")]
            /// assert!(map.is_empty());
            /// ```
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.tables().all(|table| table.read().is_empty())
            }

            /// Visits the entries, in no order that can be relied on, until `visit` returns `false`: Go's `Range`.
            ///
            /// No key comes twice. Each table is read-locked while it is visited, so a table is seen as it is at one
            /// moment, and whoever would write to it waits.
            ///
            /// # Panics
            /// Panics in debug builds if `visit` calls this map; in release builds that may deadlock.
            #[doc = concat!("[`snapshot`](", stringify!($Map), "::snapshot) is a way out.")]
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, 10), (2, 20)]);")]
            /// let mut sum = 0;
            /// map.range(|_, value| {
            ///     sum += value;
            ///     true
            /// });
            /// assert_eq!(sum, 30);
            /// ```
            #[cfg_attr(debug_assertions, track_caller)]
            #[doc(alias = "iter")]
            #[doc(alias = "for_each")]
            pub fn range(&self, visit: impl FnMut(&K, &V) -> bool) {
                all::range(self.tables(), visit);
            }

            /// Retains only the entries for which `keep` returns `true`. Each table is locked while it is gone through.
            ///
            /// # Panics
            /// Panics if `keep` does: what was not looked at is kept. In debug builds also if `keep` calls this map,
            /// which deadlocks in release builds.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, 10), (2, 20)]);")]
            /// map.retain(|_, value| *value > 10);
            /// assert_eq!(map.len(), 1);
            /// ```
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn retain(&self, keep: impl FnMut(&K, &V) -> bool) {
                all::retain(self.tables(), keep);
            }

            /// Removes all entries and drops them: Go's `Clear`. The memory stays for new ones, save that of a table to
            /// which others store while what was in it is dropped.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, \"one\")]);")]
            /// map.clear();
            /// assert!(map.is_empty());
            /// ```
            pub fn clear(&self) {
                all::clear(self.tables());
            }
        }

        impl<K: FastKey + Clone, V: Clone> $Map<K, V> {
            /// Returns a copy of all entries, to be worked on at leisure; each table's as they are at one moment.
            ///
            #[doc = concat!("```\nuse map_core::sync::", stringify!($Map), ";")]
            #[doc = concat!("let map = ", stringify!($Map), "::from([(1u32, 10), (2, 20)]);")]
            /// for (key, value) in map.snapshot() {
            ///     map.store(key + 10, value + 1); // not in a closure, so nothing waits
            /// }
            /// assert_eq!(map.len(), 4);
            /// ```
            #[must_use]
            pub fn snapshot(&self) -> FastMap<K, V> {
                all::snapshot(self.tables())
            }
        }

        impl<K: FastKey, V> Default for $Map<K, V> {
            fn default() -> Self {
                $Map::new()
            }
        }

        /// Locks as [`range`](Self::range) does.
        impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for $Map<K, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut map = f.debug_map();
                for table in self.tables() {
                    map.entries(table.read().iter());
                }
                map.finish()
            }
        }

        impl<K: FastKey, V> FromIterator<(K, V)> for $Map<K, V> {
            fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
                let mut map = $Map::new();
                map.extend(entries);
                map
            }
        }

        /// Of equal keys in the array, the last one's value counts.
        impl<K: FastKey, V, const N: usize> From<[(K, V); N]> for $Map<K, V> {
            fn from(entries: [(K, V); N]) -> Self {
                $Map::from_iter(entries)
            }
        }

        // A closure that panics leaves the lock open and every table whole.
        impl<K: UnwindSafe, V: UnwindSafe> UnwindSafe for $Map<K, V> {}
        impl<K: RefUnwindSafe, V: RefUnwindSafe> RefUnwindSafe for $Map<K, V> {}
    };
}

pub(super) use shared_map_methods;
