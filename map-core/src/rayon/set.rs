//! Parallel iterators over sets.

use core::fmt;

use ::rayon::iter::plumbing::UnindexedConsumer;
use ::rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::map::{IntoParIter, ParDrain, ParKeys};
use crate::key::FastKey;
use crate::set::FastSet;

/// The keys of a set, shared among threads; made by `par_iter`.
pub struct SetParIter<'a, K>(ParKeys<'a, K, ()>);

/// The keys of a set that is used up, shared among threads; made by `into_par_iter`.
pub struct SetIntoParIter<K>(IntoParIter<K, ()>);

/// The keys of a set that was emptied, shared among threads; see [`FastSet::par_drain`].
pub struct SetParDrain<'a, K>(ParDrain<'a, K, ()>);

impl<K> FastSet<K> {
    /// Empties the set and gives its keys, in parallel and in no order; see
    /// [`FastMap::par_drain`](crate::FastMap::par_drain).
    pub fn par_drain(&mut self) -> SetParDrain<'_, K> {
        SetParDrain(self.map.par_drain())
    }
}

impl<K: FastKey + Sync> FastSet<K> {
    /// Whether the sets are equal, found out in parallel.
    pub fn par_eq(&self, other: &Self) -> bool {
        self.map.par_eq(&other.map)
    }

    /// Whether all keys are in `other` too, found out in parallel.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (some, all) = (FastSet::from([1u32, 2]), FastSet::from([1, 2, 3]));
    /// assert!(some.par_is_subset(&all) && all.par_is_superset(&some));
    /// ```
    pub fn par_is_subset(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.into_par_iter().all(|key| other.contains(key))
    }

    /// Whether all keys of `other` are in this set too, found out in parallel.
    pub fn par_is_superset(&self, other: &Self) -> bool {
        other.par_is_subset(self)
    }

    /// Whether the sets have no key in common, found out in parallel.
    pub fn par_is_disjoint(&self, other: &Self) -> bool {
        if self.len() > other.len() {
            return other.par_is_disjoint(self);
        }
        self.into_par_iter().all(|key| !other.contains(key))
    }
}

impl<'a, K: Sync> ParallelIterator for SetParIter<'a, K> {
    type Item = &'a K;

    fn drive_unindexed<C: UnindexedConsumer<&'a K>>(self, consumer: C) -> C::Result {
        self.0.drive_unindexed(consumer)
    }
}

impl<K: Send> ParallelIterator for SetIntoParIter<K> {
    type Item = K;

    fn drive_unindexed<C: UnindexedConsumer<K>>(self, consumer: C) -> C::Result {
        self.0.map(|(key, ())| key).drive_unindexed(consumer)
    }
}

impl<K: Send> ParallelIterator for SetParDrain<'_, K> {
    type Item = K;

    fn drive_unindexed<C: UnindexedConsumer<K>>(self, consumer: C) -> C::Result {
        self.0.map(|(key, ())| key).drive_unindexed(consumer)
    }
}

impl<'a, K: Sync> IntoParallelIterator for &'a FastSet<K> {
    type Item = &'a K;
    type Iter = SetParIter<'a, K>;

    fn into_par_iter(self) -> SetParIter<'a, K> {
        SetParIter(self.map.par_keys())
    }
}

impl<K: Send> IntoParallelIterator for FastSet<K> {
    type Item = K;
    type Iter = SetIntoParIter<K>;

    fn into_par_iter(self) -> SetIntoParIter<K> {
        SetIntoParIter(self.map.into_par_iter())
    }
}

/// The keys are made in parallel and put in one by one.
impl<K: FastKey + Send> ParallelExtend<K> for FastSet<K> {
    fn par_extend<I: IntoParallelIterator<Item = K>>(&mut self, keys: I) {
        let entries = keys.into_par_iter().map(|key| (key, ()));
        self.map.par_extend(entries);
    }
}

impl<'a, K: FastKey + Copy + Send + Sync> ParallelExtend<&'a K> for FastSet<K> {
    fn par_extend<I: IntoParallelIterator<Item = &'a K>>(&mut self, keys: I) {
        self.par_extend(keys.into_par_iter().copied());
    }
}

impl<K: FastKey + Send> FromParallelIterator<K> for FastSet<K> {
    fn from_par_iter<I: IntoParallelIterator<Item = K>>(keys: I) -> Self {
        let mut set = FastSet::new();
        set.par_extend(keys);
        set
    }
}

impl<K> Clone for SetParIter<'_, K> {
    fn clone(&self) -> Self {
        SetParIter(self.0.clone())
    }
}

impl<K: fmt::Debug> fmt::Debug for SetParIter<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: fmt::Debug> fmt::Debug for SetIntoParIter<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl<K: fmt::Debug> fmt::Debug for SetParDrain<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
