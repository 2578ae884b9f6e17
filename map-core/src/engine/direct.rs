//! Direct tables: the slot at position `i` is for the key with ordinal `i`, and its tag says whether it is there. The
//! same memory as a hashed table, one size, no filter and no overflow; walks, clones and drops are the same code.

use super::bucket::Slot;
use super::query::Keying;
use super::tophash::EMPTY;
use super::{DIRECT_LANES, Found, LANES, Table, TryReserveError, watch};

/// The tag of an entry; there is nothing to tell apart.
const PRESENT: u8 = 1;

impl<T> Table<T> {
    /// The entry whose key has this ordinal. Any number may be asked for.
    #[inline(always)]
    pub(super) fn find_direct(&self, ordinal: u64) -> Option<Found<T>> {
        if ordinal >= self.limit as u64 {
            return None;
        }
        let position = ordinal as usize;
        // SAFETY: below the limit there are tags, also without memory, and slots where a tag is not 0.
        unsafe {
            let tag = self.memory.tags().cast::<u8>().add(position).read();
            (tag != EMPTY)
                .then(|| Found::new(Slot::entry(self.slot(position)), position & !(LANES - 1)))
        }
    }

    /// Puts an entry in whose key is not there yet, in a table for `values` keys.
    ///
    /// # Panics
    /// Where memory cannot be had, and where the ordinal is not below `values`.
    #[inline]
    pub(super) fn insert_new_direct<K: Keying<T>, const TOLD: bool>(
        &mut self,
        ordinal: u64,
        entry: T,
        values: u64,
    ) -> Found<T> {
        self.ready_direct(ordinal, values);
        let position = ordinal as usize;
        let (at, lane) = (position & !(LANES - 1), position % LANES);
        if TOLD {
            let place = Slot::entry(self.slot(position));
            watch::insert::<T, K>(self, &entry, place, at, (self.mask, self.limit));
        }
        self.growth_left -= 1;
        self.len += 1;
        Found::new(self.fill(at, lane, PRESENT, entry), at)
    }

    /// Makes sure that an entry with this ordinal can be put in.
    ///
    /// # Panics
    /// Where memory cannot be had, and where the ordinal is not below `values`.
    #[inline(always)]
    pub(super) fn ready_direct(&mut self, ordinal: u64, values: u64) {
        if !self.is_allocated() {
            self.allocate_direct(values);
        }
        assert!(ordinal < values, "a key's ordinal is below its cardinality");
    }

    #[cold]
    #[inline(never)]
    fn allocate_direct(&mut self, values: u64) {
        if let Err(error) = self.reserve_direct(values) {
            error.raise();
        }
    }

    /// Makes the memory of a table for `values` keys, if there is none.
    pub(super) fn reserve_direct(&mut self, values: u64) -> Result<(), TryReserveError> {
        if self.is_allocated() {
            return Ok(());
        }
        self.allocate(Self::direct_buckets(values)?, DIRECT_LANES)
    }

    /// Buckets for `values` keys.
    #[inline]
    pub(super) fn direct_buckets(values: u64) -> Result<usize, TryReserveError> {
        match usize::try_from(values) {
            Ok(values) => Ok(values.div_ceil(LANES)),
            Err(_) => Err(TryReserveError::CapacityOverflow),
        }
    }

    /// Takes a found entry out.
    #[inline]
    pub(super) fn remove_direct(&mut self, found: Found<T>) -> T {
        // SAFETY: the entry was found in this table, which has not changed since, in the bucket at `found.at`; its lane
        // is marked empty.
        let (entry, lane) = unsafe {
            let slot = found.entry().cast::<Slot<T>>();
            (
                found.entry().read(),
                slot.offset_from(self.slot(found.at)) as usize,
            )
        };
        self.tags_mut(found.at)[lane] = EMPTY;
        self.growth_left += 1;
        self.len -= 1;
        entry
    }
}
