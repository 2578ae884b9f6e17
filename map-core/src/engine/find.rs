//! Finding an entry: the hot path.

use core::hint::{cold_path, select_unpredictable};
use core::ptr::NonNull;

use super::bucket::Slot;
use super::direct::PRESENT;
use super::group::filter_bit;
use super::overflow::NODE_ENTRIES;
use super::query::Query;
use super::tag::Tag;
use super::{LANES, Table};

/// An entry that was found, and the bucket to which it belongs, by position.
pub(super) struct Found<T> {
    /// Not a `NonNull`: an `Option<Found>` must not be told from `None` by it, or every lookup would test a pointer that
    /// it knows to be there.
    entry: *mut T,
    pub(super) at: usize,
}

impl<T> Found<T> {
    #[inline(always)]
    pub(super) const fn new(entry: NonNull<T>, at: usize) -> Found<T> {
        Found {
            entry: entry.as_ptr(),
            at,
        }
    }

    #[inline(always)]
    pub(super) const fn entry(&self) -> NonNull<T> {
        // SAFETY: made from one.
        unsafe { NonNull::new_unchecked(self.entry) }
    }
}

/// Slots of this many bytes do not stay in the first-level cache: lookups ask for the line early.
const FIND_EARLY_FROM: usize = 128 << 10;

/// Slots of this many bytes do not stay in the second-level cache either: then inserts ask early too, which nearer caches
/// serve soon enough, for a store waits in a buffer.
const INSERT_EARLY_FROM: usize = 1 << 20;

impl<T> Table<T> {
    /// The position of the bucket that `hash` belongs to.
    #[inline(always)]
    pub(super) fn bucket_of(&self, hash: u64) -> usize {
        let at = hash as usize & self.mask;
        if !self.is_growing() {
            return at;
        }
        cold_path();
        // Which side of the frontier a hash is on cannot be guessed, so that here a choice without a branch is the faster one.
        select_unpredictable(at < self.frontier, at, at & (self.mask >> 1))
    }

    /// Whether the slots come to so many bytes.
    #[inline(always)]
    pub(super) const fn has_slots(&self, bytes: usize) -> bool {
        // At least one: no table without memory has more slots than any number of bytes.
        let slots = bytes / size_of::<Slot<T>>();
        self.mask >= if slots == 0 { 1 } else { slots }
    }

    /// Asks for the line that a new entry tagged `tag` will be written to, while the tags of its bucket are on their way.
    #[inline(always)]
    pub(super) fn prefetch_slot(&self, at: usize, tag: Tag) {
        if self.has_slots(INSERT_EARLY_FROM) {
            cold_path(); // only in that it is laid out of small tables' way
            prefetch(Slot::preferred(self.slot(at), tag));
        }
    }

    /// The entry that `query` is for, tagged `tag` in the bucket at `at`. `FETCH` says whether its line has yet to be asked
    /// for. In its textbook form:
    ///
    /// ```text
    /// for lane in lanes of the bucket with this tag:
    ///     if the entry there is wanted: return it
    /// if the filter has the tag's bit:
    ///     return the wanted entry of the chain, if there is one
    /// return nothing
    /// ```
    ///
    /// Departures from it:
    /// 1. The first lane is tried apart from the loop: it is nearly always the last, and the loop then costs no register.
    /// 2. In tables beyond the first cache the entry's likely line is asked for behind the branch on the tags, which is
    ///    predicted before they arrive.
    /// 3. The filter is loaded by itself, and only once the tags have no more to give.
    /// 4. The chain has a matcher of its own, and is searched by a function that is not inlined.
    /// 5. It takes the query and no closure, which would not be inlined everywhere.
    #[inline(always)]
    pub(super) fn find_in<Q: Query<T>, const FETCH: bool>(
        &self,
        at: usize,
        tag: Tag,
        query: &Q,
    ) -> Option<Found<T>> {
        let is_wanted = query.matcher();
        let mut lanes = self.group(at).matching(tag);
        if !lanes.is_empty() {
            if FETCH && self.has_slots(FIND_EARLY_FROM) {
                cold_path(); // only in that it is laid out of small tables' way
                prefetch(Slot::preferred(self.slot(at), tag));
            }
            // `|`, where `+` means the same: else LLVM computes the bucket's address beforehand and keeps more in registers
            // than there are, five instructions more in every hit.
            let entry = Slot::entry(self.slot(at | lanes.first()));
            // SAFETY: a lane with a tag holds an entry.
            if is_wanted(unsafe { entry.as_ref() }) {
                return Some(Found::new(entry, at));
            }
            cold_path();
            lanes = lanes.without_first();
            while !lanes.is_empty() {
                let entry = Slot::entry(self.slot(at | lanes.first()));
                // SAFETY: as above.
                if is_wanted(unsafe { entry.as_ref() }) {
                    return Some(Found::new(entry, at));
                }
                lanes = lanes.without_first();
            }
        }
        if self.filter(at) & filter_bit(tag) != 0 {
            cold_path();
            let entry = self.find_in_overflow(at, tag, query.matcher())?;
            return Some(Found::new(entry, at));
        }
        None
    }

    /// The entry tagged `tag` that is wanted, in the overflow of the bucket at `at`.
    #[cold]
    #[inline(never)]
    fn find_in_overflow(
        &self,
        at: usize,
        tag: Tag,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Option<NonNull<T>> {
        for node in self.overflow.chain(self.head(at)) {
            for lane in 0..NODE_ENTRIES {
                if self.overflow.get(node).tags[lane] == tag.stored() {
                    let entry = self.overflow.entry(node, lane);
                    // SAFETY: a lane with a tag holds an entry.
                    if is_wanted(unsafe { entry.as_ref() }) {
                        return Some(entry);
                    }
                }
            }
        }
        None
    }

    /// Whether entries found the bucket at `at` full. An entry in the last lane of a direct table is no filter.
    #[inline(always)]
    pub(super) fn has_overflow(&self, at: usize) -> bool {
        self.filter(at) & !PRESENT != 0
    }

    /// The first node of the chain of the bucket at `at`.
    #[inline]
    pub(super) fn head(&self, at: usize) -> Option<u32> {
        if !self.has_overflow(at) {
            return None;
        }
        // SAFETY: where there is a filter, the last slot is a link.
        Some(unsafe { self.slot(at + LANES - 1).as_ref().link })
    }
}

/// Asks for the cache line at `at`.
#[inline(always)]
pub(super) fn prefetch<U>(at: NonNull<U>) {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse"))]
    // SAFETY: prefetching reads nothing, and SSE is there.
    unsafe {
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(at.as_ptr().cast());
    }
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse")))]
    let _ = at;
}
