//! What can be seen of a table from outside while it works: where an entry is, or will be, and how far that is. The layer
//! above tells of it; nothing here changes anything.

use core::ptr::NonNull;

use super::bucket::Slot;
use super::query::{Keying, Occupied, Query, Room, Vacant};
use super::stats::BucketStats;
use super::{LANES, Table, slot_bytes};

/// Where in its table an entry is.
pub(crate) struct Spot {
    /// The number of its bucket.
    pub(crate) bucket: usize,
    /// Groups of tags that a lookup reads to come to it: its bucket's, and those of the overflow nodes up to its own.
    pub(crate) probes: usize,
}

impl<T> Table<T> {
    /// Where its tags are. That stays while it grows in steps.
    pub(crate) fn address(&self) -> usize {
        self.memory.tags().addr().get()
    }

    /// Buckets there are now.
    pub(crate) const fn in_use(&self) -> usize {
        self.frontier / LANES
    }

    fn spot(&self, entry: NonNull<T>, at: usize) -> Spot {
        Spot {
            bucket: at / LANES,
            probes: self.probes(entry, at),
        }
    }

    fn probes(&self, entry: NonNull<T>, at: usize) -> usize {
        let start = Slot::entry(self.slot(at)).addr().get();
        if (start..start + LANES * slot_bytes::<T>()).contains(&entry.addr().get()) {
            return 1;
        }
        // A node that is yet to be taken will be the first of its chain.
        let node = self.overflow.position_of(entry).map(|(node, _)| node);
        let mut chain = self.overflow.chain(self.head(at));
        2 + chain.position(|next| Some(next) == node).unwrap_or(0)
    }

    /// The wanted entry and where it is; if it is not there, the number of the bucket that was searched.
    pub(crate) fn search<Q: Query<T>>(&self, query: &Q) -> Result<(&T, Spot), usize> {
        let hash = query.hash(self.seed());
        match self.find(query) {
            Some(found) => {
                let spot = self.spot(found.entry(), found.at);
                // SAFETY: just found, and shared as long as the table is.
                Ok((unsafe { found.entry().as_ref() }, spot))
            }
            None if Q::Keying::DIRECT.is_some() => Err(hash as usize / LANES),
            None => Err(self.bucket_of(hash) / LANES),
        }
    }
}

impl<T> BucketStats<'_, T> {
    /// Entries of the bucket and its overflow.
    pub(crate) fn len(&self) -> usize {
        self.lanes().count_ones() as usize + self.overflow().1
    }
}

impl<T> Vacant<'_, T> {
    pub(crate) const fn table(&self) -> &Table<T> {
        self.table
    }
}

impl<T> Room<'_, T> {
    pub(crate) const fn table(&self) -> &Table<T> {
        self.table
    }

    /// The place that the entry will have.
    pub(crate) fn place(&self) -> NonNull<T> {
        let (table, position) = (&*self.table, self.free.position);
        if !self.free.in_overflow {
            return Slot::entry(table.slot(position));
        }
        match table.node_with_room(position) {
            Ok((node, lane)) => table.overflow.entry(node, lane),
            Err(_) => table.overflow.next_taken(),
        }
    }

    pub(crate) fn spot(&self) -> Spot {
        let at = self.free.position & !(LANES - 1);
        self.table.spot(self.place(), at)
    }
}

impl<T> Occupied<'_, T> {
    pub(crate) fn spot(&self) -> Spot {
        self.table.spot(self.found.entry(), self.found.at)
    }
}
