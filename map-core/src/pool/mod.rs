//! Maps that are reused: a [`MapPool`] hands out empty maps that still have the memory of the maps they were, and takes
//! them back when they are dropped.
//!
//! A program that builds a small map for each request, line or frame spends much of that time on allocating the map,
//! growing it and freeing it. With a pool the memory is there from the second request on:
//!
//! ```
//! use map_core::pool::MapPool;
//!
//! static HEADERS: MapPool<&str, &str> = MapPool::new();
//!
//! fn handle(request: &str) -> usize {
//!     let mut headers = HEADERS.take_for::<&str, &str>(); // keys and values borrow from this request
//!     headers.extend(request.lines().filter_map(|line| line.split_once(": ")));
//!     headers.get("content-length").map_or(0, |length| length.parse().unwrap_or(0))
//! } // the map goes back
//!
//! assert_eq!(handle("host: example.org\ncontent-length: 12"), 12);
//! assert_eq!(handle("host: example.org"), 0);
//! assert_eq!((HEADERS.stats().misses, HEADERS.stats().hits), (1, 1));
//! ```
//!
//! # Where maps wait
//! Each thread that takes maps keeps a few ([`per_thread`](PoolBuilder::per_thread)) to itself and reaches them without
//! waiting for anybody. What it has no room for, and what comes back on a thread that never takes, goes to a list that
//! all threads share. A thread takes its own maps first, then shared ones, then one that another thread has left over, and
//! only then is there a miss: a new map, without memory until it is used.
//!
//! # Bounds
//! At most [`max_maps`](PoolBuilder::max_maps) maps wait, of at most [`max_bytes`](PoolBuilder::max_bytes) in all; a map
//! that comes back when there is no room is dropped. Maps in use are not counted, but a thread that has taken a map of its
//! own holds the place for it until it takes the next one in vain, so that a map comes and goes without any thread
//! noticing another. Maps of a thread that has ended wait for a new thread or for one that finds no others.
//!
//! # Trimming
//! One large request should not leave a large map for ever. A map *used* its length when it came back or, if it grew while
//! it was out, its new capacity. A map that comes back with a capacity of more than 4 times the most that was used in its
//! thread's last 32 returns and in the 32 or fewer after those, is trimmed to that. Maps with a capacity of 192 or less,
//! and those of the direct path, whose size their key decides, are never trimmed.
//!
//! Clearing costs a byte per slot of the map besides dropping the entries, so that until it is trimmed, a map that grew
//! far costs a little more. All these clears together take less time than the one request took to fill the map.
//!
//! # Clean maps only
//! What is taken is always empty. A map that is dropped while its thread unwinds from a panic, or whose entries panic when
//! they are dropped, does not come back at all. Each time it is taken a map gets a new random seed, so that the order of
//! one user's entries tells nothing about another's. A guard that is leaked ([`forget`](std::mem::forget)) just loses its map.

mod cache;
mod guard;
mod recent;
mod stats;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use thread_local::ThreadLocal;

use crate::key::FastKey;
use crate::map::FastMap;
use cache::{Budget, Cache};
use guard::Home;
pub use guard::PooledMap;
pub use stats::PoolStats;

/// A pool of maps. See the [module](self).
///
/// It is made in a `static`, or shared by reference or [`Arc`](std::sync::Arc). [`new`](MapPool::new) has bounds that
/// suit small maps; others are set by the [`builder`](MapPool::builder).
pub struct MapPool<K: Send, V: Send> {
    /// What each thread has to itself.
    caches: ThreadLocal<Mutex<Cache<K, V>>>,
    /// What all share.
    shared: Mutex<Cache<K, V>>,
    budget: Budget,
    per_thread: usize,
}

/// The bounds of a [`MapPool`]; see [`MapPool::builder`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use = "a builder builds nothing until it is asked to"]
pub struct PoolBuilder {
    max_maps: usize,
    max_bytes: usize,
    per_thread: usize,
}

impl PoolBuilder {
    const DEFAULT: PoolBuilder = PoolBuilder {
        max_maps: 256,
        max_bytes: 16 << 20,
        per_thread: 4,
    };

    /// Sets how many maps may wait; the default is 256.
    pub const fn max_maps(self, max_maps: usize) -> PoolBuilder {
        PoolBuilder { max_maps, ..self }
    }

    /// Sets how many bytes the maps that wait may have on the heap together; the default is 16 MiB.
    pub const fn max_bytes(self, max_bytes: usize) -> PoolBuilder {
        PoolBuilder { max_bytes, ..self }
    }

    /// Sets how many maps a thread keeps to itself; the default is 4. A thread that needs more at a time finds them in
    /// the shared list.
    pub const fn per_thread(self, per_thread: usize) -> PoolBuilder {
        PoolBuilder { per_thread, ..self }
    }

    /// Creates a pool with these bounds.
    #[must_use]
    pub const fn build<K: Send, V: Send>(self) -> MapPool<K, V> {
        MapPool {
            caches: ThreadLocal::new(),
            shared: Mutex::new(Cache::new()),
            budget: Budget::new(self.max_maps, self.max_bytes),
            per_thread: self.per_thread,
        }
    }
}

impl<K: Send, V: Send> MapPool<K, V> {
    /// Creates a pool without maps, for up to 256 maps and 16 MiB.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// static COUNTS: MapPool<u32, u32> = MapPool::new();
    /// assert!(COUNTS.take().is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> MapPool<K, V> {
        PoolBuilder::DEFAULT.build()
    }

    /// Returns bounds to set before the pool is built.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// static COUNTS: MapPool<u32, u32> = MapPool::<u32, u32>::builder().max_maps(8).max_bytes(64 << 10).build();
    /// assert_eq!(COUNTS.stats().idle_maps, 0);
    /// ```
    pub const fn builder() -> PoolBuilder {
        PoolBuilder::DEFAULT
    }

    /// Drops the maps that wait. Those in use come back later as ever.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// let pool = MapPool::new();
    /// pool.take().insert(1u32, "a");
    /// assert_eq!(pool.stats().idle_maps, 1);
    /// pool.clear();
    /// assert_eq!(pool.stats().idle_maps, 0);
    /// ```
    pub fn clear(&self) {
        for cache in self.caches.iter().chain([&self.shared]) {
            let maps = lock(cache).empty(&self.budget);
            drop(maps); // after the lock
        }
    }

    /// Returns what the pool did so far, and what waits in it. With other threads at work the figures may be of
    /// slightly different moments.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// let pool = MapPool::new();
    /// for round in 0..10u32 {
    ///     pool.take().insert(round, round);
    /// }
    /// let stats = pool.stats();
    /// assert_eq!((stats.misses, stats.hits, stats.returned), (1, 9, 10));
    /// assert_eq!(stats.idle_maps, 1);
    /// ```
    #[must_use]
    pub fn stats(&self) -> PoolStats {
        let mut sum = PoolStats::default();
        for cache in self.caches.iter().chain([&self.shared]) {
            sum.add(&lock(cache).stats());
        }
        sum
    }

    /// This thread's cache, or where it has none the shared one.
    fn nearest(&self) -> MutexGuard<'_, Cache<K, V>> {
        lock(self.caches.get().unwrap_or(&self.shared))
    }

    /// A map that waits somewhere, and else a new one.
    fn find(&self) -> FastMap<K, V> {
        let mut own = lock(self.caches.get_or(|| Mutex::new(Cache::new())));
        if let Some(map) = own.take() {
            own.tally.hits += 1;
            return map;
        }
        own.keep_no_place(&self.budget);
        drop(own);
        let far = if self.budget.is_untouched() {
            None
        } else {
            self.find_far()
        };
        let tally = &mut self.nearest().tally;
        match far {
            Some(map) => {
                tally.hits += 1;
                tally.far_hits += 1;
                map
            }
            None => {
                tally.misses += 1;
                FastMap::new()
            }
        }
    }

    /// A map of the shared list or of another thread that is not busy with its own.
    fn find_far(&self) -> Option<FastMap<K, V>> {
        let of = |mut cache: MutexGuard<'_, Cache<K, V>>| {
            let map = cache.take()?;
            cache.keep_no_place(&self.budget);
            Some(map)
        };
        of(lock(&self.shared)).or_else(|| {
            self.caches.iter().find_map(|cache| match cache.try_lock() {
                Ok(cache) => of(cache),
                Err(TryLockError::Poisoned(poisoned)) => of(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            })
        })
    }
}

impl<K, V> MapPool<K, V>
where
    K: FastKey + Send,
    V: Send,
{
    /// Takes an empty map, with memory where one has waited. It comes back to the pool when it is dropped.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// let pool = MapPool::new();
    /// let mut map = pool.take();
    /// map.insert("a", 1);
    /// drop(map);
    /// let map = pool.take();
    /// assert!(map.is_empty() && map.capacity() > 0);
    /// ```
    #[must_use]
    pub fn take(&self) -> PooledMap<'_, K, V> {
        self.take_for()
    }

    /// Takes an empty map from keys `L` to values `W`, in the memory of one from `K` to `V`. It is for maps that borrow
    /// from what does not live as long as the pool: a pool of `&'static str` also gives maps of `&'a str`.
    ///
    /// It does not compile where the two maps are not laid out alike.
    ///
    /// ```
    /// use map_core::pool::MapPool;
    /// let pool: MapPool<&'static str, usize> = MapPool::new();
    /// for text in [String::from("to be or not to be"), String::from("what is to be")] {
    ///     let mut counts = pool.take_for::<&str, usize>();
    ///     for word in text.split(' ') {
    ///         *counts.entry(word).or_default() += 1;
    ///     }
    ///     assert!(counts["to"] > 0);
    /// }
    /// ```
    #[must_use]
    pub fn take_for<L: FastKey, W>(&self) -> PooledMap<'_, L, W> {
        let mut map = self.find().recycle();
        map.table.reseed_empty();
        PooledMap::new(map, self)
    }

    /// Puts a map into the pool that this did not hand out, or that was [taken out of it](PooledMap::into_inner): the
    /// entries are dropped, the memory is kept.
    ///
    /// ```
    /// use map_core::{FastMap, pool::MapPool};
    /// let pool = MapPool::new();
    /// pool.put(FastMap::from([(1u32, "a")]));
    /// assert!(pool.take().capacity() > 0);
    /// assert_eq!(pool.stats().hits, 1);
    /// ```
    pub fn put(&self, map: FastMap<K, V>) {
        let mut guard = PooledMap::new(FastMap::new(), self);
        *guard = map;
    }

    /// Keeps an empty map, if there is room.
    fn keep(&self, mut map: FastMap<K, V>, used: usize) {
        let own = self.caches.get();
        let mut cache = lock(own.unwrap_or(&self.shared));
        let capacity = map.capacity();
        if let Some(enough) = cache.recent.trim(capacity, used) {
            drop(cache);
            map.shrink_to(enough); // out of the lock: it takes time, and is told to watchers
            cache = lock(own.unwrap_or(&self.shared));
            cache.tally.trimmed += u64::from(map.capacity() < capacity);
        }
        if own.is_some() && cache.len() >= self.per_thread {
            cache = lock(&self.shared); // always in this order
        }
        let refused = cache.put(map, &self.budget);
        drop(cache);
        drop(refused); // after the lock
    }
}

impl<K, V, L, W> Home<L, W> for MapPool<K, V>
where
    K: FastKey + Send,
    V: Send,
    L: FastKey,
{
    fn keep(&self, map: FastMap<L, W>, used: usize) {
        self.keep(map.recycle(), used);
    }

    fn count(&self, event: fn(&mut PoolStats) -> &mut u64) {
        *event(&mut self.nearest().tally) += 1;
    }
}

impl<K: Send, V: Send> Default for MapPool<K, V> {
    fn default() -> MapPool<K, V> {
        MapPool::new()
    }
}

impl<K: Send, V: Send> fmt::Debug for MapPool<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapPool")
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

/// Nothing of the user's runs under a lock: what waits is empty, and is shrunk and dropped out of it. So nothing can have
/// panicked there that mattered.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // ThreadSanitizer does not see what the standard library does where it waits, only what is inlined here.
    #[cfg(map_core_thread_sanitizer)]
    loop {
        match mutex.try_lock() {
            Ok(guard) => return guard,
            Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => std::thread::yield_now(),
        }
    }
    #[cfg(not(map_core_thread_sanitizer))]
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
