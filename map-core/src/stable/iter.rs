//! The iterators over a map of boxed values.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;

use super::StableMap;
use crate::engine;
use crate::map::{clones, debugs, iterators, visits};
use crate::trace;

visits! {
    StableMap at map.table holds Box<V>, |value| *value;
    "use map_core::StableMap;", "StableMap::from([(\"a\", 1), (\"b\", 2)]);"
}

impl<K, V> StableMap<K, V> {
    /// Returns an iterator that removes, one by one as it is asked, the entries for which `take` returns `true`. What
    /// the iterator has not come to when it is dropped or leaked stays in the map.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u32, u32> = (0..8).map(|x| (x, x)).collect();
    /// assert_eq!(map.extract_if(|key, _| key % 2 == 1).count(), 4);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn extract_if(
        &mut self,
        mut take: impl FnMut(&K, &mut V) -> bool,
    ) -> impl FusedIterator<Item = (K, V)> {
        self.map
            .extract_if(move |key, value| take(key, value))
            .map(|(key, value)| (key, *value))
    }
}
