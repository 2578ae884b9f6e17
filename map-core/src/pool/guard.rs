//! [`PooledMap`]: a map that goes back to its pool.

use std::fmt;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::thread;

use super::PoolStats;
use crate::map::FastMap;
use crate::panics::FirstPanic;

/// A pool as its maps see it, whatever its own key and value types are.
pub(super) trait Home<K, V>: Sync {
    /// Takes an empty map back that has used so much.
    fn keep(&self, map: FastMap<K, V>, used: usize);

    /// Counts what happened to a map.
    fn count(&self, event: fn(&mut PoolStats) -> &mut u64);
}

/// A map on loan from a [`MapPool`](super::MapPool), empty at first. It is used as the [`FastMap`] that it points to, and
/// goes back when it is dropped, on whatever thread that is.
///
/// Dropped while its thread unwinds from a panic that began after the map was taken, it does not go back, and neither does
/// a map whose entries panic when they are dropped: all of them are dropped, and then the first panic goes on.
pub struct PooledMap<'p, K, V> {
    map: FastMap<K, V>,
    home: &'p dyn Home<K, V>,
    /// Of the map when it was taken.
    capacity: usize,
    /// Whether the thread was unwinding when the map was taken: then it is no fault of this user.
    unwinding: bool,
}

impl<'p, K, V> PooledMap<'p, K, V> {
    pub(super) fn new(map: FastMap<K, V>, home: &'p dyn Home<K, V>) -> PooledMap<'p, K, V> {
        PooledMap {
            capacity: map.capacity(),
            map,
            home,
            unwinding: thread::panicking(),
        }
    }

    /// Returns the map itself, which the pool loses. [`MapPool::put`](super::MapPool::put) gives one back.
    ///
    /// It is called as `PooledMap::into_inner(map)`, so that no method of the map is hidden.
    ///
    /// ```
    /// use map_core::FastMap;
    /// use map_core::pool::{MapPool, PooledMap};
    /// let pool = MapPool::new();
    /// let mut map = pool.take();
    /// map.insert(1u32, "a");
    /// let kept: FastMap<u32, &str> = PooledMap::into_inner(map);
    /// assert_eq!((kept[&1], pool.stats().idle_maps), ("a", 0));
    /// ```
    #[must_use]
    pub fn into_inner(mut this: PooledMap<'p, K, V>) -> FastMap<K, V> {
        this.home.count(|stats| &mut stats.taken_out);
        let map = mem::replace(&mut this.map, FastMap::new());
        mem::forget(this); // all that is left of it is an empty map without memory
        map
    }
}

/// Counts a map as poisoned unless it is forgotten.
struct Poison<'p, K, V>(&'p dyn Home<K, V>);

impl<K, V> Drop for Poison<'_, K, V> {
    fn drop(&mut self) {
        self.0.count(|stats| &mut stats.poisoned);
    }
}

impl<K, V> Drop for PooledMap<'_, K, V> {
    fn drop(&mut self) {
        let poison = Poison(self.home);
        let is_wanted = !thread::panicking() || self.unwinding;
        let mut map = mem::replace(&mut self.map, FastMap::new());
        let used = if map.capacity() > self.capacity {
            map.capacity()
        } else {
            map.len()
        };
        let mut panics = FirstPanic::none();
        if mem::needs_drop::<(K, V)>() {
            panics.drop_each(map.drain());
        } else if is_wanted {
            map.clear();
        }
        if is_wanted && panics.is_none() {
            mem::forget(poison);
            self.home.keep(map, used);
        }
        panics.resume();
    }
}

impl<K, V> Deref for PooledMap<'_, K, V> {
    type Target = FastMap<K, V>;

    #[inline]
    fn deref(&self) -> &FastMap<K, V> {
        &self.map
    }
}

impl<K, V> DerefMut for PooledMap<'_, K, V> {
    #[inline]
    fn deref_mut(&mut self) -> &mut FastMap<K, V> {
        &mut self.map
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for PooledMap<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.map.fmt(f)
    }
}
