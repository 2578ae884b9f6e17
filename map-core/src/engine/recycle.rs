//! Using a table's memory again, for entries of the same type or of another.

use core::mem;

use super::bucket::Slot;
use super::overflow::{Node, Overflow};
use super::{HASHED_LANES, Keying, Lanes, Memory, Seed, Table};

impl<T> Table<T> {
    /// Draws a new seed, and forgets what was learnt under the old one. The table must have no entries.
    pub(crate) fn reseed_empty(&mut self) {
        assert!(self.len == 0, "entries are where the old seed put them");
        if self.lanes == HASHED_LANES {
            self.seed = Seed::draw();
            self.needs_reseed = false;
            self.reseed_min_len = 0;
        }
    }

    /// Drops all entries and gives the memory to a table of entries `U`. It does not compile where `T` and `U` are not
    /// laid out alike, or where only one of them is hashed.
    pub(crate) fn recycle<U, KT: Keying<T>, KU: Keying<U>>(mut self) -> Table<U> {
        const {
            let alike = size_of::<Slot<T>>() == size_of::<Slot<U>>()
                && align_of::<Slot<T>>() == align_of::<Slot<U>>()
                && size_of::<Node<T>>() == size_of::<Node<U>>()
                && align_of::<Node<T>>() == align_of::<Node<U>>();
            assert!(alike, "the entries of the two maps are not laid out alike");
            assert!(
                matches!((KT::DIRECT, KU::DIRECT), (None, None) | (Some(_), Some(_))),
                "one of the two maps is direct, the other hashes"
            );
        }
        self.clear();
        let mut table = Table::new(self.seed);
        if KT::DIRECT != KU::DIRECT {
            return table; // direct tables have the size of their key
        }
        let memory = mem::replace(&mut self.memory, Memory::none());
        // SAFETY: slots of `T` and `U` have the same size and alignment, as asserted.
        table.memory = unsafe { memory.cast() };
        assert!(
            self.overflow.live() == 0,
            "without entries, no node is in use"
        );
        let overflow = mem::replace(&mut self.overflow, Overflow::new());
        // SAFETY: nodes of `T` and `U` have the same size and alignment, as asserted, and none is in use.
        table.overflow = unsafe { overflow.cast() };
        (table.mask, table.frontier, table.lanes) = (self.mask, self.frontier, self.lanes);
        table.growth_left = self.growth_left;
        self.lanes = Lanes(0); // nothing is left to drop
        table
    }
}
