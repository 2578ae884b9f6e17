//! Iteration in an order of the caller's choice: sorted, or from a random start.

use alloc::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;

use super::{FastMap, debugs, iterators};
use crate::engine::{self, PartRef};

impl<K, V> FastMap<K, V> {
    /// Returns an iterator over all entries, by ascending key: the same order for equal maps, whatever their seeds, on
    /// every machine.
    ///
    /// Allocates a list of references and sorts it, in *O*(capacity + *n* log *n*) time for *n* entries. The iterator
    /// is double-ended.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(3u32, 'c'), (1, 'a'), (2, 'b')]);
    /// assert_eq!(map.iter_sorted().map(|(_, c)| c).collect::<String>(), "abc");
    /// ```
    pub fn iter_sorted(&self) -> IterSorted<'_, K, V>
    where
        K: Ord,
    {
        let mut entries: Vec<_> = self.iter().collect();
        // Keys are different, so an unstable sort has one outcome.
        entries.sort_unstable_by_key(|(key, _)| *key);
        IterSorted(entries.into_iter())
    }

    /// Returns an iterator over all entries that starts at a random bucket at each call, as Go's `range` does: for
    /// taking a sample, or for looking at a few entries that are not always the first ones.
    ///
    /// From the start on, the order is that of [`iter`](FastMap::iter), and it goes on at the beginning when it comes to
    /// the end. The start is as random as seeds are: without `std` it can be guessed.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map: FastMap<u32, ()> = (0..1_000).map(|key| (key, ())).collect();
    /// assert_eq!(map.iter_from_random().count(), 1_000);
    /// let first = || map.iter_from_random().next();
    /// let start = first();
    /// assert!((0..1_000).any(|_| first() != start));
    /// ```
    #[doc(alias = "sample")]
    #[doc(alias = "choose")]
    pub fn iter_from_random(&self) -> IterFromRandom<'_, K, V> {
        let (from_start, before_start) = self.table.parts_from(engine::random_number());
        IterFromRandom {
            now: from_start,
            then: Some(before_start),
            left: self.len(),
        }
    }
}

/// An iterator over the entries of a map by ascending key; see [`FastMap::iter_sorted`].
#[derive(Clone)]
pub struct IterSorted<'a, K, V>(vec::IntoIter<(&'a K, &'a V)>);

iterators! {
    IterSorted<'a, K, V> -> (&'a K, &'a V), |entry| entry;
}

impl<K, V> DoubleEndedIterator for IterSorted<'_, K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back()
    }
}

debugs! {
    IterSorted<'_, K, V> shows (K V), |it| it.0.as_slice();
    IterFromRandom<'_, K, V> shows (K V), |it| it.clone();
}

/// An iterator over the entries of a map from a random start; see [`FastMap::iter_from_random`].
pub struct IterFromRandom<'a, K, V> {
    now: PartRef<'a, (K, V)>,
    /// What comes before the start, visited last.
    then: Option<PartRef<'a, (K, V)>>,
    left: usize,
}

impl<K, V> Clone for IterFromRandom<'_, K, V> {
    fn clone(&self) -> Self {
        IterFromRandom {
            now: self.now.clone(),
            then: self.then.clone(),
            left: self.left,
        }
    }
}

impl<'a, K, V> Iterator for IterFromRandom<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let (key, value) = match self.now.next() {
            Some(entry) => entry,
            None => {
                self.now = self.then.take()?;
                self.now.next()?
            }
        };
        self.left -= 1;
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> ExactSizeIterator for IterFromRandom<'_, K, V> {}
impl<K, V> FusedIterator for IterFromRandom<'_, K, V> {}
