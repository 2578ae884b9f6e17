//! What touches many entries at once: retain, drain, extract.

use core::any::type_name;
use core::fmt;
use core::iter::FusedIterator;

use super::FastMap;
use crate::engine::{self, Extract, watch};

impl<K, V> FastMap<K, V> {
    /// Keeps only the entries for which `keep` says yes.
    ///
    /// Takes time in proportion to the map's memory. Should `keep` panic, what was not looked at is kept.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u32, u32> = (0..8).map(|x| (x, x * 10)).collect();
    /// map.retain(|key, _| key % 2 == 0);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.table.retain(|(key, value)| keep(key, value));
    }

    /// Empties the map and gives its entries; the memory stays. What the iterator has not given when it is dropped is
    /// dropped with it. If it is leaked, the entries are leaked too, and the map is empty and without memory.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, "a"), (2, "b")]);
    /// for (key, value) in map.drain().take(1) {
    ///     assert!(key == 1 && value == "a" || key == 2 && value == "b");
    /// }
    /// assert!(map.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        watch::clear(&self.table, type_name::<K>);
        Drain(self.table.drain())
    }

    /// Takes out, one by one as the iterator is asked, the entries for which `take` says yes. What the iterator has not
    /// come to when it is dropped or leaked stays in the map.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u32, u32> = (0..8).map(|x| (x, x)).collect();
    /// let mut odd: Vec<u32> = map.extract_if(|key, _| key % 2 == 1).map(|(key, _)| key).collect();
    /// odd.sort();
    /// assert_eq!((odd, map.len()), (vec![1, 3, 5, 7], 4));
    /// ```
    pub fn extract_if<F>(&mut self, take: F) -> ExtractIf<'_, K, V, F>
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        ExtractIf {
            walk: Extract::new(),
            map: self,
            take,
        }
    }
}

/// The entries of a map that was emptied; see [`FastMap::drain`].
pub struct Drain<'a, K, V>(engine::Drain<'a, (K, V)>);

impl<K, V> Drain<'_, K, V> {
    /// The keys that are left.
    pub(crate) fn rest_keys(&self) -> impl Iterator<Item = &K> {
        self.0.rest().map(|(key, _)| key)
    }
}

impl<K, V> Iterator for Drain<'_, K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        self.0.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> ExactSizeIterator for Drain<'_, K, V> {}
impl<K, V> FusedIterator for Drain<'_, K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Drain<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.rest()).finish()
    }
}

/// Takes out what a closure picks; see [`FastMap::extract_if`].
#[must_use = "iterators are lazy: nothing is taken out before they are asked"]
pub struct ExtractIf<'a, K, V, F> {
    walk: Extract,
    map: &'a mut FastMap<K, V>,
    take: F,
}

impl<K, V, F> Iterator for ExtractIf<'_, K, V, F>
where
    F: FnMut(&K, &mut V) -> bool,
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        let take = &mut self.take;
        self.walk
            .next(&mut self.map.table, |(key, value)| take(key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.map.len()))
    }
}

impl<K, V, F> FusedIterator for ExtractIf<'_, K, V, F> where F: FnMut(&K, &mut V) -> bool {}

impl<K, V, F> fmt::Debug for ExtractIf<'_, K, V, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
