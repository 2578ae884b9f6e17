//! Overflow nodes: where the entries go that find their bucket full.

use core::mem::{MaybeUninit, offset_of};
use core::ptr::NonNull;

use super::bucket::Slot;
use super::group::Lanes;
use super::storage::{MAP_BESIDE_FROM, Region, TryReserveError};
use super::tag::EMPTY;

/// Entries in a node: with 16-byte entries a node is one cache line.
pub(super) const NODE_ENTRIES: usize = 3;

#[cfg(test)]
std::thread_local! {
    /// How often a node was looked at, for tests of how that grows with a table.
    pub(super) static VISITS: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

/// No node.
const NONE: u32 = u32::MAX;

/// Entries whose bucket is full, filled from the front. In a chain only the first node may have room left.
pub(super) struct Node<T> {
    next: u32,
    pub(super) tags: [u8; NODE_ENTRIES],
    /// Which entries a split will move up; has no meaning otherwise.
    pub(super) up: u8,
    /// Slots, which are never without size, so that each entry has an address of its own.
    entries: [MaybeUninit<Slot<T>>; NODE_ENTRIES],
}

impl<T> Node<T> {
    /// Makes an empty node of memory: field by field, for a whole one would pass over the stack, where entries may be large.
    ///
    /// # Safety
    /// `node` must point to a node of a pool's region that holds no entry.
    unsafe fn init(node: NonNull<Node<T>>, next: u32, tags: [u8; NODE_ENTRIES]) {
        let node = node.as_ptr();
        // SAFETY: fields of a node; no reference is made, and entries need not be initialised.
        unsafe {
            (&raw mut (*node).next).write(next);
            (&raw mut (*node).tags).write(tags);
            (&raw mut (*node).up).write(0);
        }
    }

    /// Where a node keeps its entry `lane`.
    ///
    /// # Safety
    /// `node` must point to a node of a pool's region.
    pub(super) unsafe fn entry(node: NonNull<Node<T>>, lane: usize) -> NonNull<T> {
        debug_assert!(lane < NODE_ENTRIES);
        // SAFETY: a field of a node, and a lane within it; no reference is made.
        unsafe {
            let entries = &raw mut (*node.as_ptr()).entries;
            Slot::entry(NonNull::new_unchecked(entries.cast::<Slot<T>>().add(lane)))
        }
    }

    /// The node after this one in its chain.
    pub(super) fn next(&self) -> Option<u32> {
        Some(self.next).filter(|next| *next != NONE)
    }

    /// How many entries the node holds.
    pub(super) fn count(&self) -> usize {
        self.tags.iter().take_while(|tag| **tag != EMPTY).count()
    }
}

/// The pool of nodes of one table.
pub(super) struct Overflow<T> {
    nodes: Region<Node<T>>,
    /// Nodes that were ever used; those after them are not initialised.
    fresh: u32,
    /// First of the list of free nodes.
    free: u32,
    /// Nodes in chains.
    live: u32,
}

impl<T> Overflow<T> {
    pub(super) const fn new() -> Overflow<T> {
        Overflow {
            nodes: Region::none(NonNull::dangling()),
            fresh: 0,
            free: NONE,
            live: 0,
        }
    }

    /// The first node of the pool.
    pub(super) const fn start(&self) -> NonNull<Node<T>> {
        self.nodes.start()
    }

    /// Nodes in chains; Go's `noverflow`.
    pub(super) const fn live(&self) -> usize {
        self.live as usize
    }

    pub(super) const fn allocated_bytes(&self) -> usize {
        self.nodes.bytes()
    }

    fn at(&self, node: u32) -> NonNull<Node<T>> {
        debug_assert!(node < self.fresh);
        #[cfg(test)]
        VISITS.set(VISITS.get() + 1);
        // SAFETY: nodes below `fresh` are in the region.
        unsafe { self.nodes.start().add(node as usize) }
    }

    pub(super) fn get(&self, node: u32) -> &Node<T> {
        // SAFETY: nodes below `fresh` are initialised.
        unsafe { self.at(node).as_ref() }
    }

    pub(super) fn get_mut(&mut self, node: u32) -> &mut Node<T> {
        // SAFETY: as in `get`, and the pool is borrowed mutably.
        unsafe { self.at(node).as_mut() }
    }

    /// The node after this one in its chain.
    pub(super) fn next(&self, node: u32) -> Option<u32> {
        self.get(node).next()
    }

    /// The nodes of the chain that starts with `head`.
    pub(super) fn chain(&self, head: Option<u32>) -> impl Iterator<Item = u32> + use<'_, T> {
        core::iter::successors(head, |node| self.next(*node))
    }

    /// Where a node keeps its entry `lane`.
    pub(super) fn entry(&self, node: u32, lane: usize) -> NonNull<T> {
        // SAFETY: nodes below `fresh` are initialised.
        unsafe { Node::entry(self.at(node), lane) }
    }

    /// The node and lane that keep `entry`, or none where it is not in the pool.
    pub(super) fn position_of(&self, entry: NonNull<T>) -> Option<(u32, usize)> {
        let offset = entry
            .addr()
            .get()
            .wrapping_sub(self.nodes.start().addr().get());
        if offset >= self.fresh as usize * size_of::<Node<T>>() {
            return None;
        }
        let (node, within) = (offset / size_of::<Node<T>>(), offset % size_of::<Node<T>>());
        let lane = (within - offset_of!(Node<T>, entries)) / size_of::<Slot<T>>();
        Some((node as u32, lane))
    }

    /// Makes sure that `count` nodes can be taken without asking for memory.
    pub(super) fn reserve(&mut self, count: usize) -> Result<(), TryReserveError> {
        // A node that is in no chain is free or was never used.
        if self.nodes.len() - self.live() >= count {
            return Ok(());
        }
        let wanted = self
            .live()
            .checked_add(count)
            .filter(|wanted| *wanted < NONE as usize / 2)
            .ok_or(TryReserveError::CapacityOverflow)?;
        let wanted = Self::room_for(wanted);
        if self.nodes.len() == 0 {
            self.nodes = Region::allocate(wanted, false)?;
        } else {
            self.nodes.resize(wanted, MAP_BESIDE_FROM)?;
        }
        Ok(())
    }

    /// Nodes that there is room for where so many are needed.
    const fn room_for(count: usize) -> usize {
        let room = count.next_power_of_two();
        if room < 4 { 4 } else { room }
    }

    /// Whether a pool for the nodes in chains would have less memory.
    pub(super) const fn is_too_large(&self) -> bool {
        self.nodes.len() > 0 && (self.live == 0 || self.nodes.len() > Self::room_for(self.live()))
    }

    /// Where the node that is taken next will keep its first entry; there must be one by `reserve`.
    #[cfg(feature = "trace")]
    pub(super) fn next_taken(&self) -> NonNull<T> {
        let node = if self.free != NONE {
            self.free
        } else {
            self.fresh
        };
        debug_assert!((node as usize) < self.nodes.len());
        // SAFETY: a node was reserved, so the region has it.
        unsafe { Node::entry(self.nodes.start().add(node as usize), 0) }
    }

    /// Takes an empty node, to stand before `next`; there must be one by `reserve`.
    pub(super) fn take(&mut self, next: Option<u32>) -> u32 {
        let node = if self.free != NONE {
            let node = self.free;
            self.free = self.get(node).next;
            node
        } else {
            assert!(
                (self.fresh as usize) < self.nodes.len(),
                "an overflow node was reserved"
            );
            self.fresh += 1;
            self.fresh - 1
        };
        // SAFETY: the node is in the region; what it held, if anything, was moved out before it was freed.
        unsafe { Node::init(self.at(node), next.unwrap_or(NONE), [EMPTY; NODE_ENTRIES]) };
        self.live += 1;
        node
    }

    /// Puts a node whose entries were moved out on the free list.
    pub(super) fn give_back(&mut self, node: u32) {
        let free = self.free;
        self.get_mut(node).next = free;
        self.get_mut(node).tags = [EMPTY; NODE_ENTRIES];
        self.free = node;
        self.live -= 1;
    }

    /// Marks which of a node's entries a split moves up.
    pub(super) fn set_up(&mut self, node: u32, up: Lanes) {
        self.get_mut(node).up = up.0 as u8;
    }

    /// A pool with the same nodes in the same chains, none of whose entries is initialised.
    #[inline]
    pub(super) fn without_entries(&self) -> Result<Overflow<T>, TryReserveError> {
        if self.live == 0 {
            Ok(Overflow::new())
        } else {
            self.copy_nodes()
        }
    }

    #[cold]
    #[inline(never)]
    fn copy_nodes(&self) -> Result<Overflow<T>, TryReserveError> {
        let mut copy = Overflow::new();
        copy.reserve(self.used())?;
        (copy.fresh, copy.free, copy.live) = (self.fresh, self.free, self.live);
        for node in 0..self.fresh {
            let Node { next, tags, .. } = *self.get(node);
            // SAFETY: the region has a node for each of these.
            unsafe { Node::init(copy.at(node), next, tags) };
        }
        Ok(copy)
    }

    /// Node and lane of each entry in the pool.
    pub(super) fn occupied(&self) -> impl Iterator<Item = (u32, usize)> + use<'_, T> {
        // Free nodes have no tags.
        let nodes = if self.live > 0 { self.fresh } else { 0 };
        (0..nodes).flat_map(|node| (0..self.get(node).count()).map(move |lane| (node, lane)))
    }

    /// Forgets all nodes; the memory stays.
    pub(super) fn forget_nodes(&mut self) {
        (self.fresh, self.free, self.live) = (0, NONE, 0);
    }

    /// The same memory, for entries of another type.
    ///
    /// # Safety
    /// No node may be in use, and nodes of `U` must have the size and the alignment of those of `T`.
    #[cfg(feature = "pool")]
    pub(super) unsafe fn cast<U>(self) -> Overflow<U> {
        Overflow {
            // SAFETY: the caller's promise.
            nodes: unsafe { self.nodes.cast() },
            ..Overflow::new()
        }
    }

    /// Nodes on the free list, by a walk over all of it.
    pub(super) fn walk_free(&self) -> usize {
        self.chain(Some(self.free).filter(|node| *node != NONE))
            .count()
    }

    /// Nodes ever used and not forgotten.
    pub(super) const fn used(&self) -> usize {
        self.fresh as usize
    }
}
