//! Copying a table: the same seed and state of growth, and each entry's clone where the entry is, so that tags and links
//! are copied as they are.

use core::marker::PhantomData;
use core::mem;
use core::ptr::NonNull;

use super::memory::Memory;
use super::overflow::Overflow;
use super::{LANES, LAST, Table, TryReserveError};

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        if self.len == 0 {
            return Table::new(self.seed);
        }
        let (memory, overflow) = match self.clone_contents() {
            Ok(contents) => contents,
            Err(error) => error.handle_error(),
        };
        let copy = Table {
            memory,
            overflow,
            moves: 0,
            entries: PhantomData,
            ..*self
        };
        copy.debug_check();
        copy
    }
}

impl<T: Clone> Table<T> {
    /// A copy of all that a table with entries has on the heap.
    #[inline]
    fn clone_contents(&self) -> Result<(Memory<T>, Overflow<T>), TryReserveError> {
        let memory = Memory::with_room(self.buckets())?;
        let overflow = self.overflow.without_entries()?;
        let mut clones = Clones {
            table: self,
            memory: &memory,
            overflow: &overflow,
            made: 0,
        };
        self.for_each_place(&memory, &overflow, |entry, place| {
            // SAFETY: an entry, and a place of its own in fresh memory.
            unsafe { place.write(entry.as_ref().clone()) };
            clones.made += 1;
        });
        mem::forget(clones);

        // SAFETY: both have a group for each bucket in use, and 16 slots; they share none.
        unsafe {
            let tags = self.memory.tags();
            tags.copy_to_nonoverlapping(memory.tags(), self.frontier / LANES);
            if self.overflow.live() > 0 {
                // Only links that are: the lines of all would have to come from memory again.
                for at in (0..self.frontier).step_by(LANES) {
                    if self.filter(at) != 0 {
                        let link = self.slot(at + LAST);
                        link.copy_to_nonoverlapping(memory.slots().add(at + LAST), 1);
                    }
                }
            }
        }
        Ok((memory, overflow))
    }
}

impl<T> Table<T> {
    /// Visits all entries, in the same order each time, and for each the place in a copy that is like its own. The copy must
    /// have as many slots and as many overflow nodes.
    #[inline(always)]
    fn for_each_place(
        &self,
        memory: &Memory<T>,
        overflow: &Overflow<T>,
        mut visit: impl FnMut(NonNull<T>, NonNull<T>),
    ) {
        let (from, to) = (self.memory.slots(), memory.slots());
        self.run().for_each_in_slots(|entry| {
            // SAFETY: the entry is in one of this table's slots, and the copy has as many.
            let place = unsafe { to.byte_add(entry.byte_offset_from_unsigned(from)) };
            visit(entry, place.cast());
        });
        for (node, lane) in self.overflow.occupied() {
            visit(self.overflow.entry(node, lane), overflow.entry(node, lane));
        }
    }
}

/// The clones made so far; dropped where making the next one panics.
struct Clones<'a, T> {
    table: &'a Table<T>,
    memory: &'a Memory<T>,
    overflow: &'a Overflow<T>,
    made: usize,
}

impl<T> Drop for Clones<'_, T> {
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            let (memory, overflow) = (self.memory, self.overflow);
            self.table.for_each_place(memory, overflow, |_, clone| {
                if self.made > 0 {
                    self.made -= 1;
                    // SAFETY: the first places hold clones, which nobody else knows.
                    unsafe { clone.drop_in_place() };
                }
            });
        }
    }
}
