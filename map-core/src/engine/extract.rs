//! Taking out the entries that a caller picks, in one walk. Each step leaves a valid table, so that the walk may be
//! dropped, leaked or unwound at any time, and takes no longer where all entries are in one chain.

use super::bucket::Slot;
use super::group::{LANES, Lanes};
use super::tophash::{EMPTY, TopHash};
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
    place: Option<(u32, usize)>,
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
        mut pick: impl FnMut(&mut T) -> bool,
    ) -> Option<T> {
        loop {
            while !self.lanes.is_empty() {
                let (at, lane) = (self.next - LANES, self.lanes.first());
                let entry = Slot::entry(table.slot(at + lane));
                // SAFETY: an occupied lane; the table is borrowed mutably.
                let is_picked = pick(unsafe { &mut *entry.as_ptr() });
                if is_picked && self.overflow.is_some() {
                    // The end of the overflow takes its place: the lane is looked at again.
                    return self.take(table, Found::new(entry, at));
                }
                self.lanes = self.lanes.without_first();
                if is_picked {
                    return Some(table.remove_from_lane(at, lane));
                }
            }
            if self.overflow.is_some() {
                let entry = self.next_in_overflow(table, &mut pick);
                if entry.is_some() {
                    return entry;
                }
            }
            if !table.is_allocated() || self.next >= table.limit {
                return None;
            }
            self.lanes = table.occupied(self.next);
            if !table.lanes.has(LAST) && table.filter(self.next) != 0 {
                self.overflow = Some(Chain::of(table, self.next));
            }
            self.next += LANES;
        }
    }

    /// The next entry of the current bucket's overflow, whose lanes are done.
    #[cold]
    #[inline(never)]
    fn next_in_overflow<T>(
        &mut self,
        table: &mut Table<T>,
        mut pick: impl FnMut(&mut T) -> bool,
    ) -> Option<T> {
        let at = self.next - LANES;
        let chain = self.overflow.as_mut()?;
        if chain.place.is_none() {
            chain.place = table.head(at).map(|head| (head, 0));
        }
        while let Some((node, lane)) = chain.place {
            let (count, next) = (table.overflow.get(node).count(), table.overflow.next(node));
            let is_last = lane + 1 == count;
            let after = if is_last {
                next.map(|next| (next, 0))
            } else {
                Some((node, lane + 1))
            };
            let entry = table.overflow.entry(node, lane);
            // SAFETY: a lane below the node's count; the table is borrowed mutably.
            if !pick(unsafe { &mut *entry.as_ptr() }) {
                chain.place = after;
                continue;
            }
            // The chain's first node gives its last entry for the hole. In a later node that entry was looked at already; in
            // the first it was not, and the lane is looked at again, if it is not that entry's own.
            if is_last || table.head(at) != Some(node) {
                chain.place = after;
            }
            let is_over = chain.place.is_none();
            let entry = self.take(table, Found::new(entry, at));
            if is_over {
                self.overflow = None;
            }
            return entry;
        }
        self.overflow = None;
        None
    }

    /// Takes an entry out of the current bucket, which has overflow.
    #[cold]
    #[inline(never)]
    fn take<T>(&mut self, table: &mut Table<T>, found: Found<T>) -> Option<T> {
        let (chain, at) = (self.overflow.as_mut()?, found.at);
        let entry = table.remove_overflowing(found, |bit| {
            let left = &mut chain.filter[bit.ilog2() as usize];
            *left -= 1;
            *left == 0
        });
        if table.filter(at) == 0 {
            self.overflow = None;
        }
        Some(entry)
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
                filter[TopHash::from_stored(tag).filter_bit().ilog2() as usize] += 1;
            }
        }
        Chain {
            place: None,
            filter,
        }
    }
}
