//! The two tables of a [`SyncMap`](super::SyncMap), and the steps between them. Every step here is taken under the lock.

use core::sync::atomic::Ordering::{Acquire, Release};

use equivalent::Equivalent;

use crate::engine::{self, Extract, IntoWalk, Table};
use crate::hash::Seed;
use crate::key::FastKey;
use crate::keyed::{ByKey, Keyed, Search};
use crate::panics::drop_each;
use crate::sync::reclaim::{Entry, Pin};
use crate::sync::shim::AtomicBool;
use crate::trace;

impl<K, V> Keyed<K> for Entry<K, V> {
    #[inline(always)]
    fn key(&self) -> &K {
        Entry::key(self)
    }
}

/// A table of entries. Keys are in the entries, so that tables share them.
pub(super) struct Entries<K, V>(Table<Entry<K, V>>);

impl<K, V> Entries<K, V> {
    pub(super) const fn new(seed: Seed) -> Entries<K, V> {
        Entries(Table::new(seed))
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> engine::Iter<'_, Entry<K, V>> {
        self.0.iter()
    }

    pub(super) fn into_walk(mut self) -> IntoWalk<Entry<K, V>> {
        self.0.take().into_walk()
    }
}

/// Drops all entries, also where dropping one panics.
impl<K, V> Drop for Entries<K, V> {
    fn drop(&mut self) {
        drop_each(self.0.take().into_walk());
    }
}

impl<K: FastKey, V> Entries<K, V> {
    #[inline(always)]
    pub(super) fn find<Q>(&self, key: &Q) -> Option<&Entry<K, V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        trace::get(&self.0, Search::new(key), key)
    }

    fn remove<Q>(&mut self, key: &Q) -> Option<Entry<K, V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.0.remove(&Search::new(key))
    }

    /// Puts an entry in, if its key has none.
    pub(super) fn insert(&mut self, entry: Entry<K, V>) {
        if let Err(vacant) = self.0.entry(&Search::new(entry.key())) {
            trace::insert(vacant, entry);
        }
    }

    /// Makes room for so many more entries.
    pub(super) fn reserve(&mut self, additional: usize) {
        let done = trace::steps::<K, _, _>(&mut self.0, |table| {
            table.try_reserve::<ByKey<K>>(additional)
        });
        if let Err(error) = done {
            error.handle_error();
        }
    }

    /// Ends growth, once nothing is put in any more.
    fn finish_growth(&mut self) {
        let done =
            trace::steps::<K, _, _>(&mut self.0, |table| table.finish_growth_of::<ByKey<K>>());
        if let Err(error) = done {
            error.handle_error();
        }
    }

    /// The entries that have a value; the others are expunged. Only under the lock.
    fn alive(&self, pin: &Pin<'_, ReadOnly<K, V>>) -> Entries<K, V> {
        let mut entries = self.0.clone();
        let mut expunged = Extract::new();
        while expunged
            .next(&mut entries, |entry| entry.try_expunge_locked(pin))
            .is_some()
        {}
        Entries(entries)
    }
}

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

/// What the lock protects.
pub(super) struct Dirty<K, V> {
    /// The dirty table: every entry of the read-only one that is not expunged, and those that are new. There is none after
    /// a promotion, until a key is new.
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
        self.entries.as_ref().map_or(0, Entries::len)
    }
}

impl<K: FastKey, V> Dirty<K, V> {
    pub(super) fn find<Q>(&self, key: &Q) -> Option<&Entry<K, V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.entries.as_ref()?.find(key)
    }

    pub(super) fn remove<Q>(&mut self, key: &Q) -> Option<Entry<K, V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.entries.as_mut()?.remove(key)
    }

    /// Does what could panic of the next [`miss`](Dirty::miss), which then cannot: what is taken out of the dirty table in
    /// between would be lost.
    pub(super) fn prepare_miss(&mut self) {
        // One more is missed, and one taken out.
        if self.misses + 2 >= self.len()
            && let Some(entries) = &mut self.entries
        {
            entries.finish_growth();
        }
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
        if let Some(entries) = &mut self.entries {
            entries.finish_growth(); // which hashes keys: until it is done nothing else has changed
        }
        if let Some(entries) = self.entries.take() {
            pin.replace_root(ReadOnly::new(entries));
            self.promotions += 1;
        }
        self.misses = 0;
    }

    /// The dirty table, for an entry that is about to be put in. If there is none it is made: a copy of the read-only one,
    /// of which what has no value is expunged and left out.
    pub(super) fn for_new(&mut self, pin: &Pin<'_, ReadOnly<K, V>>) -> &mut Entries<K, V> {
        let read = pin.root();
        let entries = self.entries.get_or_insert_with(|| read.entries.alive(pin));
        read.amended.store(true, Release);
        entries
    }
}

#[cfg(all(test, loom))]
impl<K: FastKey, V> super::SyncMap<K, V> {
    /// Checks what the two tables promise about each other.
    pub(super) fn assert_tables_agree(&self) {
        let pin = self.read.pin();
        let dirty = self.lock();
        {
            let read = pin.root();
            assert!(
                !read.is_amended() || dirty.entries.is_some(),
                "a read-only table is amended, but there is no dirty one"
            );
            if let Some(dirty) = &dirty.entries {
                for entry in read.entries.iter() {
                    let is_dirty = dirty.find(entry.key()).is_some();
                    let is_expunged = entry.is_expunged_locked(&pin);
                    assert!(
                        is_dirty != is_expunged,
                        "what is expunged is not dirty, and all else is"
                    );
                }
                assert!(
                    read.is_amended()
                        || dirty
                            .iter()
                            .all(|entry| read.entries.find(entry.key()).is_some()),
                    "a key is dirty only, but the read-only table is not amended"
                );
                assert!(
                    dirty.iter().all(|entry| !entry.is_expunged_locked(&pin)),
                    "a dirty entry is expunged"
                );
            }
        }
    }
}
