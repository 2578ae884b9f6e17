//! Shrinking: growth backwards, bucket by bucket, and then the memory.

use super::overflow::Overflow;
use super::{LANES, LAST, Table, TryReserveError};

impl<T> Table<T> {
    /// Gives back memory that `max(len, min_capacity)` entries do not need. Best effort: where memory for overflow nodes
    /// is refused on the way, the table stays larger, and valid.
    pub(crate) fn shrink_to(&mut self, min_capacity: usize) {
        let wanted = self.len.max(min_capacity);
        if !self.is_allocated() || self.lanes.has(LAST) && self.len > 0 {
            return; // a direct table has one size
        }
        if wanted == 0 {
            self.forget_and_release();
            return;
        }
        if self.lanes.has(LAST) {
            return;
        }
        let Ok(buckets) = Self::buckets_for(wanted) else {
            return;
        };
        if self.len == 0 && self.buckets() > buckets {
            // Nothing is worth a walk; fresh memory is.
            let _ = self.allocate(buckets, self.lanes);
            return;
        }
        while self.buckets() > buckets && self.halve().is_ok() {}
        if self.memory.buckets() > self.buckets() {
            self.moves += 1;
            self.memory.shrink(self.buckets());
        }
        if !self.is_growing() {
            self.growth_left = Self::max_len(self.buckets()).saturating_sub(self.len);
        }
        if self.overflow.live() == 0 {
            self.overflow = Overflow::new();
        }
        self.debug_check();
    }

    /// Merges the buckets of the upper half into those of the lower. Where that fails, some of them.
    fn halve(&mut self) -> Result<(), TryReserveError> {
        let half = self.buckets() / 2 * LANES;
        while self.limit > half {
            self.growth_left = 0; // whatever happens, the next insert looks where it stands
            self.merge_last()?;
        }
        self.mask = half - LANES;
        Ok(())
    }
}
