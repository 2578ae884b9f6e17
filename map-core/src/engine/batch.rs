//! Looking many entries up at once. Above cache size a lookup is mostly waiting for two cache lines; a window of lookups
//! waits for all of theirs together: first every group of tags is asked for, then every likely slot, then keys compare.

use core::array;

use super::bucket::Slot;
use super::find::prefetch;
use super::query::{Keying, Query};
use super::tophash::TopHash;
use super::{SMALL_STEPS, Table};

/// Lookups in flight together. More would not fit the line fill buffers of today's cores several times over, fewer leave
/// them idle.
pub(crate) const WINDOW: usize = 32;

/// Tables with fewer bytes of slots than this answer from the cache, where a window only costs.
const WINDOW_FROM: usize = if SMALL_STEPS { 16 << 10 } else { 2 << 20 };

impl<T> Table<T> {
    /// Whether lookups wait for memory, so that a window of them pays.
    #[inline]
    pub(crate) const fn is_worth_a_window(&self) -> bool {
        self.has_slots(WINDOW_FROM)
    }

    /// The wanted entries, in the order of the queries.
    pub(crate) fn get_window<'t, Q: Query<T>, const N: usize>(
        &'t self,
        queries: &[Q; N],
    ) -> [Option<&'t T>; N] {
        if const { Q::Keying::DIRECT.is_some() } {
            return array::from_fn(|i| self.get(&queries[i]));
        }
        let hashes: [u64; N] = array::from_fn(|i| {
            let hash = queries[i].place(self.seed());
            // SAFETY: there are tags for every bucket before the limit.
            prefetch(unsafe { self.tags.start().byte_add(self.bucket_of(hash)) });
            hash
        });
        for hash in hashes {
            let at = self.bucket_of(hash);
            let lanes = self.group(at).matching(TopHash::of(hash));
            // Rarely is a tag matched for nothing, so a miss fetches no slot.
            if !lanes.is_empty() {
                prefetch(self.slot(at + lanes.first()));
            }
        }
        array::from_fn(|i| {
            let found = self.read(&queries[i], hashes[i])?;
            // SAFETY: just found, and shared as long as the table is.
            Some(unsafe { found.entry().as_ref() })
        })
    }

    /// Asks for the lines that putting an entry with this hash or ordinal in will touch.
    #[inline]
    pub(crate) fn prefetch_place<K: Keying<T>>(&self, entry: &T) {
        if const { K::DIRECT.is_none() } && self.is_allocated() {
            let hash = K::place(entry, self.seed());
            let at = self.bucket_of(hash);
            // SAFETY: there are tags for every bucket before the limit.
            prefetch(unsafe { self.tags.start().byte_add(at) });
            prefetch(Slot::preferred(self.slot(at), TopHash::of(hash)));
        }
    }
}
