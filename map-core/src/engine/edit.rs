//! Putting an entry in and taking one out.

use core::hint::cold_path;
use core::mem;
use core::ptr::NonNull;

use super::bucket::Slot;
use super::overflow::NODE_ENTRIES;
use super::query::Keying;
use super::tag::{EMPTY, Tag};
use super::{CHANGED, Found, HASHED_LANES, LANES, LAST, Table};

/// Nodes in a chain from which it is suspicious: 45 entries in one bucket, where 14 are expected at most, happen by
/// chance once in 10^15 buckets.
const CHAIN_LIMIT: usize = 10;

/// Where a new entry goes, in a table that has room for it.
pub(super) struct Free {
    /// The position of its slot, or of its bucket if it goes to the overflow.
    pub(super) position: usize,
    pub(super) in_overflow: bool,
    pub(super) tag: Tag,
}

impl<T> Table<T> {
    /// Makes room for an entry whose key is not there yet, and says where it goes. `hash` must be its hash and `at` the
    /// position of the hash's bucket; `rehash` gives its hash under another seed.
    ///
    /// # Panics
    /// Where memory cannot be had, and with the keying; the table is as it was then.
    #[inline(always)]
    pub(super) fn free_hashed<K: Keying<T>>(
        &mut self,
        mut hash: u64,
        mut at: usize,
        rehash: impl FnOnce(u64) -> u64,
    ) -> Free {
        if self.growth_left == 0 {
            let seed = self.seed;
            self.make_room_for_one::<K>();
            if self.seed != seed {
                cold_path();
                hash = rehash(self.seed.get());
            }
            at = self.bucket_of(hash);
        }
        let tag = Tag::of(hash);
        let free = self.group(at).empty().and(HASHED_LANES);
        let in_overflow = free.is_empty();
        let position = if in_overflow {
            at
        } else {
            at | Slot::<T>::choose(free, tag)
        };
        Free {
            position,
            in_overflow,
            tag,
        }
    }

    /// Marks the place of a new entry, which must be written before anything else is done. Nothing here that is not inlined
    /// is given the entry's address: it can stay in registers until then.
    #[inline(always)]
    pub(super) fn mark(&mut self, free: Free) -> Found<T> {
        let Free { position, tag, .. } = free;
        let place = if free.in_overflow {
            self.claim_overflow_of_new(position, tag)
        } else {
            self.claim(position, tag.stored())
        };
        self.growth_left -= 1;
        self.len += 1;
        Found::new(place, position & !(LANES - 1))
    }

    #[cold]
    #[inline(never)]
    fn make_room_for_one<K: Keying<T>>(&mut self) {
        assert!(!self.lanes.has(LAST), "{CHANGED}");
        if let Err(error) = self.make_room(&K::hash) {
            error.handle_error();
        }
    }

    /// Marks an empty lane as taken and gives the place, where an entry must be written before anything else is done.
    #[inline(always)]
    pub(super) fn claim(&mut self, position: usize, tag: u8) -> NonNull<T> {
        let place = Slot::entry(self.slot(position));
        // SAFETY: where there is a slot there is a tag; any byte is one.
        unsafe { self.memory.tags().cast::<u8>().add(position).write(tag) };
        place
    }

    /// [`Table::claim_overflow`] for a new entry, for which no node may be reserved yet.
    #[cold]
    #[inline(never)]
    fn claim_overflow_of_new(&mut self, at: usize, tag: Tag) -> NonNull<T> {
        self.reserve_node();
        let place = self.claim_overflow(at, tag.stored());
        if self.len >= self.reseed_min_len && self.is_suspicious_at(at) {
            // The next insert sees to it; this one's place stands.
            self.needs_reseed = true;
            self.growth_left = 1;
        }
        place
    }

    /// Makes sure that there is a node for one more entry.
    pub(super) fn reserve_node(&mut self) {
        assert!(!self.lanes.has(LAST), "{CHANGED}");
        let nodes = self.overflow.start();
        if let Err(error) = self.overflow.reserve(1) {
            error.handle_error();
        }
        self.moves += u64::from(self.overflow.start() != nodes);
    }

    /// Whether the chain at `at`, or the overflow of the whole table, is longer than chance allows.
    fn is_suspicious_at(&self, at: usize) -> bool {
        let chain = self.overflow.chain(self.head(at));
        let longest = chain.take(CHAIN_LIMIT + 1).count();
        Self::is_suspicious(self.overflow.live(), longest, self.frontier / LANES)
    }

    /// Whether so many overflow nodes in so many buckets, or so many in one, are more than chance allows.
    pub(super) const fn is_suspicious(nodes: usize, longest: usize, buckets: usize) -> bool {
        nodes > buckets / 2 + 8 || longest > CHAIN_LIMIT
    }

    /// The first node of a full bucket's chain and its first free lane. Where it has none: the chain that a new node must
    /// stand before.
    pub(super) fn node_with_room(&self, at: usize) -> Result<(u32, usize), Option<u32>> {
        let head = self.head(at).ok_or(None)?;
        let count = self.overflow.get(head).count();
        if count < NODE_ENTRIES {
            Ok((head, count))
        } else {
            Err(Some(head))
        }
    }

    /// Finds room in the chain of a full bucket and gives the place, where an entry must be written before anything else
    /// is done. A node must have been reserved.
    pub(super) fn claim_overflow(&mut self, at: usize, tag: u8) -> NonNull<T> {
        let (node, lane) = self.node_with_room(at).unwrap_or_else(|full| {
            let node = self.overflow.take(full);
            self.set_head(at, node);
            (node, 0)
        });
        self.overflow.get_mut(node).tags[lane] = tag;
        self.tags_mut(at)[LAST] |= Tag::from_stored(tag).filter_bit();
        self.overflow.entry(node, lane)
    }

    fn set_head(&mut self, at: usize, node: u32) {
        // SAFETY: the last slot of a hashed bucket is never an entry.
        unsafe { self.slot(at + LAST).as_mut().link = node };
    }

    /// Copies an entry whose hash leads to the bucket at `at` there, where there is room. A node must have been reserved.
    ///
    /// # Safety
    /// `entry` must be an entry outside this table's places or in one that no tag will name any more, and be forgotten.
    pub(super) unsafe fn move_in(&mut self, at: usize, tag: u8, entry: NonNull<T>) {
        let free = self.group(at).empty().and(HASHED_LANES);
        let place = if free.is_empty() {
            self.claim_overflow(at, tag)
        } else {
            let lane = Slot::<T>::choose(free, Tag::from_stored(tag));
            self.claim(at + lane, tag)
        };
        // SAFETY: an entry by the caller's promise, and a place just claimed for it, which was free and so is another.
        unsafe { place.copy_from_nonoverlapping(entry, 1) };
    }

    /// Takes a found entry out. Nothing is left in its stead: an entry from the overflow fills the hole.
    #[inline]
    pub(super) fn remove_hashed(&mut self, found: Found<T>) -> T {
        // SAFETY: the entry was found in this table, which has not changed since; its place is filled or marked empty.
        let entry = unsafe { found.entry().read() };
        self.close_hole(found);
        entry
    }

    /// Fills or empties the place of an entry that was moved out.
    #[inline(always)]
    fn close_hole(&mut self, found: Found<T>) {
        let at = found.at;
        // Once the last inserts of a growing table are taken back its countdown must not rise: it counts splits.
        self.growth_left += usize::from(!self.is_growing());
        self.len -= 1;
        if !self.has_overflow(at) {
            // SAFETY: without overflow the entry is in one of the bucket's slots, which start at `at`.
            let lane = unsafe { found.entry().cast::<Slot<T>>().offset_from(self.slot(at)) };
            self.tags_mut(at)[lane as usize] = EMPTY;
        } else {
            self.close_hole_by_overflow(found);
        }
    }

    #[cold]
    #[inline(never)]
    fn close_hole_by_overflow(&mut self, found: Found<T>) {
        let at = found.at;
        let gone = Tag::from_stored(self.fill_hole(&found)).filter_bit();
        // The filter stays exact: the bit goes with the last entry of the chain that has it.
        let is_needed = self.overflow.chain(self.head(at)).any(|node| {
            let tags = self.overflow.get(node).tags;
            tags.iter()
                .any(|tag| *tag != EMPTY && Tag::from_stored(*tag).filter_bit() == gone)
        });
        if !is_needed {
            self.tags_mut(at)[LAST] &= !gone;
        }
    }

    /// Fills the place of an entry that was moved out of a bucket with overflow, by the end of the bucket's chain. Gives the
    /// tag that the chain has lost; the filter is as it was, unless the chain is gone.
    fn fill_hole(&mut self, found: &Found<T>) -> u8 {
        let at = found.at;
        let hole = self.overflow.position_of(found.entry());
        let (tag, last) = self.pop_overflow(at);
        if last == found.entry() {
            return tag;
        }
        // SAFETY: both are places of this table: an entry that no tag names any more, and a hole.
        unsafe { found.entry().copy_from_nonoverlapping(last, 1) };
        match hole {
            Some((node, lane)) => mem::replace(&mut self.overflow.get_mut(node).tags[lane], tag),
            None => {
                // SAFETY: not in the pool, so in one of the bucket's slots, which start at `at`.
                let lane = unsafe { found.entry().cast::<Slot<T>>().offset_from(self.slot(at)) };
                self.tags_mut(at)[lane as usize] = tag;
                tag
            }
        }
    }

    /// Empties a lane whose entry was moved out or dropped, of a direct bucket or one without overflow.
    #[inline]
    pub(super) fn empty_lane(&mut self, at: usize, lane: usize) {
        debug_assert!(self.occupied(at).has(lane));
        debug_assert!(self.lanes.has(LAST) || self.filter(at) == 0);
        self.tags_mut(at)[lane] = EMPTY;
        self.growth_left += usize::from(!self.is_growing());
        self.len -= 1;
    }

    /// Fills the place of an entry that was moved out or dropped, of a bucket with overflow. `is_last` is told the filter
    /// bit of what has left the chain, and says whether nothing there has it any more.
    pub(super) fn fill_hole_of_found(
        &mut self,
        found: &Found<T>,
        is_last: impl FnOnce(u8) -> bool,
    ) {
        self.growth_left += usize::from(!self.is_growing());
        self.len -= 1;
        let gone = Tag::from_stored(self.fill_hole(found)).filter_bit();
        if is_last(gone) {
            self.tags_mut(found.at)[LAST] &= !gone;
        }
    }

    /// Unlinks the end of the bucket's chain: its tag, and where its entry still lies.
    fn pop_overflow(&mut self, at: usize) -> (u8, NonNull<T>) {
        let Some(head) = self.head(at) else {
            unreachable!("a filter that is not 0 has a chain")
        };
        let lane = self.overflow.get(head).count() - 1;
        let entry = self.overflow.entry(head, lane);
        let tag = self.overflow.get(head).tags[lane];
        self.overflow.get_mut(head).tags[lane] = EMPTY;
        if lane == 0 {
            match self.overflow.next(head) {
                Some(next) => self.set_head(at, next),
                None => self.tags_mut(at)[LAST] = 0,
            }
            self.overflow.give_back(head);
        }
        (tag, entry)
    }

    /// Detaches the chain of the bucket at `at` and gives its first node.
    pub(super) fn detach_chain(&mut self, at: usize) -> Option<u32> {
        let head = self.head(at);
        self.tags_mut(at)[LAST] = 0;
        head
    }
}
