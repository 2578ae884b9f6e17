//! Taking out, or dropping, the entries that a caller picks, in one walk. Each step leaves a valid table, so that the walk
//! may be dropped, leaked or unwound at any time, and takes no longer where all entries are in one chain.

use super::bucket::Slot;
use super::group::{LANES, Lanes};
use super::tag::{EMPTY, Tag};
use super::{Found, LAST, Table};

/// Where a walk that removes stands: what comes before was kept.
pub(crate) struct Extract {
    /// The bucket after the current one.
    next: usize,
    /// Lanes of the current bucket that are yet to be looked at.
    lanes: Lanes,
    /// The current bucket's overflow, if it has some that is yet to be looked at.
    overflow: Option<Chain>,
}

/// The chain of one bucket.
struct Chain {
    /// The next entry to look at, by node and lane; nothing before the bucket's lanes are done.
    next: Option<(u32, usize)>,
    /// How many entries in the chain have each of the filter's bits, so that it is known without a walk when one goes.
    filter: [usize; FILTER_BITS],
}

/// Bits that a filter may have.
const FILTER_BITS: usize = 7;

impl Extract {
    pub(crate) const fn new() -> Extract {
        Extract {
            next: 0,
            lanes: Lanes(0),
            overflow: None,
        }
    }

    /// Takes out the next entry for which `pick` says yes.
    #[inline]
    pub(crate) fn next<T>(
        &mut self,
        table: &mut Table<T>,
        pick: impl FnMut(&mut T) -> bool,
    ) -> Option<T> {
        let found = self.seek(table, pick)?;
        // SAFETY: just found; its place is closed at once.
        let entry = unsafe { found.entry().read() };
        self.close(table, &found);
        Some(entry)
    }

    /// Goes to the next entry for which `pick` says yes.
    #[inline]
    fn seek<T>(
        &mut self,
        table: &mut Table<T>,
        mut pick: impl FnMut(&mut T) -> bool,
    ) -> Option<Found<T>> {
        loop {
            while !self.lanes.is_empty() {
                let at = self.next - LANES;
                let entry = Slot::entry(table.slot(at + self.lanes.first()));
                // SAFETY: an occupied lane; the table is borrowed mutably.
                if pick(unsafe { &mut *entry.as_ptr() }) {
                    return Some(Found::new(entry, at));
                }
                self.lanes = self.lanes.without_first();
            }
            if self.overflow.is_some() {
                let found = self.seek_in_overflow(table, &mut pick);
                if found.is_some() {
                    return found;
                }
            }
            if !table.is_allocated() || self.next >= table.frontier {
                return None;
            }
            self.lanes = table.occupied(self.next);
            if !table.lanes.has(LAST) && table.filter(self.next) != 0 {
                self.overflow = Some(Chain::of(table, self.next));
            }
            self.next += LANES;
        }
    }

    /// The same, in the current bucket's overflow.
    #[cold]
    #[inline(never)]
    fn seek_in_overflow<T>(
        &mut self,
        table: &mut Table<T>,
        pick: &mut impl FnMut(&mut T) -> bool,
    ) -> Option<Found<T>> {
        let at = self.next - LANES;
        let chain = self.overflow.as_mut()?;
        chain.next = chain.next.or_else(|| Some((table.head(at)?, 0)));
        while let Some((node, lane)) = chain.next {
            let entry = table.overflow.entry(node, lane);
            // SAFETY: a lane below the node's count; the table is borrowed mutably.
            if pick(unsafe { &mut *entry.as_ptr() }) {
                return Some(Found::new(entry, at));
            }
            chain.next = Chain::after(table, node, lane);
        }
        self.overflow = None;
        None
    }

    /// Fills or empties the place of the entry that was found last, which was moved out or dropped.
    #[inline]
    fn close<T>(&mut self, table: &mut Table<T>, found: &Found<T>) {
        if self.overflow.is_some() {
            self.close_by_overflow(table, found);
        } else {
            table.empty_lane(found.at, self.lanes.first());
            self.lanes = self.lanes.without_first();
        }
    }

    #[cold]
    #[inline(never)]
    fn close_by_overflow<T>(&mut self, table: &mut Table<T>, found: &Found<T>) {
        let Some(chain) = &mut self.overflow else {
            return;
        };
        // The end of the chain's first node fills the hole. A lane of the bucket is looked at again then.
        if self.lanes.is_empty()
            && let Some((node, lane)) = chain.next
        {
            // That end was looked at already, unless the hole is in the first node, and then there are more entries in it.
            let after = Chain::after(table, node, lane);
            let is_in_node = matches!(after, Some((same, _)) if same == node);
            if !is_in_node || table.head(found.at) != Some(node) {
                chain.next = after;
            }
        }
        let is_over = self.lanes.is_empty() && chain.next.is_none();
        table.fill_hole_of_found(found, |bit| {
            let left = &mut chain.filter[bit.ilog2() as usize];
            *left -= 1;
            *left == 0
        });
        if is_over || table.filter(found.at) == 0 {
            self.overflow = None;
        }
    }
}

impl Chain {
    /// The chain of the bucket at `at`.
    #[cold]
    #[inline(never)]
    fn of<T>(table: &Table<T>, at: usize) -> Chain {
        let mut filter = [0; FILTER_BITS];
        for node in table.overflow.chain(table.head(at)) {
            let tags = table.overflow.get(node).tags;
            for tag in tags.into_iter().take_while(|tag| *tag != EMPTY) {
                filter[Tag::from_stored(tag).filter_bit().ilog2() as usize] += 1;
            }
        }
        Chain { next: None, filter }
    }

    /// The place after one in its chain.
    fn after<T>(table: &Table<T>, node: u32, lane: usize) -> Option<(u32, usize)> {
        if lane + 1 < table.overflow.get(node).count() {
            Some((node, lane + 1))
        } else {
            table.overflow.next(node).map(|next| (next, 0))
        }
    }
}

impl<T> Table<T> {
    /// Drops the entries for which `keep` says no, where they are.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        /// Closes the place of an entry, also when dropping the entry panics.
        struct Close<'a, T> {
            walk: &'a mut Extract,
            table: &'a mut Table<T>,
            found: Found<T>,
        }
        impl<T> Drop for Close<'_, T> {
            fn drop(&mut self) {
                self.walk.close(self.table, &self.found);
            }
        }
        let mut walk = Extract::new();
        while let Some(found) = walk.seek(self, |entry| !keep(entry)) {
            let hole = Close {
                walk: &mut walk,
                table: self,
                found,
            };
            // SAFETY: just found, and gone from the table before anything else is done with that.
            unsafe { hole.found.entry().drop_in_place() };
        }
    }
}
