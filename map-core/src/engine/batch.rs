//! Looking many entries up at once. Above cache size a lookup is mostly waiting for two cache lines; a window of lookups
//! waits for all of theirs together: first every group of tags is asked for, then every likely slot, then keys compare.

use core::hint::cold_path;

use super::bucket::Slot;
use super::find::prefetch;
use super::group::filter_bit;
use super::query::{Keying, Query};
use super::tag::Tag;
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

    /// Looks a window of entries up; `entries` takes them in the order of the queries.
    #[inline(always)]
    pub(crate) fn get_window<'t, Q: Query<T>>(
        &'t self,
        queries: &[Q; WINDOW],
        entries: &mut [Option<&'t T>; WINDOW],
    ) {
        if const { Q::Keying::DIRECT.is_some() } {
            for (entry, query) in entries.iter_mut().zip(queries) {
                *entry = self.get(query);
            }
            return;
        }
        let mut hashes = [0; WINDOW];
        for (hash, query) in hashes.iter_mut().zip(queries) {
            *hash = query.hash(self.seed());
            // SAFETY: there are tags for every bucket before the frontier.
            prefetch(unsafe { self.memory.tags().byte_add(self.bucket_of(*hash)) });
        }
        // Tags rarely match for nothing, so the first that does is likely the one, and most misses are known here.
        let mut likely = [None; WINDOW];
        let mut in_overflow = 0u32;
        for (i, (likely, hash)) in likely.iter_mut().zip(hashes).enumerate() {
            let (at, tag) = (self.bucket_of(hash), Tag::of(hash));
            let lanes = self.group(at).matching(tag);
            if !lanes.is_empty() {
                let entry = Slot::entry(self.slot(at | lanes.first()));
                prefetch(entry);
                *likely = Some(entry);
            } else if self.filter(at) & filter_bit(tag) != 0 {
                cold_path();
                in_overflow |= 1 << i;
            }
        }
        for (i, (found, query)) in entries.iter_mut().zip(queries).enumerate() {
            // SAFETY: lanes with a tag hold entries, shared as long as the table is.
            let likely = likely[i].map(|entry| unsafe { entry.as_ref() });
            *found = match likely {
                Some(entry) if query.is_in_range() && query.matcher()(entry) => Some(entry),
                None if in_overflow >> i & 1 == 0 => None,
                _ => self.get_apart(*query),
            };
        }
    }

    /// [`Table::get`] for what is seldom.
    #[cold]
    #[inline(never)]
    fn get_apart<Q: Query<T>>(&self, query: Q) -> Option<&T> {
        self.get(&query)
    }

    /// Asks for the lines that putting an entry with this hash or ordinal in will touch.
    #[inline]
    pub(crate) fn prefetch_place<K: Keying<T>>(&self, entry: &T) {
        if const { K::DIRECT.is_none() } && self.is_allocated() {
            let hash = K::hash(entry, self.seed());
            let at = self.bucket_of(hash);
            // SAFETY: there are tags for every bucket before the frontier.
            prefetch(unsafe { self.memory.tags().byte_add(at) });
            prefetch(Slot::preferred(self.slot(at), Tag::of(hash)));
        }
    }
}
