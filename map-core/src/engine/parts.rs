//! Parts of a table, for several threads: runs of buckets, each bucket with its overflow. A part can be halved down to
//! single buckets; the halves share no entry. How many entries a part has is not known before they are visited.

use core::marker::PhantomData;
use core::mem;
use core::ptr::NonNull;

use super::{LANES, Table, Walk};

/// What can be visited as a whole, or halved.
pub(crate) trait Part: Iterator + Sized {
    /// Two parts, where there is more than one bucket left.
    fn split(self) -> (Self, Option<Self>);
}

/// A walk over some buckets of a table that outlives it and does not change meanwhile; who holds one vouches for that.
struct Run<T> {
    /// In the current bucket; what it says about entries left counts for nothing.
    walk: Walk<T>,
    /// Buckets after the current one.
    rest: usize,
}

impl<T> Clone for Run<T> {
    fn clone(&self) -> Run<T> {
        Run {
            walk: self.walk.clone(),
            rest: self.rest,
        }
    }
}

impl<T> Run<T> {
    /// No bucket.
    const EMPTY: Run<T> = Run {
        walk: Walk::empty(),
        rest: 0,
    };

    fn next(&mut self) -> Option<NonNull<T>> {
        loop {
            if let Some(entry) = self.walk.next_in_bucket() {
                return Some(entry);
            }
            self.rest = self.rest.checked_sub(1)?;
            // SAFETY: the run has a bucket after this one, so the table has.
            unsafe { self.walk.skip_buckets(1) };
        }
    }

    /// Cuts the second half of the buckets after the current one off.
    fn split(mut self) -> (Run<T>, Option<Run<T>>) {
        if self.rest == 0 {
            return (self, None);
        }
        let before = self.rest / 2;
        let mut second = Run {
            walk: self.walk.clone(),
            rest: self.rest - before - 1,
        };
        // SAFETY: the run has more than `before` buckets after the current one, so the table has.
        unsafe { second.walk.skip_buckets(before + 1) };
        self.rest = before;
        (self, Some(second))
    }
}

/// Shared entries.
pub(crate) struct PartRef<'a, T> {
    run: Run<T>,
    table: PhantomData<&'a T>,
}

// SAFETY: it gives out shared references to entries.
unsafe impl<T: Sync> Send for PartRef<'_, T> {}

impl<'a, T> Iterator for PartRef<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        // SAFETY: the table is borrowed for 'a, so the run's entries are there.
        self.run.next().map(|entry| unsafe { entry.as_ref() })
    }
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
    /// All buckets.
    fn run(&self) -> Run<T> {
        let rest = if self.len() == 0 {
            0
        } else {
            self.limit / LANES - 1
        };
        Run {
            walk: self.walk(),
            rest,
        }
    }

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
