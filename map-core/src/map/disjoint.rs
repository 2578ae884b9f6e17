//! Several values at once, to change; and the two methods that trust their caller.
#![expect(
    unsafe_code,
    reason = "methods that are unsafe to call, as std's and hashbrown's"
)]

use equivalent::Equivalent;

use super::FastMap;
use crate::key::FastKey;
use crate::keyed::{ByKey, Search};
use crate::trace;

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns mutable references to the values of several keys at once; `None` for a key that is not in the map.
    ///
    /// Computes in *O*(`N`²) time on average: `N` lookups, and what they found is compared pair by pair.
    ///
    /// # Panics
    /// Panics if two of the keys are equal and in the map.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([("a", 1), ("b", 2)]);
    /// if let [Some(a), Some(b), None] = map.get_disjoint_mut(["a", "b", "c"]) {
    ///     std::mem::swap(a, b);
    /// }
    /// assert_eq!((map["a"], map["b"]), (2, 1));
    /// ```
    ///
    /// ```should_panic
    /// # use map_core::FastMap;
    /// let mut map = FastMap::from([("a", 1)]);
    /// map.get_disjoint_mut(["a", "a"]);
    /// ```
    #[track_caller]
    #[doc(alias = "get_many_mut")]
    pub fn get_disjoint_mut<Q, const N: usize>(&mut self, keys: [&Q; N]) -> [Option<&mut V>; N]
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let searches = self.searches(keys);
        self.table
            .get_disjoint_mut(searches)
            .map(|entry| entry.map(|(_, value)| value))
    }

    /// Returns the entries of several keys at once, with mutable references to their values; `None` for a key that is
    /// not in the map.
    ///
    /// Computes in *O*(`N`²) time on average, as [`get_disjoint_mut`](FastMap::get_disjoint_mut) does.
    ///
    /// # Panics
    /// Panics if two of the keys are equal and in the map.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u8, 'a'), (2, 'b')]);
    /// let found = map.get_disjoint_key_value_mut([&2, &3]);
    /// assert_eq!(found, [Some((&2, &mut 'b')), None]);
    /// ```
    #[track_caller]
    #[doc(alias = "get_many_key_value_mut")]
    pub fn get_disjoint_key_value_mut<Q, const N: usize>(
        &mut self,
        keys: [&Q; N],
    ) -> [Option<(&K, &mut V)>; N]
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let searches = self.searches(keys);
        self.table
            .get_disjoint_mut(searches)
            .map(|entry| entry.map(|(key, value)| (&*key, value)))
    }

    /// Returns mutable references to the values of several keys at once, without a check that they are different.
    ///
    /// Computes in *O*(`N`) time on average.
    ///
    /// # Safety
    /// No two of the keys may be equal, not even if they are not in the map.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([("a", 1), ("b", 2)]);
    /// // SAFETY: two different keys.
    /// let values = unsafe { map.get_disjoint_unchecked_mut(["a", "b"]) };
    /// assert_eq!(values, [Some(&mut 1), Some(&mut 2)]);
    /// ```
    #[doc(alias = "get_many_unchecked_mut")]
    pub unsafe fn get_disjoint_unchecked_mut<Q, const N: usize>(
        &mut self,
        keys: [&Q; N],
    ) -> [Option<&mut V>; N]
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let searches = self.searches(keys);
        // SAFETY: the caller's promise.
        let entries = unsafe { self.table.get_disjoint_unchecked_mut(searches) };
        entries.map(|entry| entry.map(|(_, value)| value))
    }

    fn searches<'q, Q, const N: usize>(&self, keys: [&'q Q; N]) -> [Search<'q, Q, K>; N]
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        keys.map(|key| {
            let search = Search::new(key);
            trace::asked(&self.table, search, key);
            search
        })
    }

    /// Inserts a key and its value without looking whether the key is there, and returns references to both.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// # Safety
    /// The key must not be in the map.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// for id in 0..10u32 {
    ///     // SAFETY: every id comes once.
    ///     unsafe { map.insert_unique_unchecked(id, id * 2) };
    /// }
    /// assert_eq!(map[&4], 8);
    /// ```
    pub unsafe fn insert_unique_unchecked(&mut self, key: K, value: V) -> (&K, &mut V) {
        let entry = (key, value);
        let vacant = self.table.vacant::<ByKey<K>>(&entry);
        let entry = trace::insert(vacant, entry);
        let (key, value) = entry.into_mut();
        (key, value)
    }
}
