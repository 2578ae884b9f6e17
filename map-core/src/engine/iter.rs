//! Walks that borrow their table.

use core::marker::PhantomData;

use super::{IntoWalk, Table, Walk};

/// All entries, shared.
pub(crate) struct Iter<'a, T> {
    walk: Walk<T>,
    table: PhantomData<&'a T>,
}

// SAFETY: it gives out shared references to entries.
unsafe impl<T: Sync> Send for Iter<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Iter<'_, T> {}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter {
            walk: self.walk.clone(),
            table: PhantomData,
        }
    }
}

impl<'a, T> Iter<'a, T> {
    /// No entries.
    pub(crate) const fn empty() -> Iter<'a, T> {
        Iter {
            walk: Walk::empty(),
            table: PhantomData,
        }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a T> {
        // SAFETY: the table is borrowed for 'a, so the walk's entries are there.
        self.walk.next().map(|entry| unsafe { entry.as_ref() })
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        // SAFETY: as in `next`.
        self.walk
            .fold(init, |so_far, entry| f(so_far, unsafe { entry.as_ref() }))
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.walk.size_hint()
    }
}

/// All entries, to change.
pub(crate) struct IterMut<'a, T> {
    walk: Walk<T>,
    table: PhantomData<&'a mut T>,
}

// SAFETY: it gives out unique references to entries.
unsafe impl<T: Send> Send for IterMut<'_, T> {}
// SAFETY: shared, it gives out shared references to the entries that are left.
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}

impl<'a, T> IterMut<'a, T> {
    /// No entries.
    pub(crate) const fn empty() -> IterMut<'a, T> {
        IterMut {
            walk: Walk::empty(),
            table: PhantomData,
        }
    }

    /// The entries that are left, shared.
    pub(crate) fn rest(&self) -> Iter<'_, T> {
        Iter {
            walk: self.walk.clone(),
            table: PhantomData,
        }
    }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a mut T> {
        // SAFETY: the table is borrowed mutably for 'a, and a walk gives each entry once.
        self.walk.next().map(|mut entry| unsafe { entry.as_mut() })
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, &'a mut T) -> B>(self, init: B, mut f: F) -> B {
        self.walk.fold(init, |so_far, mut entry| {
            // SAFETY: as in `next`.
            f(so_far, unsafe { entry.as_mut() })
        })
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.walk.size_hint()
    }
}

impl<T> Table<T> {
    #[inline]
    pub(crate) fn iter(&self) -> Iter<'_, T> {
        Iter {
            walk: self.walk(),
            table: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut {
            walk: self.walk(),
            table: PhantomData,
        }
    }
}

impl<T> IntoWalk<T> {
    /// The entries that are left, shared.
    pub(crate) fn rest(&self) -> Iter<'_, T> {
        Iter {
            walk: self.rest_walk().clone(),
            table: PhantomData,
        }
    }
}
