//! The two tables of a [`SyncMap`](super::SyncMap), and the steps between them. Every step here is taken under the lock.

use core::sync::atomic::Ordering::{Acquire, Release};
use std::sync::Arc;

use equivalent::Equivalent;

use super::entry::Entry;
use crate::key::FastKey;
use crate::map::FastMap;
use crate::sync::reclaim::Pin;
use crate::sync::shim::AtomicBool;

/// A table of entries.
pub(super) type Entries<K, V> = FastMap<K, Arc<Entry<V>>>;

/// The read-only table. Its keys never change; the values of its entries do.
pub(super) struct ReadOnly<K, V> {
    pub(super) entries: Entries<K, V>,
    /// Whether the dirty table has keys that this one has not. Set under the lock, and never unset: a promotion makes a new
    /// read-only table.
    amended: AtomicBool,
}

impl<K, V> ReadOnly<K, V> {
    pub(super) fn new(entries: Entries<K, V>) -> ReadOnly<K, V> {
        ReadOnly {
            entries,
            amended: AtomicBool::new(false),
        }
    }

    #[inline(always)]
    pub(super) fn is_amended(&self) -> bool {
        self.amended.load(Acquire)
    }
}

impl<K: FastKey, V> ReadOnly<K, V> {
    #[inline(always)]
    pub(super) fn find<Q>(&self, key: &Q) -> Option<&Arc<Entry<V>>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.entries.get(key)
    }
}

/// What the lock protects.
pub(super) struct Dirty<K, V> {
    /// The dirty table: every entry of the read-only one that is not expunged, and those that are new. Absent after a
    /// promotion, until a key is new.
    pub(super) entries: Option<Entries<K, V>>,
    /// Lookups since the last promotion that had to come here.
    pub(super) misses: usize,
    pub(super) promotions: u64,
}

impl<K, V> Dirty<K, V> {
    pub(super) const fn new() -> Dirty<K, V> {
        Dirty {
            entries: None,
            misses: 0,
            promotions: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.as_ref().map_or(0, FastMap::len)
    }
}

impl<K: FastKey, V> Dirty<K, V> {
    pub(super) fn find<Q>(&self, key: &Q) -> Option<&Arc<Entry<V>>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.entries.as_ref()?.get(key)
    }

    pub(super) fn remove<Q>(&mut self, key: &Q) -> Option<Arc<Entry<V>>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.entries.as_mut()?.remove(key)
    }

    /// Counts a lookup that the read-only table could not answer. Once such lookups have cost as much as copying the dirty
    /// table would, it is promoted.
    pub(super) fn miss(&mut self, pin: &Pin<'_, ReadOnly<K, V>>) {
        self.misses += 1;
        if self.misses >= self.len() {
            self.promote(pin);
        }
    }

    /// Makes the dirty table the read-only one.
    pub(super) fn promote(&mut self, pin: &Pin<'_, ReadOnly<K, V>>) {
        if let Some(mut entries) = self.entries.take() {
            entries.finish_growth(); // nobody inserts into it any more
            pin.replace_root(ReadOnly::new(entries));
            self.promotions += 1;
        }
        self.misses = 0;
    }

    /// The dirty table, for an entry that is about to be put in. It is made if it is not there: a copy of the read-only
    /// one, of which what has no value is expunged and left out.
    pub(super) fn for_new(&mut self, pin: &Pin<'_, ReadOnly<K, V>>) -> &mut Entries<K, V>
    where
        K: Clone,
    {
        let read = pin.root();
        let entries = self.entries.get_or_insert_with(|| {
            let mut entries = read.entries.clone();
            entries.retain(|_, entry| !entry.try_expunge_locked(pin));
            entries
        });
        read.amended.store(true, Release);
        entries
    }
}
