//! The operations on all entries, and the traits that every map has.

use core::fmt;
use core::iter::FusedIterator;
use core::mem;
use core::sync::atomic::Ordering::Relaxed;

use super::SyncMap;
use super::tables::{Entries, ReadOnly};
use crate::engine::IntoWalk;
use crate::hash::Seed;
use crate::key::FastKey;
use crate::map::FastMap;
use crate::panics::drop_each;
use crate::sync::reclaim::{Entry, Pin};

impl<K: FastKey, V> SyncMap<K, V> {
    /// Visits the entries, in no order that can be relied on, until `visit` returns `false`: Go's `Range`.
    ///
    /// No key comes twice. A key that is there from beginning to end comes once; of one that others store or delete
    /// meanwhile, any of its values at that time may come, or none. Nobody waits, and `visit` may call this map.
    ///
    /// If the read-only table is amended it promotes the dirty one, at once.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, 10), (2, 20)]);
    /// map.range(|key, value| {
    ///     map.store(*key, value + 1);
    ///     true
    /// });
    /// let mut sum = 0;
    /// map.range(|_, value| {
    ///     sum += value;
    ///     true
    /// });
    /// assert_eq!(sum, 32);
    /// ```
    #[doc(alias = "iter")]
    #[doc(alias = "for_each")]
    pub fn range(&self, mut visit: impl FnMut(&K, &V) -> bool) {
        let pin = self.read.pin();
        for entry in self.all_entries(&pin).iter() {
            if let Some(value) = entry.load(&pin)
                && !visit(entry.key(), &value)
            {
                return;
            }
        }
    }

    /// A table of all entries there are: the read-only one, after a promotion if it is amended.
    fn all_entries<'p>(&self, pin: &'p Pin<'_, ReadOnly<K, V>>) -> &'p Entries<K, V> {
        if pin.root().is_amended() {
            let mut dirty = self.lock();
            if pin.root().is_amended() {
                dirty.promote(pin);
            }
        }
        &pin.root().entries
    }

    /// Retains only the entries for which `keep` returns `true`, of those that [`range`](SyncMap::range) visits. What
    /// is deleted is the very value that `keep` refused; should another come in its place, `keep` is asked again.
    ///
    /// # Panics
    /// Panics if `keep` does: what was not looked at is kept.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, 10), (2, 20)]);
    /// map.retain(|_, value| *value > 10);
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&K, &V) -> bool) {
        let pin = self.read.pin();
        for entry in self.all_entries(&pin).iter() {
            while let Some(value) = entry.load(&pin)
                && !keep(entry.key(), &value)
            {
                if entry.try_delete(value, &pin) {
                    self.count(-1);
                    break;
                }
            }
        }
    }

    /// Removes all entries, in one step: Go's `Clear`.
    ///
    /// The tables, all keys and values in them, and those that this thread took out before are dropped at once, or, where
    /// others are in the map at this moment, with the last of them that leaves. (What other threads took out before is
    /// dropped as ever: a few dozen at a time, by those threads, and at the latest with the map.)
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn clear(&self) {
        let pin = self.read.pin();
        if pin.root().entries.len() == 0 && !pin.root().is_amended() {
            pin.flush(); // what was deleted before
            return;
        }
        let (read, dirty) = {
            let mut dirty = self.lock();
            let read = pin.root();
            pin.replace_root(ReadOnly::new(Entries::new(self.seed)));
            dirty.misses = 0;
            (read, dirty.entries.take())
        };
        // Whoever still has an old table must not store to its entries any more. Until then they do so before this step.
        for entry in read
            .entries
            .iter()
            .chain(dirty.iter().flat_map(Entries::iter))
        {
            if entry.close(&pin) {
                self.count(-1);
            }
        }
        pin.flush();
    }

    /// Consumes the map and returns all entries as one that is not shared.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, "one")]).into_inner();
    /// assert_eq!(map[&1], "one");
    /// ```
    #[must_use]
    pub fn into_inner(self) -> FastMap<K, V> {
        let mut map = FastMap::with_capacity(self.len());
        map.extend(self);
        map
    }
}

impl<K: FastKey + Clone, V: Clone> SyncMap<K, V> {
    /// Returns a copy of all entries that [`range`](SyncMap::range) visits.
    ///
    /// ```
    /// use map_core::sync::SyncMap;
    /// let map = SyncMap::from([(1u32, 10), (2, 20)]);
    /// let sum: i32 = map.snapshot().values().sum();
    /// assert_eq!(sum, 30);
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> FastMap<K, V> {
        let mut copy = FastMap::new();
        self.range(|key, value| {
            copy.insert(key.clone(), value.clone());
            true
        });
        copy
    }
}

impl<K: FastKey + fmt::Debug, V: fmt::Debug> fmt::Debug for SyncMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        self.range(|key, value| {
            map.entry(key, value);
            true
        });
        map.finish()
    }
}

/// All entries are in the read-only table, so nothing locks before a key is new.
impl<K: FastKey, V> From<FastMap<K, V>> for SyncMap<K, V> {
    fn from(map: FastMap<K, V>) -> Self {
        let mut entries = Entries::new(Seed::UNDRAWN);
        entries.reserve(map.len());
        for (key, value) in map {
            entries.insert(Entry::new(key, value));
        }
        SyncMap::from_entries(entries, Seed::UNDRAWN)
    }
}

/// All entries are in the read-only table, so nothing locks before a key is new.
impl<K: FastKey, V> FromIterator<(K, V)> for SyncMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        SyncMap::from(FastMap::from_iter(entries))
    }
}

/// Of equal keys in the array, the last one's value counts.
impl<K: FastKey, V, const N: usize> From<[(K, V); N]> for SyncMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        SyncMap::from_iter(entries)
    }
}

impl<K: FastKey, V> Extend<(K, V)> for SyncMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.store(key, value);
        }
    }
}

/// An iterator over the entries of a [`SyncMap`] that was consumed.
pub struct SyncIntoIter<K, V> {
    /// The only table that has them still.
    entries: IntoWalk<Entry<K, V>>,
    left: usize,
}

impl<K: FastKey, V> IntoIterator for SyncMap<K, V> {
    type Item = (K, V);
    type IntoIter = SyncIntoIter<K, V>;

    fn into_iter(mut self) -> SyncIntoIter<K, V> {
        let left = self.len.load(Relaxed).cast_unsigned();
        let dirty = self.dirty.get_mut().entries.take();
        let read = mem::replace(&mut self.read.root_mut().entries, Entries::new(self.seed));
        let entries = dirty.unwrap_or(read);
        drop(self); // and what was retired; where that panics the entries are dropped too, as long as they are not returned
        SyncIntoIter {
            entries: entries.into_walk(),
            left,
        }
    }
}

/// Drops what is left, also where dropping some of it panics.
impl<K, V> Drop for SyncIntoIter<K, V> {
    fn drop(&mut self) {
        drop_each(self.entries.by_ref());
    }
}

impl<K, V> Iterator for SyncIntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.entries.next()?.into_parts() {
                self.left -= 1;
                return Some(entry);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> ExactSizeIterator for SyncIntoIter<K, V> {}
impl<K, V> FusedIterator for SyncIntoIter<K, V> {}

impl<K, V> fmt::Debug for SyncIntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncIntoIter")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}
