//! The invariants of a table, written down as code.

use super::bucket::Slot;
use super::group::LANES;
use super::overflow::NODE_ENTRIES;
use super::tag::{EMPTY, Tag};
use super::{DIRECT_LANES, HASHED_LANES, LAST, SMALL_STEPS, Table};

impl<T> Table<T> {
    /// Checks everything that must hold between two calls. `place` gives an entry's hash, or its ordinal in a direct
    /// table.
    ///
    /// # Panics
    /// With what does not hold.
    pub(crate) fn check_invariants(&self, hash: impl Fn(&T) -> u64) {
        self.check_structure();
        for at in (0..self.frontier).step_by(LANES) {
            let tags = self.group(at).part(self.lanes).0.0;
            for lane in self.occupied(at) {
                // SAFETY: an occupied lane.
                let hash = hash(unsafe { Slot::entry(self.slot(at + lane)).as_ref() });
                if self.lanes == DIRECT_LANES {
                    assert_eq!(hash, (at + lane) as u64, "an entry is at its ordinal");
                } else {
                    assert_eq!(self.bucket_of(hash), at, "an entry is in its hash's bucket");
                    assert_eq!(Tag::of(hash).stored(), tags[lane], "a tag is the hash's");
                }
            }
            if self.lanes == HASHED_LANES {
                for node in self.overflow.chain(self.head(at)) {
                    for lane in 0..self.overflow.get(node).count() {
                        // SAFETY: a lane below the node's count.
                        let hash = hash(unsafe { self.overflow.entry(node, lane).as_ref() });
                        assert_eq!(self.bucket_of(hash), at, "overflow is of its bucket");
                        let tag = self.overflow.get(node).tags[lane];
                        assert_eq!(Tag::of(hash).stored(), tag, "a tag is the hash's");
                    }
                }
            }
        }
    }

    /// Checks what can be seen without asking an entry anything.
    fn check_structure(&self) {
        if !self.is_allocated() {
            assert_eq!(
                (self.len, self.mask, self.frontier, self.growth_left),
                (0, 0, LANES, 0),
                "a table without memory is empty"
            );
            return;
        }
        let half = (self.mask + LANES) / 2;
        assert_eq!(self.frontier % LANES, 0);
        assert!(
            self.frontier <= self.mask + LANES
                && (self.frontier >= half || self.lanes == DIRECT_LANES),
            "the frontier is in the upper half"
        );
        assert!(self.memory.buckets() >= self.buckets());
        if self.lanes == HASHED_LANES {
            assert!(self.buckets().is_power_of_two());
            assert!(self.seed.is_drawn(), "entries are hashed with a drawn seed");
        }
        if !self.is_growing() && !self.needs_reseed {
            assert!(
                self.len + self.growth_left <= self.capacity(),
                "the countdown ends at the load factor"
            );
        }
        if self.is_growing() {
            assert!(self.growth_left <= 1, "every insert goes on with growth");
        }
        let (mut entries, mut nodes) = (0, 0);
        for at in (0..self.frontier).step_by(LANES) {
            let (bucket_entries, bucket_nodes) = self.check_bucket(at);
            entries += bucket_entries;
            nodes += bucket_nodes;
        }
        assert_eq!(entries, self.len, "len is the number of entries");
        assert_eq!(nodes, self.overflow.live(), "live nodes are in chains");
        assert_eq!(
            nodes + self.overflow.walk_free(),
            self.overflow.used(),
            "a used node is in a chain or free"
        );
    }

    /// Checks one bucket and counts its entries and nodes.
    fn check_bucket(&self, at: usize) -> (usize, usize) {
        let occupied = self.occupied(at).len();
        if self.lanes == DIRECT_LANES {
            return (occupied, 0);
        }
        let (mut entries, mut nodes, mut filter) = (occupied, 0, 0);
        for node in self.overflow.chain(self.head(at)) {
            let count = self.overflow.get(node).count();
            assert!(count > 0, "a chain has no empty node");
            assert!(
                nodes == 0 || count == NODE_ENTRIES,
                "only the first node of a chain has room"
            );
            for tag in self.overflow.get(node).tags {
                if tag != EMPTY {
                    filter |= Tag::from_stored(tag).filter_bit();
                }
            }
            entries += count;
            nodes += 1;
        }
        assert_eq!(
            filter,
            self.filter(at),
            "the filter is the union of the overflow"
        );
        assert!(
            nodes == 0 || occupied == LAST,
            "a bucket with overflow is full"
        );
        (entries, nodes)
    }

    /// In test and fuzzing builds, checks the structure of small tables: all of it, after a structural step.
    #[inline(always)]
    pub(super) fn debug_check(&self) {
        if SMALL_STEPS && self.len < 2_000 {
            self.check_structure();
        }
    }

    /// In test and fuzzing builds, checks one bucket in the midst of a structural step.
    #[inline(always)]
    pub(super) fn debug_check_bucket(&self, at: usize) {
        if SMALL_STEPS {
            self.check_bucket(at);
        }
    }
}
