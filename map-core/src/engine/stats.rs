//! Counting what a table holds, bucket by bucket. Tags and links are read, entries never.

use super::overflow::Node;
use super::{HASHED_LANES, LANES, Table, slot_bytes};

/// What a table has memory for, and how much of it stands where.
pub(crate) struct TableStats {
    /// Buckets there will be once growth is done; 0 without memory.
    pub(crate) buckets: usize,
    /// Buckets there are now.
    pub(crate) in_use: usize,
    /// Whether entries are found by hash, and buckets may overflow.
    pub(crate) is_hashed: bool,
    /// Bytes of a bucket's tags.
    pub(crate) group_bytes: usize,
    /// Bytes of a slot.
    pub(crate) slot_bytes: usize,
    /// Bytes of an overflow node.
    pub(crate) node_bytes: usize,
    /// All bytes on the heap.
    pub(crate) allocated_bytes: usize,
}

/// One bucket and its overflow.
pub(crate) struct BucketStats<'a, T> {
    table: &'a Table<T>,
    at: usize,
}

impl<T> Table<T> {
    pub(crate) const fn stats(&self) -> TableStats {
        let has_memory = self.is_allocated() as usize;
        TableStats {
            buckets: self.buckets() * has_memory,
            in_use: self.frontier / LANES * has_memory,
            is_hashed: self.lanes.0 == HASHED_LANES.0,
            group_bytes: LANES,
            slot_bytes: slot_bytes::<T>(),
            node_bytes: size_of::<Node<T>>(),
            allocated_bytes: self.allocated_bytes(),
        }
    }

    /// The buckets there are now, in order.
    pub(crate) fn buckets_in_use(&self) -> impl Iterator<Item = BucketStats<'_, T>> {
        let end = if self.is_allocated() {
            self.frontier
        } else {
            0
        };
        (0..end)
            .step_by(LANES)
            .map(|at| BucketStats { table: self, at })
    }
}

impl<T> BucketStats<'_, T> {
    /// The lanes that hold entries, lane 0 in the lowest bit.
    pub(crate) fn lanes(&self) -> u16 {
        self.table.occupied(self.at).0 as u16
    }

    /// The tags of the nodes of the bucket's chain.
    fn chain(&self) -> impl Iterator<Item = &[u8]> {
        let head = if self.table.lanes == HASHED_LANES {
            self.table.head(self.at)
        } else {
            None
        };
        let overflow = &self.table.overflow;
        overflow.chain(head).map(|node| {
            let node = overflow.get(node);
            &node.tags[..node.count()]
        })
    }

    /// Nodes in the bucket's chain, and the entries in them.
    pub(crate) fn overflow(&self) -> (usize, usize) {
        self.chain().fold((0, 0), |(nodes, entries), tags| {
            (nodes + 1, entries + tags.len())
        })
    }

    /// Calls `visit` with the tag of each entry.
    pub(crate) fn for_each_tag(&self, mut visit: impl FnMut(u8)) {
        let tags = self.table.group(self.at).part(self.table.lanes).0.0;
        self.table
            .occupied(self.at)
            .for_each(|lane| visit(tags[lane]));
        self.chain().flatten().for_each(|tag| visit(*tag));
    }
}
