//! Taking out the entries that a caller picks, in one walk. Each step leaves a valid table, so that the walk may be
//! dropped, leaked or unwound at any time.

use core::ptr::NonNull;

use super::bucket::Slot;
use super::group::LANES;
use super::{Found, LAST, Table};

/// Where a walk that removes stands: what comes before was kept.
pub(crate) struct Extract {
    /// The current bucket.
    at: usize,
    /// The next lane of it to look at; [`LANES`] in its overflow.
    lane: usize,
    /// The next overflow entry to look at.
    chain: Option<(u32, usize)>,
}

impl Extract {
    pub(crate) const fn new() -> Extract {
        Extract {
            at: 0,
            lane: 0,
            chain: None,
        }
    }

    /// Takes out the next entry for which `pick` says yes.
    pub(crate) fn next<T>(
        &mut self,
        table: &mut Table<T>,
        mut pick: impl FnMut(&mut T) -> bool,
    ) -> Option<T> {
        if !table.is_allocated() {
            return None;
        }
        while self.at < table.limit {
            while self.lane < LANES {
                if table.occupied(self.at).has(self.lane) {
                    let entry = Slot::entry(table.slot(self.at + self.lane));
                    // SAFETY: an occupied lane; the table is borrowed mutably.
                    if pick(unsafe { &mut *entry.as_ptr() }) {
                        // An entry of the overflow may take its place: this lane is looked at again.
                        return Some(self.take(table, entry));
                    }
                }
                self.lane += 1;
                if self.lane == LANES && !table.lanes.has(LAST) {
                    self.chain = table.head(self.at).map(|head| (head, 0));
                }
            }
            if let Some(entry) = self.next_in_chain(table, &mut pick) {
                return Some(entry);
            }
            self.at += LANES;
            self.lane = 0;
        }
        None
    }

    fn next_in_chain<T>(
        &mut self,
        table: &mut Table<T>,
        mut pick: impl FnMut(&mut T) -> bool,
    ) -> Option<T> {
        while let Some((node, lane)) = self.chain {
            if lane >= table.overflow.get(node).count() {
                self.chain = table.overflow.next(node).map(|next| (next, 0));
                continue;
            }
            let entry = table.overflow.entry(node, lane);
            // SAFETY: a lane below the node's count; the table is borrowed mutably.
            if !pick(unsafe { &mut *entry.as_ptr() }) {
                self.chain = Some((node, lane + 1));
                continue;
            }
            // The chain's first node gives its last entry for the hole. In the first node that entry was not looked at
            // yet, so the lane is looked at again; in a later node it was.
            let (is_first, next) = (table.head(self.at) == Some(node), table.overflow.next(node));
            self.chain = if !is_first {
                Some((node, lane + 1))
            } else if table.overflow.get(node).count() == 1 {
                next.map(|next| (next, 0)) // the node goes
            } else {
                Some((node, lane))
            };
            return Some(self.take(table, entry));
        }
        None
    }

    fn take<T>(&self, table: &mut Table<T>, entry: NonNull<T>) -> T {
        table.remove_any(Found::new(entry, self.at))
    }
}
