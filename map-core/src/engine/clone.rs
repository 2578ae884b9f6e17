//! Copying a table: the same memory layout, seed and state of growth, entry by entry.

use alloc::vec::Vec;
use core::mem::needs_drop;

use super::bucket::Slot;
use super::{LANES, LAST, Table, TryReserveError};

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        match self.try_clone() {
            Ok(table) => table,
            Err(error) => error.raise(),
        }
    }
}

impl<T: Clone> Table<T> {
    /// Where cloning an entry panics, the copy drops what it has so far.
    fn try_clone(&self) -> Result<Table<T>, TryReserveError> {
        let mut copy = Table::new(self.seed);
        if self.len == 0 {
            return Ok(copy);
        }
        copy.allocate(self.buckets(), self.lanes)?;
        copy.limit = self.limit;
        let mut nodes = Vec::new();
        for at in (0..self.limit).step_by(LANES) {
            let tags = self.group(at).part(self.lanes).0.0;
            let lanes = self.occupied(at);
            if const { !needs_drop::<T>() } {
                for lane in lanes {
                    // SAFETY: an occupied lane, and the same lane of the copy, where there is nothing yet.
                    unsafe {
                        let entry = Slot::entry(self.slot(at + lane)).as_ref().clone();
                        Slot::entry(copy.slot(at + lane)).write(entry);
                    }
                }
                // At last: had cloning panicked, nothing that was cloned would have to be dropped.
                *copy.tags_mut(at) = tags;
                copy.len += lanes.count();
            } else {
                for lane in lanes {
                    // SAFETY: an occupied lane.
                    let entry = unsafe { Slot::entry(self.slot(at + lane)).as_ref() };
                    copy.fill(at, lane, tags[lane], entry.clone());
                    copy.len += 1;
                }
            }
            if !self.lanes.has(LAST) {
                // From the end, for each new entry goes to the front of a chain.
                nodes.clear();
                nodes.extend(self.overflow.chain(self.head(at)));
                for &node in nodes.iter().rev() {
                    for lane in 0..self.overflow.get(node).count() {
                        // SAFETY: a lane below the node's count.
                        let entry = unsafe { self.overflow.entry(node, lane).as_ref() }.clone();
                        copy.overflow.reserve(1)?;
                        copy.push_overflow(at, self.overflow.get(node).tags[lane], entry);
                        copy.len += 1;
                    }
                }
            }
        }
        copy.growth_left = self.growth_left;
        copy.hostile = self.hostile;
        copy.calm_below = self.calm_below;
        copy.debug_check();
        Ok(copy)
    }
}
