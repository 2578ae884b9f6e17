//! Visiting all entries and saying how many there are: to look at them, to drop them, or to give them away.

use core::ptr::NonNull;

use super::Table;
use super::run::Run;

/// A walk over the entries of a table that outlives it and does not change meanwhile; who holds one vouches for that.
/// The table itself may move: the walk knows its memory only.
pub(crate) struct Walk<T> {
    run: Run<T>,
    /// Entries yet to give. Only said, never asked for an end: that is where the memory's is, and asking each time is slow.
    left: usize,
}

impl<T> Clone for Walk<T> {
    fn clone(&self) -> Walk<T> {
        Walk {
            run: self.run.clone(),
            left: self.left,
        }
    }
}

impl<T> Walk<T> {
    /// A walk over nothing.
    pub(crate) const fn empty() -> Walk<T> {
        Walk {
            run: Run::EMPTY,
            left: 0,
        }
    }
}

impl<T> Iterator for Walk<T> {
    type Item = NonNull<T>;

    #[inline(always)]
    fn next(&mut self) -> Option<NonNull<T>> {
        let entry = self.run.next()?;
        self.left = self.left.wrapping_sub(1);
        Some(entry)
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, NonNull<T>) -> B>(self, init: B, f: F) -> B {
        self.run.fold(init, f)
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> Table<T> {
    /// A walk over all entries; valid until the table changes or goes.
    #[inline]
    pub(crate) fn walk(&self) -> Walk<T> {
        Walk {
            run: self.run(),
            left: self.len,
        }
    }

    /// Drops all entries where they are, without marking them as gone.
    pub(super) fn drop_entries(&mut self) {
        if core::mem::needs_drop::<T>() {
            for entry in self.walk() {
                // SAFETY: a walk gives each entry once; the caller forgets or frees them.
                unsafe { entry.drop_in_place() };
            }
        }
    }

    /// Gives the entries away, and then the memory back.
    pub(crate) fn into_walk(mut self) -> IntoWalk<T> {
        let walk = self.walk();
        self.len = 0; // to whoever drops the table, the entries are gone
        IntoWalk { walk, table: self }
    }

    /// Gives the entries away, and keeps the memory. Should the walk be leaked, the table is left without memory.
    pub(crate) fn drain(&mut self) -> Drain<'_, T> {
        Drain {
            entries: self.take().into_walk(),
            home: self,
        }
    }
}

/// A walk that owns its table and gives the entries away.
pub(crate) struct IntoWalk<T> {
    walk: Walk<T>,
    table: Table<T>,
}

// SAFETY: it owns entries, and lends them only through `walk`, which it lends as shared.
unsafe impl<T: Send> Send for IntoWalk<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for IntoWalk<T> {}

impl<T> IntoWalk<T> {
    pub(super) const fn rest_walk(&self) -> &Walk<T> {
        &self.walk
    }

    fn drop_rest(&mut self) {
        if core::mem::needs_drop::<T>() {
            for entry in &mut self.walk {
                // SAFETY: a walk gives each entry once, and the table has disowned them.
                unsafe { entry.drop_in_place() };
            }
        }
    }
}

impl<T> Iterator for IntoWalk<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        // SAFETY: a walk gives each entry once, and the table has disowned them.
        self.walk.next().map(|entry| unsafe { entry.read() })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.walk.size_hint()
    }
}

impl<T> Drop for IntoWalk<T> {
    fn drop(&mut self) {
        self.drop_rest();
    }
}

/// A walk that empties a table; see [`Table::drain`].
pub(crate) struct Drain<'a, T> {
    entries: IntoWalk<T>,
    home: &'a mut Table<T>,
}

impl<T> Drain<'_, T> {
    /// The entries that are left, shared.
    pub(crate) fn rest(&self) -> super::Iter<'_, T> {
        self.entries.rest()
    }
}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.entries.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        self.entries.drop_rest();
        self.entries.table.forget_entries();
        core::mem::swap(self.home, &mut self.entries.table);
    }
}
