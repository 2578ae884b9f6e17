//! Copying a table: the same seed and state of growth, and each entry's clone where the entry is, so that tags and links
//! are copied as they are.

use core::mem;
use core::ptr::NonNull;

use super::memory::Memory;
use super::{LANES, Table, TryReserveError};

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        let mut copy = Table::new(self.seed);
        if self.len > 0
            && let Err(error) = self.clone_into(&mut copy)
        {
            error.raise();
        }
        copy
    }
}

impl<T: Clone> Table<T> {
    /// Makes `copy`, which has no memory, a copy of this table, which has entries.
    fn clone_into(&self, copy: &mut Table<T>) -> Result<(), TryReserveError> {
        copy.memory = Memory::with_room(self.buckets())?;
        copy.overflow = self.overflow.without_entries()?;
        let mut clones = Clones {
            from: self,
            to: copy,
            made: 0,
        };
        self.for_each_place(copy, |entry, place| {
            // SAFETY: an entry, and a place of its own in fresh memory.
            unsafe { place.write(entry.as_ref().clone()) };
            clones.made += 1;
        });
        mem::forget(clones);

        // SAFETY: both have a group for each bucket in use, and share none.
        unsafe {
            let tags = self.memory.tags();
            tags.copy_to_nonoverlapping(copy.memory.tags(), self.limit / LANES);
        }
        (copy.mask, copy.limit, copy.lanes) = (self.mask, self.limit, self.lanes);
        (copy.len, copy.growth_left) = (self.len, self.growth_left);
        (copy.hostile, copy.calm_below) = (self.hostile, self.calm_below);
        if self.overflow.live() > 0 {
            for at in (0..self.limit).step_by(LANES) {
                if let Some(head) = self.head(at) {
                    copy.set_head(at, head);
                }
            }
        }
        copy.debug_check();
        Ok(())
    }
}

impl<T> Table<T> {
    /// Visits all entries, in the same order each time, and for each the place in `copy` that is like its own. The copy
    /// must have as much memory and as many overflow nodes.
    #[inline(always)]
    fn for_each_place(&self, copy: &Table<T>, mut visit: impl FnMut(NonNull<T>, NonNull<T>)) {
        let (from, to) = (self.memory.slots(), copy.memory.slots());
        self.run().for_each_in_slots(|entry| {
            // SAFETY: the entry is in one of this table's slots, and the copy has as many.
            let place = unsafe { to.byte_add(entry.byte_offset_from_unsigned(from)) };
            visit(entry, place.cast());
        });
        for (node, lane) in self.overflow.places() {
            visit(
                self.overflow.entry(node, lane),
                copy.overflow.entry(node, lane),
            );
        }
    }
}

/// The clones made so far; dropped where making the next one panics.
struct Clones<'a, T> {
    from: &'a Table<T>,
    to: &'a Table<T>,
    made: usize,
}

impl<T> Drop for Clones<'_, T> {
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            self.from.for_each_place(self.to, |_, clone| {
                if self.made > 0 {
                    self.made -= 1;
                    // SAFETY: the first places hold clones, which nobody else knows.
                    unsafe { clone.drop_in_place() };
                }
            });
        }
    }
}
