//! Parallel iterators over maps.

use core::fmt;

use ::rayon::iter::plumbing::UnindexedConsumer;
use ::rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::{Shared, collect};
use crate::engine::PartMut;
use crate::key::FastKey;
use crate::map::{FastMap, Keys, clones, debugs};

/// A parallel iterator over the entries of a map; made by `par_iter`.
pub struct ParIter<'a, K, V>(&'a FastMap<K, V>);

/// A parallel iterator over the entries of a map, with mutable references to the values; made by `par_iter_mut`.
pub struct ParIterMut<'a, K, V>(PartMut<'a, K, V>);

/// A parallel iterator over the entries of a map that it has consumed; made by `into_par_iter`.
pub struct IntoParIter<K, V>(FastMap<K, V>);

/// A parallel iterator over the keys of a map; see [`FastMap::par_keys`].
pub struct ParKeys<'a, K, V>(ParIter<'a, K, V>);

/// A parallel iterator over the values of a map; see [`FastMap::par_values`].
pub struct ParValues<'a, K, V>(ParIter<'a, K, V>);

/// A parallel iterator over mutable references to the values of a map; see [`FastMap::par_values_mut`].
pub struct ParValuesMut<'a, K, V>(ParIterMut<'a, K, V>);

/// A parallel iterator over the entries of a map that was emptied; see [`FastMap::par_drain`].
pub struct ParDrain<'a, K, V>(&'a mut FastMap<K, V>);

impl<K, V> FastMap<K, V> {
    /// Returns a parallel iterator over all keys, in no order.
    ///
    /// ```
    /// use map_core::FastMap;
    /// use rayon::prelude::*;
    /// let map = FastMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.par_keys().max(), Some(&2));
    /// ```
    pub fn par_keys(&self) -> ParKeys<'_, K, V> {
        ParKeys(ParIter(self))
    }

    /// Returns a parallel iterator over all values, in no order.
    pub fn par_values(&self) -> ParValues<'_, K, V> {
        ParValues(ParIter(self))
    }

    /// Returns a parallel iterator over mutable references to all values, in no order.
    ///
    /// ```
    /// use map_core::FastMap;
    /// use rayon::prelude::*;
    /// let mut map = FastMap::from([(1u32, 10), (2, 20)]);
    /// map.par_values_mut().for_each(|value| *value += 1);
    /// assert_eq!(map[&2], 21);
    /// ```
    pub fn par_values_mut(&mut self) -> ParValuesMut<'_, K, V> {
        ParValuesMut(ParIterMut(self.table.parts_mut()))
    }

    /// Removes all entries and returns them as a parallel iterator, in no order; the memory stays. What is not asked
    /// for is dropped.
    ///
    /// ```
    /// use map_core::FastMap;
    /// use rayon::prelude::*;
    /// let mut map = FastMap::from([(1u32, 10), (2, 20)]);
    /// assert_eq!(map.par_drain().map(|(_, value)| value).sum::<i32>(), 30);
    /// assert!(map.is_empty() && map.capacity() > 0);
    /// ```
    pub fn par_drain(&mut self) -> ParDrain<'_, K, V> {
        ParDrain(self)
    }
}

impl<K: FastKey + Sync, V: PartialEq + Sync> FastMap<K, V> {
    /// Returns `true` if the maps are equal, found out in parallel.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map: FastMap<u32, u32> = (0..100).map(|i| (i, i)).collect();
    /// assert!(map.par_eq(&map.clone()));
    /// ```
    pub fn par_eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .into_par_iter()
                .all(|(key, value)| other.get(key).is_some_and(|theirs| value == theirs))
    }
}

impl<'a, K: Sync, V: Sync> ParallelIterator for ParIter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        Shared(self.0.table.parts())
            .map(|(key, value)| (key, value))
            .drive_unindexed(consumer)
    }
}

impl<'a, K: Sync, V: Send> ParallelIterator for ParIterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        Shared(self.0).drive_unindexed(consumer)
    }
}

impl<K: Send, V: Send> ParallelIterator for IntoParIter<K, V> {
    type Item = (K, V);

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(mut self, consumer: C) -> C::Result {
        self.0
            .table
            .give_parts(|entries| Shared(entries).drive_unindexed(consumer))
    }
}

impl<K: Send, V: Send> ParallelIterator for ParDrain<'_, K, V> {
    type Item = (K, V);

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        self.0
            .table
            .give_parts(|entries| Shared(entries).drive_unindexed(consumer))
    }
}

/// A drain that nobody asked still empties its map.
impl<K, V> Drop for ParDrain<'_, K, V> {
    fn drop(&mut self) {
        self.0.clear();
    }
}

impl<'a, K: Sync, V: Sync> ParallelIterator for ParKeys<'a, K, V> {
    type Item = &'a K;

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        self.0.map(|(key, _)| key).drive_unindexed(consumer)
    }
}

impl<'a, K: Sync, V: Sync> ParallelIterator for ParValues<'a, K, V> {
    type Item = &'a V;

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        self.0.map(|(_, value)| value).drive_unindexed(consumer)
    }
}

impl<'a, K: Sync, V: Send> ParallelIterator for ParValuesMut<'a, K, V> {
    type Item = &'a mut V;

    fn drive_unindexed<C: UnindexedConsumer<Self::Item>>(self, consumer: C) -> C::Result {
        self.0.map(|(_, value)| value).drive_unindexed(consumer)
    }
}

impl<'a, K: Sync, V: Sync> IntoParallelIterator for &'a FastMap<K, V> {
    type Item = (&'a K, &'a V);
    type Iter = ParIter<'a, K, V>;

    fn into_par_iter(self) -> ParIter<'a, K, V> {
        ParIter(self)
    }
}

impl<'a, K: Sync, V: Send> IntoParallelIterator for &'a mut FastMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type Iter = ParIterMut<'a, K, V>;

    fn into_par_iter(self) -> ParIterMut<'a, K, V> {
        ParIterMut(self.table.parts_mut())
    }
}

impl<K: Send, V: Send> IntoParallelIterator for FastMap<K, V> {
    type Item = (K, V);
    type Iter = IntoParIter<K, V>;

    fn into_par_iter(self) -> IntoParIter<K, V> {
        IntoParIter(self)
    }
}

/// Makes the entries in parallel and inserts them one by one, in the order of the iterator: of equal keys the last
/// one's value counts.
impl<K: FastKey + Send, V: Send> ParallelExtend<(K, V)> for FastMap<K, V> {
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        let (pieces, count) = collect(entries);
        self.reserve_for(count);
        pieces.into_iter().for_each(|piece| self.extend(piece));
    }
}

impl<'a, K: FastKey + Copy + Send + Sync, V: Copy + Send + Sync> ParallelExtend<(&'a K, &'a V)>
    for FastMap<K, V>
{
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        let entries = entries.into_par_iter();
        self.par_extend(entries.map(|(key, value)| (*key, *value)));
    }
}

impl<K: FastKey + Send, V: Send> FromParallelIterator<(K, V)> for FastMap<K, V> {
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = FastMap::new();
        map.par_extend(entries);
        map
    }
}

impl<K, V> Clone for ParIter<'_, K, V> {
    fn clone(&self) -> Self {
        ParIter(self.0)
    }
}

clones!(ParKeys<K, V> ParValues<K, V>);

impl<K, V> ParKeys<'_, K, V> {
    /// The keys, for sets to show.
    pub(super) fn keys(&self) -> Keys<'_, K, V> {
        self.0.0.keys()
    }
}

impl<K, V> IntoParIter<K, V> {
    /// The keys, for sets to show.
    pub(super) fn keys(&self) -> Keys<'_, K, V> {
        self.0.keys()
    }
}

impl<K, V> ParDrain<'_, K, V> {
    /// The keys, for sets to show.
    pub(super) fn keys(&self) -> Keys<'_, K, V> {
        self.0.keys()
    }
}

debugs! {
    ParIter<'_, K, V> shows (K V), |it| it.0.iter();
    ParIterMut<'_, K, V> shows (K V), |it| it.0.rest();
    IntoParIter<K, V> shows (K V), |it| it.0.iter();
    ParDrain<'_, K, V> shows (K V), |it| it.0.iter();
    ParKeys<'_, K, V> shows (K), |it| it.0.0.keys();
    ParValues<'_, K, V> shows (V), |it| it.0.0.values();
    ParValuesMut<'_, K, V> shows (V), |it| it.0.0.rest().map(|(_, value)| value);
}
