//! Direct tables: the slot at position `i` is for the key with ordinal `i`, and its tag says whether it is there. The
//! same memory as a hashed table, one size, no filter and no overflow; walks, clones and drops are the same code.
//!
//! A table believes itself, and not its key, about what it is: where `A` is a subtype of `B`, as `for<'a> fn(&'a T)` is of
//! `fn(&'static T)`, a map of `A` is a map of `B` too, and the two may be keys of different paths. So what is asked of a
//! table is within its own limit, and neither kind has a tag that the other takes for more than an entry.

use core::ptr::NonNull;

use super::bucket::Slot;
use super::query::Keying;
use super::tophash::EMPTY;
use super::{CHANGED, DIRECT_LANES, Found, LANES, LAST, Table, TryReserveError, watch};

/// The tag of an entry. There is nothing to tell apart but the kinds of tables: the one bit that no filter has.
pub(super) const PRESENT: u8 = 0x80;

impl<T> Table<T> {
    /// The entry whose key has this ordinal. Any number may be asked for.
    #[inline(always)]
    pub(super) fn find_direct(&self, ordinal: u64) -> Option<Found<T>> {
        if ordinal >= self.limit as u64 {
            return None;
        }
        let position = ordinal as usize;
        // SAFETY: below the limit there are tags, also without memory, and slots where a tag is not 0. It is no filter
        // where it is `PRESENT`, so the slot holds an entry.
        unsafe {
            let tag = self.memory.tags().cast::<u8>().add(position).read();
            (tag == PRESENT)
                .then(|| Found::new(Slot::entry(self.slot(position)), position & !(LANES - 1)))
        }
    }

    /// Puts an entry in, in a table for `values` keys.
    ///
    /// # Panics
    /// Where memory cannot be had, where the ordinal is not below `values`, and where its slot is taken; the entry is
    /// dropped then and the others are as they were.
    #[inline]
    pub(super) fn insert_new_direct<K: Keying<T>, const TOLD: bool>(
        &mut self,
        ordinal: u64,
        entry: T,
        values: u64,
    ) -> Found<T> {
        self.ready_direct(ordinal, values);
        let position = ordinal as usize;
        let at = position & !(LANES - 1);
        let Some(tag) = self.free_tag(position) else {
            panic!("a key that is not in the map has a free slot");
        };
        let place = Slot::entry(self.slot(position));
        if TOLD {
            watch::insert::<T, K>(self, &entry, place, at, (self.mask, self.limit));
        }
        self.growth_left -= 1;
        self.len += 1;
        // SAFETY: a slot without an entry, as its tag says, which then says that there is one.
        unsafe {
            tag.write(PRESENT);
            place.write(entry);
        }
        Found::new(place, at)
    }

    /// The tag at a position, if there is no entry there.
    #[inline(always)]
    fn free_tag(&self, position: usize) -> Option<NonNull<u8>> {
        if position >= self.limit {
            return None;
        }
        // SAFETY: below the limit there are tags.
        unsafe {
            let tag = self.memory.tags().cast::<u8>().add(position);
            (tag.read() == EMPTY).then_some(tag)
        }
    }

    /// Makes sure that an entry with this ordinal can be put in.
    ///
    /// # Panics
    /// Where memory cannot be had, and where the ordinal is not below `values`.
    #[inline(always)]
    pub(super) fn ready_direct(&mut self, ordinal: u64, values: u64) {
        if !self.lanes.has(LAST) {
            self.allocate_direct(values);
        }
        assert!(ordinal < values, "a key's ordinal is below its cardinality");
    }

    #[cold]
    #[inline(never)]
    fn allocate_direct(&mut self, values: u64) {
        assert!(!self.is_allocated(), "{CHANGED}");
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

    /// Buckets for `values` keys, at least one.
    #[inline]
    pub(super) fn direct_buckets(values: u64) -> Result<usize, TryReserveError> {
        usize::try_from(values.div_ceil(LANES as u64).max(1))
            .ok()
            .filter(|buckets| *buckets <= Self::MOST_BUCKETS)
            .ok_or(TryReserveError::CapacityOverflow)
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
