//! Runs of buckets, visited in blocks: the tags of four buckets are read at once and become one mask of 64 lanes, so that
//! the branch that asks for more is taken, and mistaken, once in some 30 entries. The overflow of a block comes after its
//! slots. How many entries a run has is not known before they are visited.

use core::marker::PhantomData;
use core::ptr::NonNull;

use super::bucket::Slot;
use super::group::{Group, LANES, Tags};
use super::overflow::Node;
use super::{LAST, Table};

/// Buckets in a block: as many as there are sets of lanes in a word.
pub(super) const BLOCK: usize = u64::BITS as usize / LANES;

/// The last lanes of a block's buckets.
pub(super) const LAST_LANES: u64 = (u64::MAX / 0xffff) << LAST;

/// A walk over some buckets of a table that outlives it and does not change meanwhile; who holds one vouches for that.
/// The table itself may move: the run knows its memory only.
pub(super) struct Run<T> {
    /// Lanes of the current block whose entries are yet to give, its first bucket's lowest.
    entries: u64,
    /// Last lanes of those of its buckets whose overflow is yet to give.
    links: u64,
    /// Where the current chain goes on: node and lane.
    chain: Option<(u32, usize)>,
    /// The current block's slots.
    slots: NonNull<Slot<T>>,
    /// Buckets in the current block.
    block: usize,
    /// The tags of the buckets after it.
    tags: NonNull<Tags>,
    /// Buckets after it.
    buckets: usize,
    /// Last lanes that are links if they have a tag; in a direct table there are none.
    link_lanes: u64,
    /// All overflow nodes.
    nodes: NonNull<Node<T>>,
}

impl<T> Clone for Run<T> {
    fn clone(&self) -> Run<T> {
        Run { ..*self }
    }
}

impl<T> Run<T> {
    /// No bucket.
    pub(super) const EMPTY: Run<T> = Run {
        entries: 0,
        links: 0,
        chain: None,
        slots: NonNull::dangling(),
        block: 0,
        tags: NonNull::dangling(),
        buckets: 0,
        link_lanes: 0,
        nodes: NonNull::dangling(),
    };

    /// The next entry, if there is one.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<NonNull<T>> {
        while self.entries == 0 {
            if self.has_overflow() {
                return Some(self.next_in_overflow());
            }
            if self.buckets == 0 {
                return None;
            }
            self.enter_block();
        }
        Some(self.next_in_slots())
    }

    /// The next entry of the current block's slots. There must be one.
    #[inline(always)]
    fn next_in_slots(&mut self) -> NonNull<T> {
        let lane = self.entries.trailing_zeros() as usize;
        self.entries &= self.entries - 1;
        // SAFETY: an occupied lane of the current block.
        Slot::entry(unsafe { self.slots.add(lane) })
    }

    /// Visits all entries that are left: a block's slots in a loop of their own.
    #[inline(always)]
    pub(super) fn fold<B>(mut self, init: B, mut f: impl FnMut(B, NonNull<T>) -> B) -> B {
        let mut so_far = init;
        loop {
            while self.entries != 0 {
                so_far = f(so_far, self.next_in_slots());
            }
            while self.has_overflow() {
                so_far = f(so_far, self.next_in_overflow());
            }
            if self.buckets == 0 {
                return so_far;
            }
            self.enter_block();
        }
    }

    /// Visits the entries that are left in slots.
    #[inline(always)]
    pub(super) fn for_each_in_slots(mut self, mut visit: impl FnMut(NonNull<T>)) {
        loop {
            while self.entries != 0 {
                visit(self.next_in_slots());
            }
            if self.buckets == 0 {
                return;
            }
            self.enter_block();
        }
    }

    /// Whether the current block's overflow has entries left.
    #[inline(always)]
    const fn has_overflow(&self) -> bool {
        self.links != 0 || self.chain.is_some()
    }

    /// Reads the tags of the next block. There must be a bucket.
    #[inline(always)]
    fn enter_block(&mut self) {
        // SAFETY: there are buckets after the current block, so its end is in the region.
        unsafe { self.slots = self.slots.add(self.block * LANES) };
        self.block = self.buckets.min(BLOCK);
        self.buckets -= self.block;
        // SAFETY: each of the block's buckets has tags.
        let taken = unsafe { taken(self.tags, self.block) };
        // SAFETY: as above.
        unsafe { self.tags = self.tags.add(self.block) };
        self.links = taken & self.link_lanes;
        self.entries = taken & !self.link_lanes;
    }

    /// The next entry of the current block's overflow. There must be one.
    #[inline(always)]
    fn next_in_overflow(&mut self) -> NonNull<T> {
        let (node, lane) = self.chain.unwrap_or_else(|| {
            let lane = self.links.trailing_zeros() as usize;
            self.links &= self.links - 1;
            // SAFETY: the last lane of a hashed bucket in the current block; where it has a tag, it is a link.
            (unsafe { self.slots.add(lane).as_ref().link }, 0)
        });
        let (entry, chain) = Self::step_in_chain(self.nodes, node, lane);
        self.chain = chain;
        entry
    }

    /// The entry at a place in a chain, and the next place. Does not take the run, which can stay in registers then.
    #[cold]
    #[inline(never)]
    fn step_in_chain(
        nodes: NonNull<Node<T>>,
        node: u32,
        lane: usize,
    ) -> (NonNull<T>, Option<(u32, usize)>) {
        // SAFETY: nodes of a chain are in the pool and initialised, and their lanes below the count are entries.
        let (next, more, entry) = unsafe {
            let node = nodes.add(node as usize);
            let (next, count) = (node.as_ref().next(), node.as_ref().count());
            (next, lane + 1 < count, Node::entry(node, lane))
        };
        let chain = if more {
            Some((node, lane + 1))
        } else {
            next.map(|next| (next, 0))
        };
        (entry, chain)
    }

    /// Cuts the second half of the buckets after the current block off, where there are two. Both halves have fewer then:
    /// whoever splits what was split comes to an end.
    #[cfg(feature = "rayon")]
    pub(super) fn split(mut self) -> (Run<T>, Option<Run<T>>) {
        if self.buckets < 2 {
            return (self, None);
        }
        let before = self.buckets / 2;
        // SAFETY: the run has more than `before` buckets after the current block.
        let (slots, tags) = unsafe {
            (
                self.slots.add((self.block + before) * LANES),
                self.tags.add(before),
            )
        };
        let second = Run {
            slots,
            tags,
            buckets: self.buckets - before,
            link_lanes: self.link_lanes,
            nodes: self.nodes,
            ..Run::EMPTY
        };
        self.buckets = before;
        (self, Some(second))
    }
}

/// The lanes with a tag in a block of so many buckets.
///
/// # Safety
/// `tags` must be those of its first bucket, and valid for reads.
#[inline(always)]
unsafe fn taken(tags: NonNull<Tags>, buckets: usize) -> u64 {
    debug_assert!(buckets <= BLOCK);
    let taken = |i: usize| {
        // SAFETY: `i` is one of the block's buckets, by the caller's promise.
        let group = unsafe { Group::load(tags.add(i).as_ptr()) };
        u64::from(!group.empty().0 & 0xffff) << (i * LANES)
    };
    if buckets == BLOCK {
        taken(0) | taken(1) | taken(2) | taken(3)
    } else {
        (0..buckets).fold(0, |lanes, i| lanes | taken(i))
    }
}

/// Shared entries.
pub(crate) struct PartRef<'a, T> {
    pub(super) run: Run<T>,
    pub(super) table: PhantomData<&'a T>,
}

// SAFETY: it gives out shared references to entries.
unsafe impl<T: Sync> Send for PartRef<'_, T> {}

impl<T> Clone for PartRef<'_, T> {
    fn clone(&self) -> Self {
        PartRef {
            run: self.run.clone(),
            table: PhantomData,
        }
    }
}

impl<'a, T> Iterator for PartRef<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        // SAFETY: the table is borrowed for 'a, so the run's entries are there.
        self.run.next().map(|entry| unsafe { entry.as_ref() })
    }
}

impl<T> Table<T> {
    /// The lanes with a tag, links included, in a block of so many buckets of which the first is at `at`.
    #[inline(always)]
    pub(super) fn taken(&self, at: usize, buckets: usize) -> u64 {
        debug_assert!(at + buckets * LANES <= self.frontier);
        // SAFETY: there are tags for each bucket before the frontier.
        unsafe { taken(self.memory.tags().byte_add(at), buckets) }
    }

    /// All buckets.
    #[inline]
    pub(super) fn run(&self) -> Run<T> {
        self.run_of(0, self.frontier / LANES)
    }

    /// So many buckets from the bucket numbered `start` on.
    #[inline]
    fn run_of(&self, start: usize, buckets: usize) -> Run<T> {
        debug_assert!((start + buckets) * LANES <= self.frontier);
        if buckets == 0 || self.len == 0 {
            return Run::EMPTY;
        }
        // SAFETY: a table with entries has memory for each of the buckets before its frontier.
        let (slots, tags) = unsafe {
            (
                self.memory.slots().add(start * LANES),
                self.memory.tags().add(start),
            )
        };
        Run {
            slots,
            tags,
            buckets,
            link_lanes: if self.lanes.has(LAST) { 0 } else { LAST_LANES },
            nodes: self.overflow.start(),
            ..Run::EMPTY
        }
    }

    /// All entries in two parts: from some bucket on, and those before it. `number` says which bucket, any number will do.
    pub(crate) fn parts_from(&self, number: u64) -> (PartRef<'_, T>, PartRef<'_, T>) {
        let wrap = |run| PartRef {
            run,
            table: PhantomData,
        };
        let buckets = self.frontier / LANES;
        let start = ((u128::from(number) * buckets as u128) >> 64) as usize;
        (
            wrap(self.run_of(start, buckets - start)),
            wrap(self.run_of(0, start)),
        )
    }
}
