//! Taking out what a closure picks.

use core::fmt;
use core::iter::FusedIterator;

use super::FastMap;
use crate::engine::Extract;

impl<K, V> FastMap<K, V> {
    /// Returns an iterator that removes, one by one as it is asked, the entries for which `take` returns `true`. What
    /// the iterator has not come to when it is dropped or leaked stays in the map.
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

/// An iterator that removes what a closure picks; see [`FastMap::extract_if`].
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
