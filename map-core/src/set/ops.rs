//! Two sets at once: union, intersection, difference, and how they compare.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Sub, SubAssign};

use super::{FastSet, SetIter};
use crate::key::FastKey;

impl<K: FastKey> FastSet<K> {
    /// Returns an iterator over the keys that are in this set and not in `other`.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (a, b) = (FastSet::from([1u32, 2]), FastSet::from([2, 3]));
    /// assert_eq!(a.difference(&b).collect::<Vec<_>>(), [&1]);
    /// ```
    pub fn difference<'a>(&'a self, other: &'a FastSet<K>) -> Difference<'a, K> {
        Difference {
            keys: self.iter(),
            other,
        }
    }

    /// Returns an iterator over the keys that are in one of the sets but not in both.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (a, b) = (FastSet::from([1u32, 2]), FastSet::from([2, 3]));
    /// assert_eq!(a.symmetric_difference(&b).sum::<u32>(), 4);
    /// ```
    pub fn symmetric_difference<'a>(&'a self, other: &'a FastSet<K>) -> SymmetricDifference<'a, K> {
        SymmetricDifference {
            mine: self.difference(other),
            theirs: other.difference(self),
        }
    }

    /// Returns an iterator over the keys that are in both sets.
    ///
    /// The smaller set is visited, and each of its keys looked up in the larger one.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (a, b) = (FastSet::from([1u32, 2]), FastSet::from([2, 3]));
    /// assert_eq!(a.intersection(&b).collect::<Vec<_>>(), [&2]);
    /// ```
    pub fn intersection<'a>(&'a self, other: &'a FastSet<K>) -> Intersection<'a, K> {
        let (smaller, larger) = by_len(self, other);
        Intersection {
            keys: smaller.iter(),
            other: larger,
        }
    }

    /// Returns an iterator over the keys that are in at least one of the sets, each once.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (a, b) = (FastSet::from([1u32, 2]), FastSet::from([2, 3]));
    /// assert_eq!(a.union(&b).count(), 3);
    /// ```
    pub fn union<'a>(&'a self, other: &'a FastSet<K>) -> Union<'a, K> {
        let (smaller, larger) = by_len(self, other);
        Union {
            all: larger.iter(),
            more: smaller.difference(larger),
        }
    }

    /// Returns `true` if the sets have no key in common.
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert!(FastSet::from([1u32, 2]).is_disjoint(&FastSet::from([3])));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &FastSet<K>) -> bool {
        self.intersection(other).next().is_none()
    }

    /// Returns `true` if every key of this set is in `other`.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let (few, many) = (FastSet::from([1u32]), FastSet::from([1, 2]));
    /// assert!(few.is_subset(&many) && many.is_superset(&few));
    /// ```
    #[must_use]
    pub fn is_subset(&self, other: &FastSet<K>) -> bool {
        self.len() <= other.len() && self.iter().all(|key| other.contains(key))
    }

    /// Returns `true` if every key of `other` is in this set.
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert!(FastSet::from([1u32, 2]).is_superset(&FastSet::from([1])));
    /// ```
    #[must_use]
    pub fn is_superset(&self, other: &FastSet<K>) -> bool {
        other.is_subset(self)
    }
}

fn by_len<'a, K>(a: &'a FastSet<K>, b: &'a FastSet<K>) -> (&'a FastSet<K>, &'a FastSet<K>) {
    if a.len() <= b.len() { (a, b) } else { (b, a) }
}

/// An iterator over the keys of one set that another lacks; see [`FastSet::difference`].
pub struct Difference<'a, K> {
    keys: SetIter<'a, K>,
    other: &'a FastSet<K>,
}

/// An iterator over the keys of exactly one of two sets; see [`FastSet::symmetric_difference`].
pub struct SymmetricDifference<'a, K> {
    mine: Difference<'a, K>,
    theirs: Difference<'a, K>,
}

/// An iterator over the keys of both of two sets; see [`FastSet::intersection`].
pub struct Intersection<'a, K> {
    keys: SetIter<'a, K>,
    other: &'a FastSet<K>,
}

/// An iterator over the keys of either of two sets; see [`FastSet::union`].
pub struct Union<'a, K> {
    all: SetIter<'a, K>,
    more: Difference<'a, K>,
}

impl<'a, K: FastKey> Iterator for Difference<'a, K> {
    type Item = &'a K;

    fn next(&mut self) -> Option<&'a K> {
        self.keys.find(|key| !self.other.contains(*key))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let most = self.keys.len();
        (most.saturating_sub(self.other.len()), Some(most))
    }
}

impl<'a, K: FastKey> Iterator for SymmetricDifference<'a, K> {
    type Item = &'a K;

    fn next(&mut self) -> Option<&'a K> {
        self.mine.next().or_else(|| self.theirs.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.mine.keys.len() + self.theirs.keys.len()))
    }
}

impl<'a, K: FastKey> Iterator for Intersection<'a, K> {
    type Item = &'a K;

    fn next(&mut self) -> Option<&'a K> {
        self.keys.find(|key| self.other.contains(*key))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.keys.len()))
    }
}

impl<'a, K: FastKey> Iterator for Union<'a, K> {
    type Item = &'a K;

    fn next(&mut self) -> Option<&'a K> {
        self.all.next().or_else(|| self.more.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (all, more) = (self.all.len(), self.more.size_hint());
        (all + more.0, more.1.and_then(|more| all.checked_add(more)))
    }
}

macro_rules! common {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl<K: FastKey> FusedIterator for $name<'_, K> {}

        impl<K> Clone for $name<'_, K> {
            fn clone(&self) -> Self {
                $name { $($field: self.$field.clone()),* }
            }
        }

        impl<K: FastKey + fmt::Debug> fmt::Debug for $name<'_, K> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

common! {
    Difference { keys, other }
    SymmetricDifference { mine, theirs }
    Intersection { keys, other }
    Union { all, more }
}

macro_rules! operators {
    ($($op:ident $method:ident: $what:ident;)*) => {$(
        impl<K: FastKey + Clone> $op<&FastSet<K>> for &FastSet<K> {
            type Output = FastSet<K>;

            fn $method(self, other: &FastSet<K>) -> FastSet<K> {
                self.$what(other).cloned().collect()
            }
        }
    )*};
}

operators! {
    BitOr bitor: union;
    BitAnd bitand: intersection;
    BitXor bitxor: symmetric_difference;
    Sub sub: difference;
}

/// Inserts the keys of `other`.
impl<K: FastKey + Clone> BitOrAssign<&FastSet<K>> for FastSet<K> {
    fn bitor_assign(&mut self, other: &FastSet<K>) {
        for key in other {
            if !self.contains(key) {
                self.insert(key.clone());
            }
        }
    }
}

/// Retains the keys that are in `other` too.
impl<K: FastKey> BitAndAssign<&FastSet<K>> for FastSet<K> {
    fn bitand_assign(&mut self, other: &FastSet<K>) {
        self.retain(|key| other.contains(key));
    }
}

/// Removes the keys of `other` that are there, and inserts those that are not.
impl<K: FastKey + Clone> BitXorAssign<&FastSet<K>> for FastSet<K> {
    fn bitxor_assign(&mut self, other: &FastSet<K>) {
        for key in other {
            if !self.remove(key) {
                self.insert(key.clone());
            }
        }
    }
}

/// Removes the keys of `other`.
impl<K: FastKey> SubAssign<&FastSet<K>> for FastSet<K> {
    fn sub_assign(&mut self, other: &FastSet<K>) {
        for key in other {
            self.remove(key);
        }
    }
}
