//! Shrinking: buckets that differ in their upper bits only become one, which needs no hash, and the memory of the rest is
//! given back. What overflows goes to a pool that is as large as it must be.

use alloc::vec::Vec;
use core::mem;

use super::bucket::Slot;
use super::group::Lanes;
use super::overflow::{NODE_ENTRIES, Overflow};
use super::run::{BLOCK, LAST_LANES};
use super::tag::Tag;
use super::{HASHED_LANES, LANES, LAST, Table, TryReserveError};

impl<T> Table<T> {
    /// Gives back memory that `max(len, min_capacity)` entries do not need. Best effort: where memory is refused on the
    /// way, or `hasher` panics, the table stays as large as it is. Entries are hashed only where they would crowd, as
    /// hostile ones do, and get a new seed.
    pub(crate) fn shrink_to(&mut self, min_capacity: usize, hasher: &impl Fn(&T, u64) -> u64) {
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
        let done = if self.buckets() > buckets {
            self.shrink_buckets(buckets, hasher)
        } else if self.overflow.is_too_large() {
            self.fold(self.buckets(), self.overflow.live())
        } else {
            Ok(())
        };
        if done.is_ok() && self.memory.buckets() > self.buckets() {
            self.moves += 1;
            self.memory.shrink(self.buckets());
        }
        self.debug_check();
    }

    /// Makes the table one of fewer buckets, or leaves it as it is.
    fn shrink_buckets(
        &mut self,
        buckets: usize,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        let (nodes, longest) = self.overflow_in(buckets)?;
        if self.needs_reseed || Self::is_suspicious(nodes, longest, buckets) {
            return self.rebuild(buckets, hasher);
        }
        self.fold(buckets, nodes)?;
        self.growth_left = Self::max_len(buckets).saturating_sub(self.len);
        Ok(())
    }

    /// How many overflow nodes a table of only so many buckets needs for the entries, and for its fullest bucket.
    fn overflow_in(&self, buckets: usize) -> Result<(usize, usize), TryReserveError> {
        // Counted in the order of memory, and not bucket by bucket of those to come: these come from all over it.
        let mut counts: Vec<u32> = Vec::new();
        if counts.try_reserve_exact(buckets).is_err() {
            return Err(TryReserveError::CapacityOverflow);
        }
        counts.resize(buckets, 0);
        let step = BLOCK.min(buckets);
        for first in (0..self.frontier / LANES).step_by(step) {
            let taken = self.taken(first * LANES, step.min(self.frontier / LANES - first));
            if taken == 0 {
                continue; // as most are where few entries are left
            }
            let images = &mut counts[first & (buckets - 1)..][..step];
            let mut in_slots = ones_by_bucket(taken & !LAST_LANES);
            for count in images.iter_mut() {
                *count = count.saturating_add(in_slots as u32 & 0xff);
                in_slots >>= LANES;
            }
            let mut links = taken & LAST_LANES;
            while links != 0 {
                let bucket = links.trailing_zeros() as usize / LANES;
                links &= links - 1;
                for node in self.overflow.chain(self.head((first + bucket) * LANES)) {
                    let in_node = self.overflow.get(node).count() as u32;
                    images[bucket] = images[bucket].saturating_add(in_node);
                }
            }
        }
        let nodes = |count: u32| (count as usize).saturating_sub(LAST).div_ceil(NODE_ENTRIES);
        Ok(counts.iter().fold((0, 0), |(sum, longest), count| {
            (sum + nodes(*count), longest.max(nodes(*count)))
        }))
    }

    /// Moves every entry that is not in one of the first `buckets` buckets to the one of them that its hash's low bits
    /// say, and every chain to a new pool of `nodes` nodes, which must be enough. Where that cannot be had nothing changes.
    fn fold(&mut self, buckets: usize, nodes: usize) -> Result<(), TryReserveError> {
        let mut overflow = Overflow::new();
        if nodes > 0 {
            overflow.reserve(nodes)?;
        }
        self.moves += 1;
        let old = mem::replace(&mut self.overflow, overflow);
        let mask = (buckets - 1) * LANES;
        // In blocks, whose images are blocks: see `run`.
        let step = BLOCK.min(buckets) * LANES;
        for at in (0..self.frontier).step_by(step) {
            let block = step.min(self.frontier - at) / LANES;
            let (to, taken) = (at & mask, self.taken(at, block));
            if taken == 0 {
                continue;
            }
            if to != at {
                self.pour(at, to, block, taken & !LAST_LANES);
            }
            let mut links = taken & LAST_LANES;
            while links != 0 {
                let bucket = links.trailing_zeros() as usize & !LAST;
                links &= links - 1;
                let chain = self.detach_chain(at + bucket);
                for node in old.chain(chain) {
                    let tags = old.get(node).tags;
                    let count = old.get(node).count();
                    for (lane, tag) in tags.into_iter().enumerate().take(count) {
                        // SAFETY: an entry of the old pool, which does not drop it.
                        unsafe { self.move_in(to + bucket, tag, old.entry(node, lane)) };
                    }
                }
            }
        }
        self.frontier = self.frontier.min(mask + LANES);
        self.mask = mask;
        Ok(())
    }

    /// Copies the entries in the lanes `taken` of a block of buckets to another block, which is before it. The first is no
    /// bucket any more.
    fn pour(&mut self, from: usize, to: usize, buckets: usize, mut taken: u64) {
        debug_assert!(to + buckets * LANES <= from);
        // Kept here, for tags that were just written are slow to load as a group.
        let mut free = !self.taken(to, buckets);
        while taken != 0 {
            let lane = taken.trailing_zeros() as usize;
            taken &= taken - 1;
            let bucket = lane & !LAST;
            let tag = self.tags_mut(from + bucket)[lane & LAST];
            let lanes = Lanes((free >> bucket) as u32).and(HASHED_LANES);
            let place = if lanes.is_empty() {
                self.claim_overflow(to + bucket, tag)
            } else {
                let lane = Slot::<T>::choose(lanes, Tag::from_stored(tag));
                free &= !(1 << (bucket + lane));
                self.claim(to + bucket + lane, tag)
            };
            // SAFETY: the lane is occupied, and another than the place just claimed for its entry.
            unsafe { place.copy_from_nonoverlapping(Slot::entry(self.slot(from + lane)), 1) };
        }
    }
}

/// How many lanes of each bucket of a block are in a set, each number in the place of its bucket's lanes. By sums of
/// neighbours, for all four at once: counting the ones of a word takes as long for each.
const fn ones_by_bucket(lanes: u64) -> u64 {
    let pairs = lanes - (lanes >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
    let eights = (fours + (fours >> 4)) & 0x0f0f_0f0f_0f0f_0f0f;
    (eights + (eights >> 8)) & 0x00ff_00ff_00ff_00ff
}
