//! The iterators over one set.

use core::fmt;
use core::iter::FusedIterator;

use super::FastSet;
use crate::map::{self, clones, debugs, iterators};

impl<K> FastSet<K> {
    /// Returns an iterator over all keys, in an order that stays the same while the set does.
    ///
    /// Visiting them all takes *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set = FastSet::from([1u32, 2]);
    /// assert_eq!(set.iter().sum::<u32>(), 3);
    /// ```
    #[inline]
    pub fn iter(&self) -> SetIter<'_, K> {
        SetIter(self.map.keys())
    }

    /// Returns an iterator over all keys in ascending order; see
    /// [`FastMap::iter_sorted`](struct@crate::FastMap#method.iter_sorted).
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set = FastSet::from([3u32, 1, 2]);
    /// assert!(set.iter_sorted().is_sorted());
    /// ```
    pub fn iter_sorted(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator
    where
        K: Ord,
    {
        self.map.iter_sorted().map(|(key, ())| key)
    }

    /// Returns an iterator over all keys that starts at a random one; see
    /// [`FastMap::iter_from_random`](struct@crate::FastMap#method.iter_from_random).
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set = FastSet::from([1u32, 2]);
    /// assert_eq!(set.iter_from_random().len(), 2);
    /// ```
    pub fn iter_from_random(&self) -> impl ExactSizeIterator<Item = &K> {
        self.map.iter_from_random().map(|(key, ())| key)
    }

    /// Removes all keys and returns them as an iterator; see [`FastMap::drain`](crate::FastMap::drain).
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::from([1u32, 2]);
    /// assert_eq!(set.drain().sum::<u32>(), 3);
    /// assert!(set.is_empty());
    /// ```
    pub fn drain(&mut self) -> SetDrain<'_, K> {
        SetDrain(self.map.drain())
    }

    /// Returns an iterator that removes, one by one as it is asked, the keys for which `take` returns `true`; see
    /// [`FastMap::extract_if`](crate::FastMap::extract_if).
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = (0..6).collect();
    /// assert_eq!(set.extract_if(|key| *key < 2).count(), 2);
    /// assert_eq!(set.len(), 4);
    /// ```
    pub fn extract_if<F>(
        &mut self,
        mut take: F,
    ) -> SetExtractIf<'_, K, impl FnMut(&K, &mut ()) -> bool>
    where
        F: FnMut(&K) -> bool,
    {
        SetExtractIf(self.map.extract_if(move |key, ()| take(key)))
    }
}

/// An iterator over the keys of a set; see [`FastSet::iter`].
pub struct SetIter<'a, K>(map::Keys<'a, K, ()>);

/// An iterator over the keys of a set that it has consumed.
pub struct SetIntoIter<K>(map::IntoKeys<K, ()>);

/// An iterator over the keys of a set that was emptied; see [`FastSet::drain`].
pub struct SetDrain<'a, K>(map::Drain<'a, K, ()>);

/// An iterator that removes what a closure picks; see [`FastSet::extract_if`].
#[must_use = "iterators are lazy: nothing is taken out before they are asked"]
pub struct SetExtractIf<'a, K, F>(map::ExtractIf<'a, K, (), F>);

iterators! {
    SetIter<'a, K> -> &'a K, |key| key;
    SetIntoIter<K> -> K, |key| key;
    SetDrain<'a, K> -> K, |(key, ())| key;
}

debugs! {
    SetIter<'_, K> shows (K), |it| it.clone();
    SetDrain<'_, K> shows (K), |it| it.0.rest_keys();
}

clones!(SetIter<K>);

impl<K, F: FnMut(&K, &mut ()) -> bool> Iterator for SetExtractIf<'_, K, F> {
    type Item = K;

    fn next(&mut self) -> Option<K> {
        self.0.next().map(|(key, ())| key)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, F: FnMut(&K, &mut ()) -> bool> FusedIterator for SetExtractIf<'_, K, F> {}

impl<K> Default for SetIter<'_, K> {
    fn default() -> Self {
        SetIter(map::Keys::default())
    }
}

impl<K: fmt::Debug> fmt::Debug for SetIntoIter<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K, F> fmt::Debug for SetExtractIf<'_, K, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetExtractIf").finish_non_exhaustive()
    }
}

impl<'a, K> IntoIterator for &'a FastSet<K> {
    type Item = &'a K;
    type IntoIter = SetIter<'a, K>;

    #[inline]
    fn into_iter(self) -> SetIter<'a, K> {
        self.iter()
    }
}

impl<K> IntoIterator for FastSet<K> {
    type Item = K;
    type IntoIter = SetIntoIter<K>;

    #[inline]
    fn into_iter(self) -> SetIntoIter<K> {
        SetIntoIter(self.map.into_keys())
    }
}
