//! Runs of buckets, each bucket with its overflow: for a walk that does not start at the first bucket, or shares the
//! buckets with others. How many entries a run has is not known before they are visited.

use core::marker::PhantomData;
use core::ptr::NonNull;

use super::{LANES, Table, Walk};

/// A walk over some buckets of a table that outlives it and does not change meanwhile; who holds one vouches for that.
pub(super) struct Run<T> {
    /// In the current bucket; what it says about entries left counts for nothing.
    pub(super) walk: Walk<T>,
    /// Buckets after the current one.
    pub(super) rest: usize,
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
    pub(super) const EMPTY: Run<T> = Run {
        walk: Walk::empty(),
        rest: 0,
    };

    pub(super) fn next(&mut self) -> Option<NonNull<T>> {
        loop {
            if let Some(entry) = self.walk.next_in_bucket() {
                return Some(entry);
            }
            self.rest = self.rest.checked_sub(1)?;
            // SAFETY: the run has a bucket after this one, so the table has.
            unsafe { self.walk.skip_buckets(1) };
        }
    }
}

/// Shared entries.
pub(crate) struct PartRef<'a, T> {
    pub(super) run: Run<T>,
    pub(super) table: PhantomData<&'a T>,
}

// SAFETY: it gives out shared references to entries.
unsafe impl<T: Sync> Send for PartRef<'_, T> {}

impl<T> Clone for PartRef<'_, T> {
    fn clone(&self) -> Self {
        PartRef {
            run: self.run.clone(),
            table: PhantomData,
        }
    }
}

impl<'a, T> Iterator for PartRef<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        // SAFETY: the table is borrowed for 'a, so the run's entries are there.
        self.run.next().map(|entry| unsafe { entry.as_ref() })
    }
}

impl<T> Table<T> {
    /// All buckets.
    pub(super) fn run(&self) -> Run<T> {
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

    /// All entries in two parts: from some bucket on, and those before it. `number` says which bucket, any number will do.
    pub(crate) fn parts_from(&self, number: u64) -> (PartRef<'_, T>, PartRef<'_, T>) {
        let wrap = |run| PartRef {
            run,
            table: PhantomData,
        };
        let (mut before, mut from) = (self.run(), self.run());
        let buckets = from.rest + 1;
        let start = ((u128::from(number) * buckets as u128) >> 64) as usize;
        if start == 0 {
            return (wrap(from), wrap(Run::EMPTY));
        }
        // SAFETY: the run has more buckets than `start`, which is not 0.
        unsafe { from.walk.skip_buckets(start) };
        from.rest -= start;
        before.rest = start - 1;
        (wrap(from), wrap(before))
    }
}
