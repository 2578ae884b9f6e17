//! Parts of a table, for several threads: runs of buckets, each bucket with its overflow. A part can be halved down to
//! single buckets; the halves share no entry. How many entries a part has is not known before they are visited.

use core::marker::PhantomData;
use core::mem;

use super::Table;
use super::run::{PartRef, Run};

/// What can be visited as a whole, or halved.
pub(crate) trait Part: Iterator + Sized {
    /// Two parts with fewer buckets each, where there is more than one bucket left.
    fn split(self) -> (Self, Option<Self>);
}

impl<T> Part for PartRef<'_, T> {
    fn split(self) -> (Self, Option<Self>) {
        let wrap = |run| PartRef {
            run,
            table: PhantomData,
        };
        let (first, second) = self.run.split();
        (wrap(first), second.map(wrap))
    }
}

/// Pairs whose second half may be changed.
pub(crate) struct PartMut<'a, K, V> {
    run: Run<(K, V)>,
    table: PhantomData<(&'a K, &'a mut V)>,
}

// SAFETY: it gives out shared references to keys, and unique ones to values.
unsafe impl<K: Sync, V: Send> Send for PartMut<'_, K, V> {}

impl<K, V> PartMut<'_, K, V> {
    /// The entries that are left, shared.
    pub(crate) fn rest(&self) -> PartRef<'_, (K, V)> {
        PartRef {
            run: self.run.clone(),
            table: PhantomData,
        }
    }
}

impl<'a, K, V> Iterator for PartMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        let mut entry = self.run.next()?;
        // SAFETY: the table is borrowed mutably for 'a, and each entry is in one run, which gives it once.
        let (key, value) = unsafe { entry.as_mut() };
        Some((key, value))
    }
}

impl<K, V> Part for PartMut<'_, K, V> {
    fn split(self) -> (Self, Option<Self>) {
        let wrap = |run| PartMut {
            run,
            table: PhantomData,
        };
        let (first, second) = self.run.split();
        (wrap(first), second.map(wrap))
    }
}

/// Entries that are given away; those that are not asked for are dropped with it.
pub(crate) struct PartOwned<'a, T> {
    run: Run<T>,
    table: PhantomData<(&'a (), T)>,
}

// SAFETY: it owns its entries and shares them with nobody.
unsafe impl<T: Send> Send for PartOwned<'_, T> {}

impl<T> Iterator for PartOwned<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        // SAFETY: each entry is in one run, which gives it once, and the table has disowned them all.
        self.run.next().map(|entry| unsafe { entry.read() })
    }
}

impl<T> Part for PartOwned<'_, T> {
    fn split(mut self) -> (Self, Option<Self>) {
        // What is dropped at the end has nothing left.
        let (first, second) = mem::replace(&mut self.run, Run::EMPTY).split();
        let wrap = |run| PartOwned {
            run,
            table: PhantomData,
        };
        (wrap(first), second.map(wrap))
    }
}

impl<T> Drop for PartOwned<'_, T> {
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            while let Some(entry) = self.run.next() {
                // SAFETY: as in `next`.
                unsafe { entry.drop_in_place() };
            }
        }
    }
}

impl<T> Table<T> {
    /// All entries, shared.
    pub(crate) fn parts(&self) -> PartRef<'_, T> {
        PartRef {
            run: self.run(),
            table: PhantomData,
        }
    }

    /// Hands all entries to `take`, as one part to be split and visited. What `take` leaves is dropped, also where it
    /// panics; the memory stays.
    pub(crate) fn give_parts<R>(&mut self, take: impl FnOnce(PartOwned<'_, T>) -> R) -> R {
        /// Forgets the entries, which are gone.
        struct Forget<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Forget<'_, T> {
            fn drop(&mut self) {
                self.0.forget_entries();
            }
        }
        let table = Forget(self);
        // The part's lifetime is that of this borrow: nothing of it is left when the entries are forgotten.
        take(PartOwned {
            run: table.0.run(),
            table: PhantomData,
        })
    }
}

impl<K, V> Table<(K, V)> {
    /// All entries, with values to change.
    pub(crate) fn parts_mut(&mut self) -> PartMut<'_, K, V> {
        PartMut {
            run: self.run(),
            table: PhantomData,
        }
    }
}
