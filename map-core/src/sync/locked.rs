//! [`LockedMap`]: a map behind one lock.

use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};

use equivalent::Equivalent;

use super::all;
use super::ask::Unhashed;
use super::at::At;
use super::lock::Shard;
use super::methods::shared_map_methods;
use super::outcome::{CompareError, LoadOrStore};
use super::reentry::MapId;
use super::shim::RwLock;
use crate::key::FastKey;
use crate::map::{Entry, FastMap, IntoIter};

/// A [`FastMap`](struct@FastMap) behind one readers-writer lock: what a Go programmer writes as a `map` beside an
/// `RWMutex`.
///
/// Every operation is one step: [`range`](LockedMap::range), [`retain`](LockedMap::retain) and
/// [`snapshot`](LockedMap::snapshot) see the whole map at one moment, which no other map of this
/// [module](super) promises, and [`write_with`](LockedMap::write_with) makes one step of many. Where threads are in each
/// other's way, [`ShardedMap`](super::ShardedMap) is faster.
///
/// ```
/// use map_core::sync::LockedMap;
/// use std::thread;
///
/// static VISITS: LockedMap<u64, u32> = LockedMap::new();
///
/// thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| {
///             for user in 0..100 {
///                 VISITS.entry_with(user, |visits| *visits.or_default() += 1);
///             }
///         });
///     }
/// });
/// assert_eq!(VISITS.load(&7), Some(4));
/// ```
pub struct LockedMap<K, V> {
    table: RwLock<FastMap<K, V>>,
}

impl<K, V> LockedMap<K, V> {
    /// Creates an empty map. It allocates nothing.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// static SESSIONS: LockedMap<u64, String> = LockedMap::new();
    /// SESSIONS.store(1, "ann".to_owned());
    /// assert_eq!(SESSIONS.len(), 1);
    /// ```
    #[must_use]
    pub const fn new() -> LockedMap<K, V> {
        LockedMap::from_map(FastMap::new())
    }

    /// Creates an empty map with a seed of the caller's, as [`FastMap::with_seed`](crate::FastMap::with_seed).
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map: LockedMap<u32, u32> = LockedMap::with_seed(42);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn with_seed(seed: u64) -> LockedMap<K, V> {
        LockedMap::from_map(FastMap::with_seed(seed))
    }

    const fn from_map(map: FastMap<K, V>) -> LockedMap<K, V> {
        LockedMap {
            table: RwLock::new(map),
        }
    }

    /// Calls `read` with the whole map, which does not change meanwhile, and returns its result.
    ///
    /// # Panics
    /// Panics in debug builds if `read` calls this `LockedMap`; in release builds that may deadlock.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map = LockedMap::from([(1u32, 10), (2, 20)]);
    /// let largest = map.read_with(|map| map.values().max().copied());
    /// assert_eq!(largest, Some(20));
    /// ```
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn read_with<R>(&self, read: impl FnOnce(&FastMap<K, V>) -> R) -> R {
        read(&self.shard().read())
    }

    /// Calls `write` with the whole map, to change it, and returns its result: as many operations as one likes in one
    /// step.
    ///
    /// # Panics
    /// Panics if `write` does, and then what it had done stays done; and in debug builds if `write` calls this
    /// `LockedMap`, which deadlocks in release builds.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let accounts = LockedMap::from([("ann", 100), ("ben", 0)]);
    /// accounts.write_with(|accounts| {
    ///     *accounts.get_mut(&"ann").unwrap() -= 30;
    ///     *accounts.get_mut(&"ben").unwrap() += 30;
    /// });
    /// assert_eq!(accounts.load(&"ben"), Some(30));
    /// ```
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn write_with<R>(&self, write: impl FnOnce(&mut FastMap<K, V>) -> R) -> R {
        write(&mut self.shard().write())
    }

    /// Returns a mutable reference to the map, while nobody else can have it. Nothing is locked.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let mut map = LockedMap::new();
    /// map.inner_mut().insert(1u32, "one");
    /// assert_eq!(map.load(&1), Some("one"));
    /// ```
    pub fn inner_mut(&mut self) -> &mut FastMap<K, V> {
        self.table.get_mut()
    }

    /// Consumes the lock and returns the map.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map = LockedMap::from([(1u32, "one")]).into_inner();
    /// assert_eq!(map[&1], "one");
    /// ```
    #[must_use]
    pub fn into_inner(self) -> FastMap<K, V> {
        self.table.into_inner()
    }

    /// Which table has a key, or would have it.
    #[inline(always)]
    fn at<Q: ?Sized>(&self, _key: &Q) -> At<'_, K, V, Unhashed> {
        At {
            shard: self.shard(),
            ask: Unhashed,
        }
    }

    #[inline(always)]
    fn shard(&self) -> Shard<'_, K, V> {
        Shard::new(&self.table, MapId::of(self))
    }

    fn tables(&self) -> impl Iterator<Item = Shard<'_, K, V>> {
        core::iter::once(self.shard())
    }
}

impl<K: FastKey, V> LockedMap<K, V> {
    /// Creates an empty map with room for `capacity` entries.
    ///
    /// # Panics
    /// Panics if [`FastMap::with_capacity`](crate::FastMap::with_capacity) would.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map: LockedMap<u32, u32> = LockedMap::with_capacity(1_000);
    /// assert!(map.into_inner().capacity() >= 1_000);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> LockedMap<K, V> {
        LockedMap::from_map(FastMap::with_capacity(capacity))
    }
}

shared_map_methods!(LockedMap);

impl<K, V> From<FastMap<K, V>> for LockedMap<K, V> {
    fn from(map: FastMap<K, V>) -> Self {
        LockedMap::from_map(map)
    }
}

impl<K: FastKey, V> Extend<(K, V)> for LockedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.inner_mut().extend(entries);
    }
}

impl<K, V> IntoIterator for LockedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        self.into_inner().into_iter()
    }
}
