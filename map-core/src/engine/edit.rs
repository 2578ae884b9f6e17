//! Putting an entry in and taking one out.

use core::hint::cold_path;
use core::ptr::NonNull;

use super::bucket::Slot;
use super::group::Lanes;
use super::overflow::NODE_ENTRIES;
use super::query::Keying;
use super::tophash::{EMPTY, TopHash};
use super::{Found, HASHED_LANES, LANES, LAST, Table, watch};

/// Nodes in a chain from which it is suspicious: 45 entries in one bucket, where 14 are expected at most, happen by
/// chance once in 10^15 buckets.
const CHAIN_LIMIT: usize = 10;

impl<T> Table<T> {
    /// Puts an entry in whose key is not there yet. `hash` must be its hash, `at` the position of the hash's bucket.
    ///
    /// # Panics
    /// Where memory cannot be had, and with the keying or a watcher; the entry is dropped then and the table is as it
    /// was.
    #[inline(always)]
    pub(super) fn insert_new_hashed<K: Keying<T>, const TOLD: bool>(
        &mut self,
        mut hash: u64,
        mut at: usize,
        entry: T,
    ) -> Found<T> {
        let before = (self.mask, self.limit);
        // Nothing here that is not inlined is given the entry's address: it can stay in registers until it is written.
        // (Unless watchers are told.)
        if self.growth_left == 0 {
            let seed = self.seed;
            self.make_room_for_one::<K>();
            if self.seed != seed {
                cold_path();
                hash = K::place(&entry, self.seed.get());
            }
            at = self.bucket_of(hash);
        }
        let top = TopHash::of(hash);
        let free = self.group(at).empty().and(HASHED_LANES);
        let place = if !free.is_empty() {
            let lane = Slot::<T>::choose(free, top);
            if TOLD {
                let place = Slot::entry(self.slot(at + lane));
                watch::insert::<T, K>(self, &entry, place, at, before);
            }
            self.claim(at, lane, top.stored())
        } else {
            if TOLD {
                self.reserve_node();
                let place = self.next_in_overflow(at);
                watch::insert::<T, K>(self, &entry, place, at, before);
            }
            self.claim_overflow_of_new(at, top)
        };
        self.growth_left -= 1;
        self.len += 1;
        // SAFETY: just claimed for this entry.
        unsafe { place.write(entry) };
        Found::new(place, at)
    }

    /// Whether one more entry can be put into the bucket at `at` without memory or a step of growth.
    #[inline(always)]
    pub(super) fn is_ready(&self, at: usize) -> bool {
        self.growth_left > 0 && !self.group(at).empty().and(HASHED_LANES).is_empty()
    }

    /// Makes sure that one more entry can be put in, wherever its place is, without memory or a step of growth.
    #[cold]
    #[inline(never)]
    pub(super) fn make_ready<K: Keying<T>>(&mut self) {
        if self.growth_left == 0 {
            self.make_room_for_one::<K>();
        }
        self.reserve_node();
    }

    #[cold]
    #[inline(never)]
    fn make_room_for_one<K: Keying<T>>(&mut self) {
        let room = watch::steps(self, K::key_type, |table| table.make_room(&K::place));
        if let Err(error) = room {
            error.raise();
        }
    }

    /// Writes an entry into an empty lane.
    #[inline(always)]
    pub(super) fn fill(&mut self, at: usize, lane: usize, tag: u8, entry: T) -> NonNull<T> {
        let place = self.claim(at, lane, tag);
        // SAFETY: just claimed for this entry.
        unsafe { place.write(entry) };
        place
    }

    /// Marks an empty lane as taken and gives the place, where an entry must be written before anything else is done.
    #[inline(always)]
    fn claim(&mut self, at: usize, lane: usize, tag: u8) -> NonNull<T> {
        self.tags_mut(at)[lane] = tag;
        Slot::entry(self.slot(at + lane))
    }

    /// [`Table::claim_overflow`] for an entry that no node was reserved for.
    #[cold]
    #[inline(never)]
    fn claim_overflow_of_new(&mut self, at: usize, top: TopHash) -> NonNull<T> {
        self.reserve_node();
        let place = self.claim_overflow(at, top.stored());
        if self.len >= self.calm_below && self.is_suspicious(at) {
            // The next insert sees to it; this one's place stands.
            self.hostile = true;
            self.growth_left = 1;
        }
        place
    }

    /// Makes sure that there is a node for one more entry.
    fn reserve_node(&mut self) {
        let nodes = self.overflow.start();
        if let Err(error) = self.overflow.reserve(1) {
            error.raise();
        }
        self.moves += u64::from(self.overflow.start() != nodes);
    }

    /// Whether the chain at `at`, or the overflow of the whole table, is longer than chance allows.
    fn is_suspicious(&self, at: usize) -> bool {
        self.overflow.live() > self.limit / LANES / 2 + 8
            || self
                .overflow
                .chain(self.head(at))
                .nth(CHAIN_LIMIT)
                .is_some()
    }

    /// Where the next entry of a full bucket goes. A node must have been reserved.
    fn next_in_overflow(&self, at: usize) -> NonNull<T> {
        match self.node_with_room(at) {
            Ok((node, lane)) => self.overflow.entry(node, lane),
            Err(_) => self.overflow.next_taken(),
        }
    }

    /// The first node of a full bucket's chain and its first free lane. Where it has none: the chain that a new node must
    /// stand before.
    fn node_with_room(&self, at: usize) -> Result<(u32, usize), Option<u32>> {
        let head = self.head(at).ok_or(None)?;
        let count = self.overflow.get(head).count();
        if count < NODE_ENTRIES {
            Ok((head, count))
        } else {
            Err(Some(head))
        }
    }

    /// Puts an entry into the chain of a full bucket. A node must have been reserved.
    pub(super) fn push_overflow(&mut self, at: usize, tag: u8, entry: T) {
        let place = self.claim_overflow(at, tag);
        // SAFETY: just claimed for this entry.
        unsafe { place.write(entry) };
    }

    /// Finds room in the chain of a full bucket and gives the place, where an entry must be written before anything else
    /// is done. A node must have been reserved.
    fn claim_overflow(&mut self, at: usize, tag: u8) -> NonNull<T> {
        let (node, lane) = self.node_with_room(at).unwrap_or_else(|full| {
            let node = self.overflow.take(full);
            self.set_head(at, node);
            (node, 0)
        });
        self.overflow.get_mut(node).tags[lane] = tag;
        self.tags_mut(at)[LAST] |= TopHash::from_stored(tag).filter_bit();
        self.overflow.entry(node, lane)
    }

    fn set_head(&mut self, at: usize, node: u32) {
        // SAFETY: the last slot of a hashed bucket is never an entry.
        unsafe { self.slot(at + LAST).as_mut().link = node };
    }

    /// Puts an entry whose hash leads to the bucket at `at` there, where there is room. A node must have been reserved.
    pub(super) fn place(&mut self, at: usize, tag: u8, entry: T) {
        let free = self.group(at).empty().and(HASHED_LANES);
        if !free.is_empty() {
            self.fill(
                at,
                Slot::<T>::choose(free, TopHash::from_stored(tag)),
                tag,
                entry,
            );
        } else {
            self.push_overflow(at, tag, entry);
        }
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
        if self.filter(at) == 0 {
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
        let hole = self.overflow.position_of(found.entry());
        let (tag, last) = self.pop_overflow(at);
        if last != found.entry() {
            // SAFETY: both are places of this table: an entry that no tag names any more, and a hole.
            unsafe { found.entry().copy_from_nonoverlapping(last, 1) };
            match hole {
                Some((node, lane)) => self.overflow.get_mut(node).tags[lane] = tag,
                None => {
                    // SAFETY: not in the pool, so in one of the bucket's slots, which start at `at`.
                    let lane =
                        unsafe { found.entry().cast::<Slot<T>>().offset_from(self.slot(at)) };
                    self.tags_mut(at)[lane as usize] = tag;
                }
            }
        }
        self.refresh_filter(at);
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

    /// Makes the filter exact again after an entry left the chain.
    fn refresh_filter(&mut self, at: usize) {
        let mut filter = 0;
        for node in self.overflow.chain(self.head(at)) {
            for tag in self.overflow.get(node).tags {
                if tag != EMPTY {
                    filter |= TopHash::from_stored(tag).filter_bit();
                }
            }
        }
        self.tags_mut(at)[LAST] = filter;
    }

    /// Detaches the chain of the bucket at `at` and gives its first node.
    pub(super) fn detach_chain(&mut self, at: usize) -> Option<u32> {
        let head = self.head(at);
        self.tags_mut(at)[LAST] = 0;
        head
    }

    /// Frees a detached node and hands its entries, with lane, tag and whether they were marked to go up, to `place`.
    /// Gives the node after it.
    pub(super) fn empty_node(
        &mut self,
        node: u32,
        mut place: impl FnMut(&mut Table<T>, bool, u8, T),
    ) -> Option<u32> {
        let (next, tags) = (self.overflow.next(node), self.overflow.get(node).tags);
        let up = Lanes(u32::from(self.overflow.get(node).up));
        // SAFETY: tagged lanes hold entries; the node is freed at once, so each is read once. The places of a node that
        // is taken again may be written only after all three are read.
        let entries: [Option<T>; NODE_ENTRIES] = core::array::from_fn(|lane| unsafe {
            (tags[lane] != EMPTY).then(|| self.overflow.entry(node, lane).read())
        });
        self.overflow.give_back(node);
        for (lane, entry) in entries.into_iter().enumerate() {
            if let Some(entry) = entry {
                place(self, up.has(lane), tags[lane], entry);
            }
        }
        next
    }
}
