//! The operations on one key of a [`FastMap`] behind a lock, written once for the maps that are made of such.

use core::mem;

use equivalent::Equivalent;

use super::ask::Ask;
use super::outcome::{CompareError, LoadOrStore};
use super::reentry::Held;
use super::shim::RwLock;
use crate::key::FastKey;
use crate::map::{ByKey, Entry, FastMap};

/// The table that has a key or would have it. Nothing is locked yet.
///
/// Values that leave the table are dropped after its lock is given back.
pub(super) struct At<'a, K, V, A> {
    pub(super) table: &'a RwLock<FastMap<K, V>>,
    pub(super) ask: A,
    pub(super) _held: Held,
}

impl<K: FastKey, V, A: Ask> At<'_, K, V, A> {
    #[inline]
    pub(super) fn get_with<Q, R>(self, key: &Q, read: impl FnOnce(&V) -> R) -> Option<R>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let map = self.table.read();
        let found = map.table.get(&self.ask.query(key));
        found.map(|(_, value)| read(value))
    }

    #[inline]
    pub(super) fn swap(self, key: K, value: V) -> Option<V> {
        let mut map = self.table.write();
        let place = map.table.entry(&self.ask.query::<K, K, V>(&key));
        match place {
            Ok(mut place) => Some(mem::replace(&mut place.overwrite::<ByKey<K>>().1, value)),
            Err(place) => {
                place.insert::<ByKey<K>>((key, value));
                None
            }
        }
    }

    #[inline]
    pub(super) fn load_or_insert_with(self, key: K, value: impl FnOnce() -> V) -> LoadOrStore<V>
    where
        V: Clone,
    {
        // Most often the key is there, and then readers need not wait.
        if let Some((_, value)) = self
            .table
            .read()
            .table
            .get(&self.ask.query::<K, K, V>(&key))
        {
            return LoadOrStore::Loaded(value.clone());
        }
        let mut map = self.table.write();
        let place = map.table.entry(&self.ask.query::<K, K, V>(&key));
        match place {
            Ok(place) => LoadOrStore::Loaded(place.get().1.clone()),
            Err(place) => {
                let value = value();
                place.insert::<ByKey<K>>((key, value.clone()));
                LoadOrStore::Stored(value)
            }
        }
    }

    #[inline]
    pub(super) fn load_and_delete<Q>(self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let entry = self.table.write().table.remove(&self.ask.query(key));
        entry.map(|(_, value)| value)
    }

    pub(super) fn compare_and_swap<Q>(self, key: &Q, old: &V, new: V) -> Result<(), CompareError<V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let mut map = self.table.write();
        match map.table.entry(&self.ask.query(key)) {
            Ok(mut place) if place.get().1 == *old => {
                let replaced = mem::replace(&mut place.overwrite::<ByKey<K>>().1, new);
                drop(map);
                drop(replaced);
                Ok(())
            }
            _ => Err(CompareError { not_stored: new }),
        }
    }

    pub(super) fn compare_and_delete<Q>(self, key: &Q, old: &V) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let mut map = self.table.write();
        let entry = match map.table.entry(&self.ask.query(key)) {
            Ok(place) if place.get().1 == *old => place.remove::<ByKey<K>>(),
            _ => return false,
        };
        drop(map);
        drop(entry);
        true
    }

    pub(super) fn alter(self, key: K, change: impl FnOnce(Option<&V>) -> Option<V>) -> Option<V> {
        let mut map = self.table.write();
        let place = map.table.entry(&self.ask.query::<K, K, V>(&key));
        match place {
            Ok(mut place) => match change(Some(&place.get().1)) {
                Some(new) => Some(mem::replace(&mut place.overwrite::<ByKey<K>>().1, new)),
                None => Some(place.remove::<ByKey<K>>().1),
            },
            Err(place) => {
                if let Some(new) = change(None) {
                    place.insert::<ByKey<K>>((key, new));
                }
                None
            }
        }
    }

    pub(super) fn entry_with<R>(self, key: K, edit: impl FnOnce(Entry<'_, K, V>) -> R) -> R {
        let mut map = self.table.write();
        let place = map.table.entry(&self.ask.query::<K, K, V>(&key));
        edit(match place {
            Ok(place) => Entry::occupied(place.read::<ByKey<K>>()),
            Err(place) => Entry::vacant(place, key),
        })
    }
}
