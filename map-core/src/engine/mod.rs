//! The engine: one table for every path. It stores entries of any type `T` and cannot hash: callers bring a hash (or,
//! on the direct path, an ordinal), a comparison, and where entries must move between buckets, a way to hash again.
//!
//! The repository's `ARCHITECTURE.md` has the terms (bucket, lane, tag, filter, link, overflow, position, frontier ...), drawings
//! of a table at rest and while it grows, and the way of one insert through these files.
//!
//! # Invariants
//! [`Table::check_invariants`] spells them out; test builds check them after every structural step.

#![expect(unsafe_code, reason = "the engine is the home of raw memory")]

mod batch;
mod bucket;
mod check;
mod clone;
mod direct;
mod disjoint;
mod edit;
mod extract;
mod find;
mod group;
mod grow;
mod iter;
mod memory;
mod overflow;
#[cfg(feature = "rayon")]
mod parts;
mod query;
#[cfg(feature = "pool")]
mod recycle;
mod run;
mod shrink;
mod split;
mod stats;
mod storage;
mod tag;
#[cfg(test)]
mod tests;
mod walk;
#[cfg(feature = "trace")]
mod witness;

use core::marker::PhantomData;
use core::mem;
use core::panic::UnwindSafe;
use core::ptr::NonNull;

use crate::hash::Seed;
pub(crate) use batch::WINDOW;
use bucket::Slot;
pub(crate) use extract::Extract;
use find::Found;
pub(crate) use group::LANES;
use group::{Group, Lanes};
pub(crate) use iter::{Iter, IterMut};
use memory::Memory;
use overflow::Overflow;
#[cfg(feature = "rayon")]
pub(crate) use parts::{Part, PartMut};
#[cfg(any(feature = "sync", feature = "trace"))]
pub(crate) use query::Room;
pub(crate) use query::{Keying, Occupied, Query, Vacant};
pub(crate) use run::PartRef;
pub(crate) use stats::TableStats;
pub use storage::TryReserveError;
pub(crate) use walk::{Drain, IntoWalk, Walk};
#[cfg(feature = "trace")]
pub(crate) use witness::Spot;

/// Whether thresholds are so low that small tables cross them, and structural steps check what they did: in this crate's
/// tests and for fuzzers.
const SMALL_STEPS: bool = cfg!(any(test, fuzzing));

/// Entries a bucket before its table grows. What chance (Poisson) makes of a full table of 16-byte slots, by this number:
///
/// | | 10 | 11 | **12** | 13 | 14 |
/// |---|---|---|---|---|---|
/// | entries in overflow | 1.0 % | 2.0 % | **3.4 %** | 5.2 % | 7.5 % |
/// | buckets with overflow | 4.9 % | 9.3 % | **15.6 %** | 23.6 % | 33.1 % |
/// | bytes an entry | 27.6 | 25.4 | **23.7** | 22.5 | 21.6 |
pub(crate) const LOAD: usize = 12;

/// Lanes of a hashed bucket that hold entries; the sixteenth holds filter and link.
const HASHED_LANES: Lanes = Lanes(0x7fff);

/// Lanes of a direct table: all hold entries.
const DIRECT_LANES: Lanes = Lanes(0xffff);

/// The position of the filter among a bucket's tags, and of the link among its slots.
const LAST: usize = LANES - 1;

/// What is said where a table cannot be used as its key's type asks; see [`direct`].
const CHANGED: &str = "the map was made for keys of another type, which take another path";

/// A table of entries. See the module.
#[repr(C)] // what lookups read comes first, to share a cache line
pub(crate) struct Table<T> {
    /// Tags and slots.
    memory: Memory<T>,
    /// Position of the last bucket there will be once growth is done; low four bits 0.
    mask: usize,
    /// Position after the last bucket in use.
    frontier: usize,
    /// What hashes are made with.
    seed: Seed,
    /// New entries until [`Table::make_room`] must be asked.
    growth_left: usize,
    /// Entries that found their bucket full.
    overflow: Overflow<T>,
    /// Entries. Not beside `growth_left`: the two would be updated as one vector by inserts and one by one by removals,
    /// and stores of one width are slow to load in the other.
    len: usize,
    /// Lanes that hold entries; none while there is no memory.
    lanes: Lanes,
    /// Whether chains have become suspicious, so that the table must be seeded anew.
    needs_reseed: bool,
    /// Entries below which hostile chains are no longer looked at, because a new seed did not help.
    reseed_min_len: usize,
    /// See [`Table::moves`].
    moves: u64,
    entries: PhantomData<T>,
}

// SAFETY: a table owns its entries and memory; nothing in it is shared with another or tied to a thread.
unsafe impl<T: Send> Send for Table<T> {}
// SAFETY: a shared table only hands out shared entries.
unsafe impl<T: Sync> Sync for Table<T> {}

/// A number as random as seeds are.
pub(crate) fn random_number() -> u64 {
    Seed::draw().get()
}

/// Bytes of a slot for entries `T`.
pub(crate) const fn slot_bytes<T>() -> usize {
    size_of::<Slot<T>>()
}

impl<T: UnwindSafe> UnwindSafe for Table<T> {}

impl<T> Table<T> {
    /// A table without memory.
    pub(crate) const fn new(seed: Seed) -> Table<T> {
        Table {
            memory: Memory::none(),
            mask: 0,
            frontier: LANES,
            seed,
            len: 0,
            growth_left: 0,
            overflow: Overflow::new(),
            lanes: Lanes(0),
            needs_reseed: false,
            reseed_min_len: 0,
            moves: 0,
            entries: PhantomData,
        }
    }

    #[inline(always)]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// How many steps so far may have moved entries: splits, merges, a new seed, memory that got another size. While
    /// the count stays the same the only thing that moves an entry is a hole that it fills, and it never moves back.
    pub(crate) const fn moves(&self) -> u64 {
        self.moves
    }

    #[inline(always)]
    pub(crate) const fn seed(&self) -> u64 {
        self.seed.get()
    }

    /// Whether the table has memory.
    const fn is_allocated(&self) -> bool {
        !self.lanes.is_empty()
    }

    /// Buckets there will be once growth is done.
    pub(crate) const fn buckets(&self) -> usize {
        self.mask / LANES + 1
    }

    /// Whether some buckets are yet to be split.
    #[inline(always)]
    pub(crate) const fn is_growing(&self) -> bool {
        self.frontier <= self.mask
    }

    /// Entries that fit before the table must allocate.
    pub(crate) const fn capacity(&self) -> usize {
        if !self.is_allocated() {
            0
        } else if self.lanes.has(LAST) {
            self.frontier
        } else {
            Self::max_len(self.buckets())
        }
    }

    /// Entries that a hashed table of so many buckets takes before it grows. One bucket alone has no use for spare room.
    const fn max_len(buckets: usize) -> usize {
        if buckets == 1 { LAST } else { buckets * LOAD }
    }

    /// More buckets could not be addressed.
    const MOST_BUCKETS: usize = usize::MAX / 2 / LANES / size_of::<Slot<T>>();

    /// Buckets for `entries` entries.
    fn buckets_for(entries: usize) -> Result<usize, TryReserveError> {
        if entries <= LAST {
            return Ok(1);
        }
        entries
            .div_ceil(LOAD)
            .checked_next_power_of_two()
            .filter(|buckets| *buckets <= Self::MOST_BUCKETS)
            .ok_or(TryReserveError::CapacityOverflow)
    }

    /// Bytes that the table has on the heap.
    pub(crate) const fn allocated_bytes(&self) -> usize {
        self.memory.bytes() + self.overflow.allocated_bytes()
    }

    /// Gives a table without entries so many buckets, in place of those it has. Where that fails it is as it was.
    fn allocate(&mut self, buckets: usize, lanes: Lanes) -> Result<(), TryReserveError> {
        debug_assert!(self.len == 0 && (buckets.is_power_of_two() || lanes == DIRECT_LANES));
        *self = Table::with_buckets(buckets, lanes, self.seed)?;
        Ok(())
    }

    /// A table without entries that has memory for so many buckets, and a drawn seed where it needs one.
    #[inline]
    fn with_buckets(
        buckets: usize,
        lanes: Lanes,
        mut seed: Seed,
    ) -> Result<Table<T>, TryReserveError> {
        let memory = Memory::allocate(buckets)?;
        let frontier = buckets * LANES;
        let mut growth_left = frontier;
        if lanes == HASHED_LANES {
            growth_left = Self::max_len(buckets);
            if !seed.is_drawn() {
                seed = Seed::draw();
            }
        }
        Ok(Table {
            memory,
            mask: frontier - LANES,
            frontier,
            seed,
            growth_left,
            overflow: Overflow::new(),
            len: 0,
            lanes,
            needs_reseed: false,
            reseed_min_len: 0,
            moves: 0,
            entries: PhantomData,
        })
    }

    /// Gives all memory back and forgets the entries, without dropping them. The seed stays.
    fn forget_and_release(&mut self) {
        self.len = 0; // what is dropped has no entries then
        *self = Table::new(self.seed);
    }

    /// Takes the table out, leaving one without memory but with the same seed.
    pub(crate) fn take(&mut self) -> Table<T> {
        let empty = Table::new(self.seed);
        mem::replace(self, empty)
    }

    /// Forgets all entries, without dropping them; the memory stays.
    pub(crate) fn forget_entries(&mut self) {
        if self.is_allocated() {
            let buckets = self.buckets();
            // SAFETY: there is a group for each bucket, and zero bytes are groups.
            unsafe { self.memory.tags().write_bytes(0, buckets) };
            self.frontier = self.mask + LANES;
            self.len = 0;
            self.growth_left = self.capacity();
            self.overflow.forget_nodes();
            self.needs_reseed = false;
            self.reseed_min_len = 0;
        }
    }

    /// Drops all entries; the memory stays.
    pub(crate) fn clear(&mut self) {
        /// Forgets what is left, also when dropping an entry panics.
        struct Forget<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Forget<'_, T> {
            fn drop(&mut self) {
                self.0.forget_entries();
            }
        }
        if self.len > 0 {
            let table = Forget(self);
            table.0.drop_entries();
        }
    }

    /// The group of the bucket at `at`.
    #[inline(always)]
    fn group(&self, at: usize) -> Group {
        debug_assert!(at < self.frontier && at.is_multiple_of(LANES));
        // SAFETY: there is a group for every bucket before the frontier; without memory, `NO_TAGS` is the only one.
        unsafe { Group::load(self.memory.tags().as_ptr().byte_add(at)) }
    }

    /// The tags of the bucket at `at`, of a table with memory.
    #[inline(always)]
    fn tags_mut(&mut self, at: usize) -> &mut [u8; LANES] {
        debug_assert!(self.is_allocated() && at <= self.mask && at.is_multiple_of(LANES));
        // SAFETY: there is a group for every bucket up to the mask, initialised where it is before the frontier;
        // any bytes are tags.
        unsafe { &mut (*self.memory.tags().as_ptr().byte_add(at)).0 }
    }

    /// The slot at a position.
    #[inline(always)]
    fn slot(&self, position: usize) -> NonNull<Slot<T>> {
        debug_assert!(self.is_allocated() && position < self.mask + LANES);
        // SAFETY: there are 16 slots for every bucket up to the mask.
        unsafe { self.memory.slots().add(position) }
    }

    /// Which entry-holding lanes of the bucket at `at` are taken.
    #[inline(always)]
    fn occupied(&self, at: usize) -> Lanes {
        Lanes(!self.group(at).empty().0 & self.lanes.0)
    }

    /// The filter byte of the hashed bucket at `at`.
    #[inline(always)]
    fn filter(&self, at: usize) -> u8 {
        debug_assert!(at < self.frontier);
        // SAFETY: as in `group`. Volatile, or LLVM would take the byte out of the vector that `group` loads, by a
        // detour over the stack, in every lookup.
        unsafe {
            self.memory
                .tags()
                .cast::<u8>()
                .add(at + LAST)
                .as_ptr()
                .read_volatile()
        }
    }
}

impl<T> Drop for Table<T> {
    fn drop(&mut self) {
        // The memory frees itself, also when dropping an entry panics.
        self.drop_entries();
    }
}
