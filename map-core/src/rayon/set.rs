//! Parallel iterators over sets.

use core::fmt;

use ::rayon::iter::plumbing::UnindexedConsumer;
use ::rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::map::{IntoParIter, ParDrain, ParKeys};
use crate::key::FastKey;
use crate::map::{clones, debugs};
use crate::set::FastSet;

/// A parallel iterator over the keys of a set; made by `par_iter`.
pub struct SetParIter<'a, K>(ParKeys<'a, K, ()>);

/// A parallel iterator over the keys of a set that it has consumed; made by `into_par_iter`.
pub struct SetIntoParIter<K>(IntoParIter<K, ()>);

/// A parallel iterator over the keys of a set that was emptied; see [`FastSet::par_drain`].
pub struct SetParDrain<'a, K>(ParDrain<'a, K, ()>);

impl<K> FastSet<K> {
    /// Removes all keys and returns them as a parallel iterator, in no order; see
    /// [`FastMap::par_drain`](crate::FastMap::par_drain).
    pub fn par_drain(&mut self) -> SetParDrain<'_, K> {
        SetParDrain(self.map.par_drain())
    }
}

impl<K: FastKey + Sync> FastSet<K> {
    /// Returns `true` if the sets are equal, found out in parallel.
    pub fn par_eq(&self, other: &Self) -> bool {
        self.map.par_eq(&other.map)
    }

    /// Returns `true` if all keys are in `other` too, found out in parallel.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (some, all) = (FastSet::from([1u32, 2]), FastSet::from([1, 2, 3]));
    /// assert!(some.par_is_subset(&all) && all.par_is_superset(&some));
    /// ```
    pub fn par_is_subset(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.into_par_iter().all(|key| other.contains(key))
    }

    /// Returns `true` if all keys of `other` are in this set too, found out in parallel.
    pub fn par_is_superset(&self, other: &Self) -> bool {
        other.par_is_subset(self)
    }

    /// Returns `true` if the sets have no key in common, found out in parallel.
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

/// Makes the keys in parallel and inserts them one by one.
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

clones!(SetParIter<K>);

debugs! {
    SetParIter<'_, K> shows (K), |it| it.0.keys();
    SetIntoParIter<K> shows (K), |it| it.0.keys();
    SetParDrain<'_, K> shows (K), |it| it.0.keys();
}
