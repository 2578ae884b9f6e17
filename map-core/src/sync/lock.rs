//! The locks of the maps, as their operations take them.
//!
//! An operation that takes a lock keeps it in a local variable, and what the lock's table gives away in variables that
//! were there before, or in what it returns. So keys, values and closures that were handed to the operation, or come out
//! of the table, are dropped after the lock is given back, also where a panic unwinds it.

use core::ops::{Deref, DerefMut};

use parking_lot::{RwLockReadGuard, RwLockWriteGuard};

use super::reentry::{MapId, ReentrancyGuard};
use super::shim::RwLock;
use crate::map::FastMap;

/// A lock that a thread has. It is given back before the thread is no longer seen to hold it, and at once after that.
pub(super) struct Locked<G> {
    guard: G,
    _held: ReentrancyGuard,
}

impl<G> Locked<G> {
    /// Takes a lock of a map.
    #[inline(always)]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn take(map: MapId, lock: impl FnOnce() -> G) -> Locked<G> {
        let _held = map.hold();
        Locked {
            guard: lock(),
            _held,
        }
    }
}

impl<G: Deref> Deref for Locked<G> {
    type Target = G::Target;

    #[inline(always)]
    fn deref(&self) -> &G::Target {
        &self.guard
    }
}

impl<G: DerefMut> DerefMut for Locked<G> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.guard
    }
}

/// A table behind a lock, and the map that it is of.
pub(super) struct Shard<'a, K, V> {
    table: &'a RwLock<FastMap<K, V>>,
    map: MapId,
}

impl<'a, K, V> Shard<'a, K, V> {
    #[inline(always)]
    pub(super) const fn new(table: &'a RwLock<FastMap<K, V>>, map: MapId) -> Shard<'a, K, V> {
        Shard { table, map }
    }

    #[inline(always)]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn read(&self) -> Locked<RwLockReadGuard<'a, FastMap<K, V>>> {
        Locked::take(self.map, || self.table.read())
    }

    #[inline(always)]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn write(&self) -> Locked<RwLockWriteGuard<'a, FastMap<K, V>>> {
        Locked::take(self.map, || self.table.write())
    }
}
