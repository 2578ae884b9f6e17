//! Growth: when a table grows, by how much at a time, and what it does about hostile keys.

use super::bucket::Slot;
use super::tag::Tag;
use super::{HASHED_LANES, LANES, SMALL_STEPS, Table, TryReserveError};
use crate::hash::Seed;

/// Tables whose slots come to at most this many bytes are split at once when they double: that takes less than a
/// few page faults would.
const AT_ONCE_BYTES: usize = if SMALL_STEPS { 4 << 10 } else { 512 << 10 };

/// Buckets that every new entry splits while a large table grows: one that grew at 12 entries a bucket is done at 12.5.
/// With fewer, buckets that wait for their split overflow; with more, the slowest inserts take longer. A prototype
/// on a Sapphire Rapids grew to a million 16-byte entries in the same mean time for 4, 16 or 64 buckets at once, but the
/// slowest of 1,000 inserts took 1.7 to 2.4 us with 4 and 5.5 to 7.6 us with 64.
const SPLITS: usize = 2;

impl<T> Table<T> {
    /// Called when the countdown to it is over: makes the first memory, starts growth, or goes on with it.
    pub(super) fn make_room(
        &mut self,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        if !self.is_allocated() {
            return self.allocate(1, HASHED_LANES);
        }
        if self.needs_reseed {
            self.grow_same_size(hasher);
        }
        if !self.is_growing() && self.len < Self::max_len(self.buckets()) {
            self.growth_left = Self::max_len(self.buckets()) - self.len;
            return Ok(());
        }
        if !self.is_growing() {
            self.extend()?;
        }
        if self.buckets() * LANES * size_of::<Slot<T>>() <= AT_ONCE_BYTES {
            return self.finish_growth(hasher);
        }
        for _ in 0..SPLITS {
            self.split_next(hasher)?;
            if !self.is_growing() {
                self.end_growth();
                return Ok(());
            }
        }
        self.growth_left = 1;
        Ok(())
    }

    /// Starts growth: doubles the memory. No entry moves.
    fn extend(&mut self) -> Result<(), TryReserveError> {
        let (old, new) = (self.buckets(), self.buckets() * 2);
        self.lengthen(new)?;
        self.mask = (new - 1) * LANES;
        self.frontier = old * LANES;
        self.growth_left = 0;
        Ok(())
    }

    /// Makes memory for so many buckets.
    fn lengthen(&mut self, buckets: usize) -> Result<(), TryReserveError> {
        if buckets > usize::MAX / 2 / LANES / size_of::<Slot<T>>() {
            return Err(TryReserveError::CapacityOverflow);
        }
        if self.memory.buckets() >= buckets {
            return Ok(());
        }
        self.moves += 1;
        self.memory.grow(buckets)
    }

    /// Splits all buckets that are left.
    pub(super) fn finish_growth(
        &mut self,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        if self.is_growing() {
            while self.is_growing() {
                self.split_next(hasher)?;
            }
            self.end_growth();
        }
        Ok(())
    }

    fn end_growth(&mut self) {
        self.growth_left = Self::max_len(self.buckets()).saturating_sub(self.len);
        self.debug_check();
    }

    /// Makes room for `additional` new entries, at once.
    pub(super) fn reserve(
        &mut self,
        additional: usize,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        let wanted = self
            .len
            .checked_add(additional)
            .ok_or(TryReserveError::CapacityOverflow)?;
        if additional == 0 || wanted <= self.capacity() {
            return Ok(());
        }
        let buckets = Self::buckets_for(wanted)?;
        if self.len == 0 {
            return self.allocate(buckets, HASHED_LANES);
        }
        // All the memory first: what cannot be had is refused before an entry moves.
        self.lengthen(buckets)?;
        self.finish_growth(hasher)?;
        while self.buckets() < buckets {
            self.extend()?;
            self.finish_growth(hasher)?;
        }
        Ok(())
    }

    /// Go's same-size growth: too much overflow at a low load means keys that are hostile to the seed, so all entries
    /// move to a table of the same size with a new one, at once. Done again only after the table has doubled, for keys
    /// whose hashes are all alike gain nothing by it. Where memory for it cannot be had the table stays as it is.
    fn grow_same_size(&mut self, hasher: &impl Fn(&T, u64) -> u64) {
        self.needs_reseed = false;
        self.reseed_min_len = self.len * 2;
        let _ = self.rebuild(self.buckets(), hasher);
    }

    /// Moves all entries to fresh memory for so many buckets, under a new seed. Where that fails, and where `hasher`
    /// panics, the table is as it was.
    #[cold]
    #[inline(never)]
    pub(super) fn rebuild(
        &mut self,
        buckets: usize,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        // As long as its length is 0, it drops no entry: the copies in it are forgotten if this does not come to its end.
        let mut fresh = Table::with_buckets(buckets, HASHED_LANES, Seed::draw())?;
        for entry in self.walk() {
            fresh.overflow.reserve(1)?;
            // SAFETY: a walk gives entries.
            let hash = hasher(unsafe { entry.as_ref() }, fresh.seed.get());
            let (at, tag) = (fresh.bucket_of(hash), Tag::of(hash).stored());
            // SAFETY: an entry of another table, which forgets it below.
            unsafe { fresh.move_in(at, tag, entry) };
        }
        fresh.len = self.len;
        fresh.growth_left = Self::max_len(buckets).saturating_sub(fresh.len);
        fresh.reseed_min_len = fresh.len * 2;
        fresh.moves = self.moves + 1;
        self.forget_and_release();
        *self = fresh;
        self.debug_check();
        Ok(())
    }
}
