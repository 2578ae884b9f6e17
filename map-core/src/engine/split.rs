//! Splitting one bucket in two while the table grows. Go calls this `evacuate`.

use core::ptr;

use super::bucket::Slot;
use super::group::Lanes;
use super::overflow::Node;
use super::{LANES, LAST, Table, TryReserveError};

/// Slots that are cheaper to copy all at once than to pick from.
const COPY_ALL_BYTES: usize = 32;

impl<T> Table<T> {
    /// Splits the next bucket: entries whose hash has the new bit go to its image at the frontier, which becomes a bucket.
    /// `hasher` may panic; the table is as it was then. In its textbook form:
    ///
    /// ```text
    /// for each entry of the bucket and its chain:
    ///     if its hash has the new bit: move it to the image
    /// ```
    ///
    /// Departures from it:
    /// 1. All hashes are asked for before anything moves, for asking may panic.
    /// 2. An entry keeps its lane, so that two masks part the tags at once.
    /// 3. Small slots are all copied, as one run of memory; the tags say which of the copies are entries.
    /// 4. A chain is taken apart, and its entries are put into whichever half they belong to: most find a lane there.
    pub(super) fn split_next(
        &mut self,
        hasher: &impl Fn(&T, u64) -> u64,
    ) -> Result<(), TryReserveError> {
        debug_assert!(self.is_growing());
        self.moves += 1;
        let half = (self.mask + LANES) / 2;
        let (from, to) = (self.frontier - half, self.frontier);

        // First ask, then move: nothing below calls foreign code.
        let seed = self.seed.get();
        let goes_up = |entry: &T| hasher(entry, seed) as usize & half != 0;
        let chain = self.head(from);
        if let Some(head) = chain {
            self.mark_chain(head, goes_up)?;
        }
        // SAFETY: the lanes are occupied.
        let up = self
            .occupied(from)
            .filter(|lane| goes_up(unsafe { Slot::entry(self.slot(from + lane)).as_ref() }));

        self.memory.populate_ahead(to / LANES);
        let (tags_up, tags_stay) = self.group(from).part(up);
        self.frontier += LANES;
        self.copy_lanes(from, to, up);
        *self.tags_mut(to) = tags_up.0;
        *self.tags_mut(from) = tags_stay.0;
        if chain.is_some() {
            self.split_chain(from, to);
        }
        self.debug_check_bucket(from);
        self.debug_check_bucket(to);
        Ok(())
    }

    /// Marks in the nodes of a chain which entries go up, and makes sure that there are nodes for both halves of it.
    fn mark_chain(
        &mut self,
        head: u32,
        goes_up: impl Fn(&T) -> bool,
    ) -> Result<(), TryReserveError> {
        // Each half of a chain may need a node that is not full, and while a node is emptied, it is not free yet.
        self.overflow.reserve(2)?;
        let mut next = Some(head);
        while let Some(node) = next {
            let lanes = Lanes((1 << self.overflow.get(node).count()) - 1);
            // SAFETY: the lanes are below the node's count.
            let up =
                lanes.filter(|lane| goes_up(unsafe { self.overflow.entry(node, lane).as_ref() }));
            self.overflow.set_up(node, up);
            next = self.overflow.next(node);
        }
        Ok(())
    }

    /// Hands the entries of the chain at `from` to the two halves of its bucket, as marked.
    fn split_chain(&mut self, from: usize, to: usize) {
        let mut next = self.detach_chain(from);
        while let Some(node) = next {
            let Node { tags, up, .. } = *self.overflow.get(node);
            let count = self.overflow.get(node).count();
            for (lane, tag) in tags.into_iter().enumerate().take(count) {
                let at = if Lanes(up.into()).has(lane) { to } else { from };
                let entry = self.overflow.entry(node, lane);
                // SAFETY: a lane below the count of a node that is in no chain any more, and not free before it is empty.
                unsafe { self.move_in(at, tag, entry) };
            }
            next = self.overflow.next(node);
            self.overflow.give_back(node);
        }
    }

    /// Copies the entries of some lanes to the same lanes of another bucket.
    fn copy_lanes(&mut self, from: usize, to: usize, lanes: Lanes) {
        let (source, target) = (self.slot(from).as_ptr(), self.slot(to).as_ptr());
        // SAFETY: two different buckets of 16 slots each; which of the copies are entries, the tags will say. Slots that
        // hold nothing are copied as the uninitialised memory they may be.
        unsafe {
            if size_of::<Slot<T>>() <= COPY_ALL_BYTES {
                ptr::copy_nonoverlapping(source, target, LAST);
            } else {
                for lane in lanes {
                    ptr::copy_nonoverlapping(source.add(lane), target.add(lane), 1);
                }
            }
        }
    }
}
