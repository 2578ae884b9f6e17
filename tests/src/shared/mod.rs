//! What the tests of maps that threads share have in common: the maps behind one trait ([`Shared`]), keys and values that
//! lose time in the wrong moments ([`SlowKey`], [`Slow`]), an end to what waits for ever ([`in_time`]), and a check of
//! what was recorded ([`history`]).

mod chance;
mod deadline;
pub mod history;
mod slow;

pub use chance::Chance;
pub use deadline::in_time;
pub use slow::{Slow, SlowKey};

use map_core::FastKey;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};

/// The vocabulary of the maps that threads share, as a trait, so that a test is written once.
pub trait Shared<K, V>: Sync {
    /// An empty map.
    fn empty() -> Self;
    /// A copy of the key's value.
    fn load(&self, key: &K) -> Option<V>;
    /// What the closure makes of the key's value.
    fn get_with<R>(&self, key: &K, read: impl FnOnce(&V) -> R) -> Option<R>;
    /// Sets the value.
    fn store(&self, key: K, value: V);
    /// Sets the value, and gives the old one.
    fn swap(&self, key: K, value: V) -> Option<V>;
    /// The value, set if there was none, and whether there was.
    fn load_or_store(&self, key: K, value: V) -> (V, bool);
    /// The same with a closure.
    fn load_or_insert_with(&self, key: K, value: impl FnOnce() -> V) -> (V, bool);
    /// Takes the key out, and gives its value.
    fn load_and_delete(&self, key: &K) -> Option<V>;
    /// Takes the key out, and says whether it was there.
    fn delete(&self, key: &K) -> bool;
    /// Sets the value if it is `old`, and says whether it was.
    fn compare_and_swap(&self, key: &K, old: &V, new: V) -> bool;
    /// Takes the key out if its value is `old`, and says whether it was.
    fn compare_and_delete(&self, key: &K, old: &V) -> bool;
    /// Changes the value in one step, and gives the old one.
    fn alter(&self, key: K, change: impl FnMut(Option<&V>) -> Option<V>) -> Option<V>;
    /// Shows entries until the closure says no.
    fn range(&self, visit: impl FnMut(&K, &V) -> bool);
    /// Keeps the entries that the closure picks.
    fn retain(&self, keep: impl FnMut(&K, &V) -> bool);
    /// Takes all entries out.
    fn clear(&self);
    /// How many entries there are.
    fn count(&self) -> usize;
}

macro_rules! shared {
    ($($map:ident)*) => {$(
        impl<K, V> Shared<K, V> for $map<K, V>
        where
            K: FastKey + Clone + Send + Sync,
            V: Clone + PartialEq + Send + Sync,
        {
            fn empty() -> Self {
                $map::new()
            }

            fn load(&self, key: &K) -> Option<V> {
                self.load(key)
            }

            fn get_with<R>(&self, key: &K, read: impl FnOnce(&V) -> R) -> Option<R> {
                self.get_with(key, read)
            }

            fn store(&self, key: K, value: V) {
                self.store(key, value);
            }

            fn swap(&self, key: K, value: V) -> Option<V> {
                self.swap(key, value)
            }

            fn load_or_store(&self, key: K, value: V) -> (V, bool) {
                let found = self.load_or_store(key, value);
                let loaded = found.is_loaded();
                (found.into_value(), loaded)
            }

            fn load_or_insert_with(&self, key: K, value: impl FnOnce() -> V) -> (V, bool) {
                let found = self.load_or_insert_with(key, value);
                let loaded = found.is_loaded();
                (found.into_value(), loaded)
            }

            fn load_and_delete(&self, key: &K) -> Option<V> {
                self.load_and_delete(key)
            }

            fn delete(&self, key: &K) -> bool {
                self.delete(key)
            }

            fn compare_and_swap(&self, key: &K, old: &V, new: V) -> bool {
                self.compare_and_swap(key, old, new).is_ok()
            }

            fn compare_and_delete(&self, key: &K, old: &V) -> bool {
                self.compare_and_delete(key, old)
            }

            fn alter(&self, key: K, change: impl FnMut(Option<&V>) -> Option<V>) -> Option<V> {
                self.alter(key, change)
            }

            fn range(&self, visit: impl FnMut(&K, &V) -> bool) {
                self.range(visit);
            }

            fn retain(&self, keep: impl FnMut(&K, &V) -> bool) {
                self.retain(keep);
            }

            fn clear(&self) {
                self.clear();
            }

            fn count(&self) -> usize {
                self.len()
            }
        }
    )*};
}

shared!(LockedMap ShardedMap SyncMap);
