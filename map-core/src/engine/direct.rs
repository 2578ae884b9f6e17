//! Direct tables: the slot at position `i` is for the key with ordinal `i`, and its tag says whether it is there. The
//! same memory as a hashed table, one size, no filter and no overflow; walks, clones and drops are the same code.
//!
//! A table believes itself, and not its key, about what it is: where `A` is a subtype of `B`, as `for<'a> fn(&'a T)` is of
//! `fn(&'static T)`, a map of `A` is a map of `B` too, and the two may be keys of different paths. So what is asked of a
//! table is within its own frontier, and neither kind has a tag that the other takes for more than an entry.

use super::bucket::Slot;
use super::edit::Free;
use super::tag::{EMPTY, Tag};
use super::{CHANGED, DIRECT_LANES, Found, LANES, LAST, Table, TryReserveError};

/// The tag of an entry. There is nothing to tell apart but the kinds of tables: the one bit that no filter has.
pub(super) const PRESENT: u8 = 0x80;

impl<T> Table<T> {
    /// The entry whose key has this ordinal. Any number may be asked for.
    #[inline(always)]
    pub(super) fn find_direct(&self, ordinal: u64) -> Option<Found<T>> {
        if self.tag(ordinal)? != PRESENT {
            return None;
        }
        let position = ordinal as usize;
        let entry = Slot::entry(self.slot(position));
        Some(Found::new(entry, position & !(LANES - 1)))
    }

    /// The tag at a position, if the table is so long. It is no filter where it is [`PRESENT`].
    #[inline(always)]
    fn tag(&self, position: u64) -> Option<u8> {
        if position >= self.frontier as u64 {
            return None;
        }
        // SAFETY: below the frontier there are tags, also without memory.
        Some(unsafe {
            self.memory
                .tags()
                .cast::<u8>()
                .add(position as usize)
                .read()
        })
    }

    /// Makes the memory of a table for `values` keys, if there is none, and says where a new entry goes.
    ///
    /// # Panics
    /// Where memory cannot be had, where the ordinal is not below `values`, and where its slot is taken.
    #[inline]
    pub(super) fn free_direct(&mut self, ordinal: u64, values: u64) -> Free {
        if !self.lanes.has(LAST) {
            self.allocate_direct(values);
        }
        assert!(ordinal < values, "a key's ordinal is below its cardinality");
        assert!(
            self.tag(ordinal) == Some(EMPTY),
            "a key that is not in the map has a free slot"
        );
        Free {
            position: ordinal as usize,
            in_overflow: false,
            tag: Tag::from_stored(PRESENT),
        }
    }

    #[cold]
    #[inline(never)]
    fn allocate_direct(&mut self, values: u64) {
        assert!(!self.is_allocated(), "{CHANGED}");
        if let Err(error) = self.reserve_direct(values) {
            error.handle_error();
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
