//! Visiting all entries: bucket by bucket, the overflow of each after its slots.

use core::ptr::NonNull;

use super::bucket::Slot;
use super::group::{Group, LANES, Lanes, Tags};
use super::overflow::Node;
use super::{LAST, Table};

/// A walk over the entries of a table that outlives it and does not change meanwhile; who holds one vouches for that.
/// The table itself may move: the walk knows its memory only.
pub(crate) struct Walk<T> {
    /// Lanes yet to give of the bucket at `slots`.
    lanes: Lanes,
    /// The current bucket's slots.
    slots: NonNull<Slot<T>>,
    /// The next bucket's tags.
    tags: NonNull<Tags>,
    /// Lanes that may hold entries.
    entry_lanes: Lanes,
    /// Where the current bucket's chain goes on: node and lane. Asked for once the lanes are given.
    chain: Option<(u32, usize)>,
    /// All overflow nodes.
    nodes: NonNull<Node<T>>,
    /// Entries yet to give.
    left: usize,
}

impl<T> Clone for Walk<T> {
    fn clone(&self) -> Walk<T> {
        Walk { ..*self }
    }
}

impl<T> Walk<T> {
    /// A walk over nothing.
    pub(crate) const fn empty() -> Walk<T> {
        Walk {
            lanes: Lanes(0),
            slots: NonNull::dangling(),
            tags: NonNull::dangling(),
            entry_lanes: Lanes(0),
            chain: None,
            nodes: NonNull::dangling(),
            left: 0,
        }
    }

    #[inline(always)]
    fn next_in_lanes(&mut self) -> NonNull<T> {
        let lane = self.lanes.first();
        self.lanes = self.lanes.without_first();
        // SAFETY: an occupied lane of the current bucket.
        Slot::entry(unsafe { self.slots.add(lane) })
    }

    /// The current bucket's next overflow entry, or the next bucket's first entry. There must be one.
    #[inline]
    fn next_elsewhere(&mut self) -> NonNull<T> {
        if self.chain.is_some() {
            return self.next_in_chain();
        }
        loop {
            // SAFETY: entries are left, so there is a bucket after this one.
            unsafe { self.slots = self.slots.add(LANES) };
            self.enter_bucket();
            if !self.lanes.is_empty() {
                return self.next_in_lanes();
            }
            // A bucket without entries in its slots has none in its overflow either.
        }
    }

    /// Reads the tags of the bucket whose slots were stepped to.
    #[inline(always)]
    fn enter_bucket(&mut self) {
        // SAFETY: the caller knows of a bucket here, for there are entries in it or after it or it counted, so its tags
        // and slots are in the regions, and where its filter is not 0 its last slot is a link.
        unsafe {
            let taken = !Group::load(self.tags.as_ptr()).empty().0;
            self.lanes = Lanes(taken & self.entry_lanes.0);
            // The filter is one of the tags compared; reading it by itself would take it out of the vector.
            if taken & !self.entry_lanes.0 & 1 << LAST != 0 {
                self.chain = Some((self.slots.add(LAST).as_ref().link, 0));
            }
            self.tags = self.tags.add(1);
        }
    }

    /// The current bucket's next entry.
    #[inline]
    pub(super) fn next_in_bucket(&mut self) -> Option<NonNull<T>> {
        if !self.lanes.is_empty() {
            Some(self.next_in_lanes())
        } else if self.chain.is_some() {
            Some(self.next_in_chain())
        } else {
            None
        }
    }

    /// Goes `count` buckets on, whatever is left of the current one.
    ///
    /// # Safety
    /// The table must have `count` buckets after the current one, and `count` must not be 0.
    pub(super) unsafe fn skip_buckets(&mut self, count: usize) {
        // SAFETY: the regions have tags and slots for the buckets that the caller counted.
        unsafe {
            self.slots = self.slots.add(count * LANES);
            self.tags = self.tags.add(count - 1);
        }
        self.chain = None;
        self.enter_bucket();
    }

    #[inline(always)]
    fn next_in_chain(&mut self) -> NonNull<T> {
        let Some((node, lane)) = self.chain else {
            unreachable!("asked for only within a chain")
        };
        let (entry, chain) = Self::step_in_chain(self.nodes, node, lane);
        self.chain = chain;
        entry
    }

    /// The entry at a place in a chain, and the next place. Does not take the walk, which can stay in registers then.
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
}

impl<T> Iterator for Walk<T> {
    type Item = NonNull<T>;

    #[inline(always)]
    fn next(&mut self) -> Option<NonNull<T>> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        Some(if !self.lanes.is_empty() {
            self.next_in_lanes()
        } else {
            self.next_elsewhere()
        })
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> Table<T> {
    /// A walk over all entries; valid until the table changes or goes.
    #[inline]
    pub(crate) fn walk(&self) -> Walk<T> {
        let mut walk = Walk {
            lanes: Lanes(0),
            slots: self.slots.start(),
            tags: self.tags.start(),
            entry_lanes: self.lanes,
            chain: None,
            nodes: self.overflow.start(),
            left: self.len,
        };
        if self.len > 0 {
            walk.enter_bucket();
        }
        walk
    }

    /// Drops all entries where they are, without marking them as gone.
    pub(super) fn drop_entries(&mut self) {
        if core::mem::needs_drop::<T>() {
            for entry in self.walk() {
                // SAFETY: a walk gives each entry once; the caller forgets or frees them.
                unsafe { entry.drop_in_place() };
            }
        }
    }

    /// Gives the entries away, and then the memory back.
    pub(crate) fn into_walk(mut self) -> IntoWalk<T> {
        let walk = self.walk();
        self.len = 0; // to whoever drops the table, the entries are gone
        IntoWalk { walk, table: self }
    }

    /// Gives the entries away, and keeps the memory. Should the walk be leaked, the table is left without memory.
    pub(crate) fn drain(&mut self) -> Drain<'_, T> {
        Drain {
            entries: self.take().into_walk(),
            home: self,
        }
    }
}

/// A walk that owns its table and gives the entries away.
pub(crate) struct IntoWalk<T> {
    walk: Walk<T>,
    table: Table<T>,
}

// SAFETY: it owns entries, and lends them only through `walk`, which it lends as shared.
unsafe impl<T: Send> Send for IntoWalk<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for IntoWalk<T> {}

impl<T> IntoWalk<T> {
    pub(super) const fn rest_walk(&self) -> &Walk<T> {
        &self.walk
    }

    fn drop_rest(&mut self) {
        if core::mem::needs_drop::<T>() {
            for entry in &mut self.walk {
                // SAFETY: a walk gives each entry once, and the table has disowned them.
                unsafe { entry.drop_in_place() };
            }
        }
    }
}

impl<T> Iterator for IntoWalk<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        // SAFETY: a walk gives each entry once, and the table has disowned them.
        self.walk.next().map(|entry| unsafe { entry.read() })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.walk.size_hint()
    }
}

impl<T> Drop for IntoWalk<T> {
    fn drop(&mut self) {
        self.drop_rest();
    }
}

/// A walk that empties a table; see [`Table::drain`].
pub(crate) struct Drain<'a, T> {
    entries: IntoWalk<T>,
    home: &'a mut Table<T>,
}

impl<T> Drain<'_, T> {
    /// The entries that are left, shared.
    pub(crate) fn rest(&self) -> super::Iter<'_, T> {
        self.entries.rest()
    }
}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.entries.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        self.entries.drop_rest();
        self.entries.table.forget_entries();
        core::mem::swap(self.home, &mut self.entries.table);
    }
}
