//! [`SyncMap`]: Go's `sync.Map` of Go 1.23 and before.

mod entry;
mod keyed;
#[cfg(all(test, loom))]
mod models;
mod tables;
mod whole;

use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::AtomicIsize;
use core::sync::atomic::Ordering::Relaxed;

use crossbeam_utils::CachePadded;
use equivalent::Equivalent;

pub use whole::SyncIntoIter;

use super::lock::Locked;
use super::reclaim::{Domain, Entry, Pin};
use super::reentry::MapId;
use super::shim::{Mutex, MutexGuard};
use crate::hash::Seed;
use crate::key::FastKey;
use tables::{Dirty, Entries, ReadOnly};

/// A map whose stable keys are read and written without a lock: the read-only/dirty design of Go's `sync.Map`, as it was
/// up to Go 1.23.
///
/// It is made for keys that are **written once and read often**, as caches and registries have them, and for threads
/// that each **write keys of their own** among those that are there. Where keys come and go all the time, a
/// [`ShardedMap`](super::ShardedMap) is faster.
///
/// # How it works
/// Each key has an *entry*, which holds a pointer to its value. Two tables lead from keys to entries:
/// - the **read-only** table, whose keys never change. Whoever finds a key there reads, sets and deletes its value by
///   atomic steps on the entry, without the lock;
/// - the **dirty** table, behind a lock, which has the same entries and those of new keys. A key that the read-only table
///   has not is looked for here, if that table is *amended*: if it says that there is more here. Such lookups are
///   counted as **misses**.
///
/// Once there were as many misses as the dirty table has keys, it is **promoted**: it becomes the read-only table, at the
/// price of one pointer. The next new key makes another dirty table, which copies what is alive (this takes time in
/// proportion to the map, and is paid for by the misses that went before).
///
/// ```text
///   read-only ──(first new key: copied; what is deleted is left out)──► read-only, amended ─┐
///       ▲                                                                 + dirty           │ misses
///       └────────────────(misses reach dirty's length, or `range`: promoted)────────────────┘
///
///   An entry:
///
///        ┌─────────────── store, swap, load_or_store ────────────────┐
///        ▼                                                           │
///     ┌─────┐  delete, compare_and_delete  ┌────────┐                │
///     │value├─────────────────────────────►│ absent ├────────────────┘
///     └┬───▲┘                              └───┬────┘
///      │   │▲                                  │ left out of a new dirty table
///      └───┘│                                  ▼
///   store,  │      store, under the lock   ┌────────┐
///   swap    └──────────────────────────────┤expunged│
///           (into the dirty table first)   └────────┘
/// ```
/// An absent entry is in both tables, and who stores to it need not lock. An *expunged* entry is not in the dirty table, so
/// a value stored to it would be lost at the next promotion: a store takes the lock, puts the entry into the dirty table
/// again, and only then gives it its value. Deleted keys thus leave with the first or the second promotion after their
/// deletion. [`stats`](SyncMap::stats) shows where a map is in all this.
///
/// # What is promised
/// - Every operation on one key, and [`clear`](SyncMap::clear), is one step: all threads agree on their order, and it is
///   an order in which each operation lies between its call and its return.
/// - No closure runs under the lock. They may call the map.
/// - Lookups of keys in the read-only table, and of any key while that table is not amended, wait for nobody.
/// - Values that were replaced or deleted are dropped after nobody can be reading them: a few dozen at a time, by the thread
///   that replaced them or a reader that was in the way, and at the latest with the map.
///
/// What gives an old value copies it (`V: Clone`), since others may still read it. A key and its first value lie in memory
/// of their own, and each further value in memory of its own.
///
/// ```
/// use map_core::sync::SyncMap;
/// use std::thread;
///
/// let squares = SyncMap::new();
/// thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| {
///             for n in 0..100u64 {
///                 let square = squares.load_or_insert_with(n, || n * n);
///                 assert_eq!(square.into_value(), n * n);
///             }
///         });
///     }
/// });
/// assert_eq!((squares.len(), squares.load(&12)), (100, Some(144)));
/// ```
pub struct SyncMap<K, V> {
    read: Domain<ReadOnly<K, V>>,
    dirty: CachePadded<Mutex<Dirty<K, V>>>,
    /// Keys that have a value. An operation counts after its step, so it may be below zero for a moment.
    len: CachePadded<AtomicIsize>,
    /// What tables that are made anew are seeded with.
    seed: Seed,
}

/// The state of a [`SyncMap`] between promotions; see [`SyncMap::stats`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncStats {
    /// Lookups since the last promotion that the read-only table could not answer.
    pub misses: usize,
    /// Promotions there were.
    pub promotions: u64,
    /// Entries of the read-only table, with those that are absent or expunged.
    pub read_len: usize,
    /// Entries of the dirty table, with those that are absent; 0 while there is none.
    pub dirty_len: usize,
}

impl<K, V> SyncMap<K, V> {
    /// Creates an empty map.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// use std::sync::LazyLock;
    ///
    /// static ROUTES: LazyLock<SyncMap<String, u32>> = LazyLock::new(SyncMap::new);
    /// ROUTES.store("/users".to_owned(), 1);
    /// assert_eq!(ROUTES.load("/users"), Some(1));
    /// ```
    #[must_use]
    pub fn new() -> SyncMap<K, V> {
        SyncMap::seeded(Seed::UNDRAWN)
    }

    /// Creates an empty map with a seed of the caller's, as [`FastMap::with_seed`](crate::FastMap::with_seed).
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map: SyncMap<u32, u32> = SyncMap::with_seed(42);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn with_seed(seed: u64) -> SyncMap<K, V> {
        SyncMap::seeded(Seed::from_user(seed))
    }

    fn seeded(seed: Seed) -> SyncMap<K, V> {
        SyncMap::from_entries(Entries::new(seed), seed)
    }

    /// A map whose read-only table has these entries, all with values.
    fn from_entries(entries: Entries<K, V>, seed: Seed) -> SyncMap<K, V> {
        SyncMap {
            len: CachePadded::new(AtomicIsize::new(entries.len().cast_signed())),
            read: Domain::new(ReadOnly::new(entries)),
            dirty: CachePadded::new(Mutex::new(Dirty::new())),
            seed,
        }
    }

    /// Returns the number of entries. While others write, the number is that of some moment or close to it.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// assert_eq!(map.len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.len.load(Relaxed).max(0).cast_unsigned()
    }

    /// Returns `true` if there are no entries.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map: SyncMap<u32, ()> = SyncMap::new();
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns where the map is between promotions. Takes the lock.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::new();
    /// map.store(1u32, "one");
    /// map.store(2, "two");
    /// assert_eq!((map.stats().read_len, map.stats().dirty_len), (0, 2));
    ///
    /// map.load(&1);
    /// assert_eq!(map.stats().misses, 1);
    /// map.load(&1); // as many misses as dirty keys
    /// assert_eq!((map.stats().read_len, map.stats().dirty_len), (2, 0));
    /// assert_eq!((map.stats().misses, map.stats().promotions), (0, 1));
    /// ```
    #[must_use]
    pub fn stats(&self) -> SyncStats {
        let pin = self.read.pin();
        let dirty = self.lock();
        SyncStats {
            misses: dirty.misses,
            promotions: dirty.promotions,
            read_len: pin.root().entries.len(),
            dirty_len: dirty.len(),
        }
    }

    /// Takes the lock, under which the tables take their steps. Keys may be hashed and compared under it; keys and values
    /// must not be dropped, also not where that panics, nor may closures of the user be called. Whoever takes it has a pin
    /// already, so that nothing is reclaimed under it.
    #[cfg_attr(debug_assertions, track_caller)]
    fn lock(&self) -> Locked<MutexGuard<'_, Dirty<K, V>>> {
        Locked::take(MapId::of(self), || self.dirty.lock())
    }

    /// Counts keys that came, or went.
    fn count(&self, change: isize) {
        self.len.fetch_add(change, Relaxed);
    }
}

impl<K: FastKey, V> SyncMap<K, V> {
    /// What `act` makes of the key's entry, if there is one.
    #[inline(always)]
    fn with_entry<Q, R>(
        &self,
        key: &Q,
        act: impl FnOnce(&Entry<K, V>, &Pin<'_, ReadOnly<K, V>>) -> R,
    ) -> Option<R>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let pin = self.read.pin();
        let read = pin.root();
        if let Some(entry) = read.entries.find(key) {
            return Some(act(entry, &pin));
        }
        if !read.is_amended() {
            return None;
        }
        // Out of the lock: `act` may run the user's code. The entry may leave the tables meanwhile; then this operation
        // comes before the one that takes it out and empties it.
        let entry = self.missed(key, &pin, |dirty| dirty.find(key).cloned())?;
        Some(act(&entry, &pin))
    }

    /// The entry of a key that was not found in the read-only table, by what `ask` has from the dirty one.
    #[cold]
    #[inline(never)]
    fn missed<Q>(
        &self,
        key: &Q,
        pin: &Pin<'_, ReadOnly<K, V>>,
        ask: impl FnOnce(&mut Dirty<K, V>) -> Option<Entry<K, V>>,
    ) -> Option<Entry<K, V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let mut dirty = self.lock();
        // The dirty table may have been promoted while this thread waited; that is no miss.
        let read = pin.root();
        if let Some(entry) = read.entries.find(key) {
            return Some(entry.clone());
        }
        if !read.is_amended() {
            return None;
        }
        dirty.prepare_miss();
        let entry = ask(&mut dirty);
        dirty.miss(pin);
        entry
    }
}

impl<K: FastKey, V> Default for SyncMap<K, V> {
    fn default() -> Self {
        SyncMap::new()
    }
}

// A closure that panics holds no lock, and steps of the tables leave them whole.
impl<K: UnwindSafe, V: UnwindSafe> UnwindSafe for SyncMap<K, V> {}
impl<K: RefUnwindSafe, V: RefUnwindSafe> RefUnwindSafe for SyncMap<K, V> {}
