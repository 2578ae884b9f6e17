//! The operations on one key of a [`FastMap`](struct@crate::FastMap) behind a lock, written once for the maps that are
//! made of such.
//!
//! Each declares what the table may give away before the lock, so that it is dropped after it; see [`lock`](super::lock).

use core::mem;

use equivalent::Equivalent;

use super::ask::Ask;
use super::lock::Shard;
use super::outcome::{CompareError, LoadOrStore};
use crate::engine::Query;
use crate::key::FastKey;
use crate::keyed::{ByKey, check_range};
use crate::map::Entry;
use crate::trace;

/// The table that has a key or would have it. Nothing is locked yet.
pub(super) struct At<'a, K, V, A> {
    pub(super) shard: Shard<'a, K, V>,
    pub(super) ask: A,
}

impl<K: FastKey, V, A: Ask> At<'_, K, V, A> {
    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn get_with<Q, R>(self, key: &Q, read: impl FnOnce(&V) -> R) -> Option<R>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let map = self.shard.read();
        #[expect(
            clippy::manual_map,
            reason = "`map` drops a closure that is not called before the lock"
        )]
        match trace::get(&map.table, self.ask.query::<Q, K, V>(key), key) {
            Some((_, value)) => Some(read(value)),
            None => None,
        }
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn swap(self, key: K, value: V) -> Option<V> {
        check_range(&key);
        let mut map = self.shard.write();
        let query = self.ask.query::<K, K, V>(&key);
        match map.table.entry(&query) {
            Ok(mut found) => Some(mem::replace(&mut trace::overwrite(&mut found).1, value)),
            Err(vacant) => {
                let room = trace::make_room(vacant, |seed| query.hash(seed));
                room.insert::<K>((key, value));
                None
            }
        }
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn load_or_insert_with(self, key: K, value: impl FnOnce() -> V) -> LoadOrStore<V>
    where
        V: Clone,
    {
        let query = self.ask.query::<K, K, V>(&key);
        // Most often the key is there, and then readers need not wait.
        let map = self.shard.read();
        if let Some((_, value)) = trace::get(&map.table, query, &key) {
            return LoadOrStore::Loaded(value.clone());
        }
        drop(map);
        check_range(&key);
        let (stored, copy);
        let mut map = self.shard.write();
        match map.table.entry(&query) {
            Ok(found) => LoadOrStore::Loaded(found.get().1.clone()),
            Err(vacant) => {
                stored = value();
                copy = stored.clone();
                let room = trace::make_room(vacant, |seed| query.hash(seed));
                room.insert::<K>((key, stored));
                LoadOrStore::Stored(copy)
            }
        }
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn load_and_delete<Q>(self, key: &Q) -> Option<V>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let entry = self.shard.write().table.remove(&self.ask.query(key));
        entry.map(|(_, value)| value)
    }

    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn compare_and_swap<Q>(self, key: &Q, old: &V, new: V) -> Result<(), CompareError<V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let _replaced;
        let mut map = self.shard.write();
        match map.table.entry(&self.ask.query(key)) {
            Ok(mut found) if found.get().1 == *old => {
                _replaced = mem::replace(&mut trace::overwrite(&mut found).1, new);
                Ok(())
            }
            _ => Err(CompareError { not_stored: new }),
        }
    }

    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn compare_and_delete<Q>(self, key: &Q, old: &V) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        V: PartialEq,
    {
        let _entry;
        let mut map = self.shard.write();
        match map.table.entry(&self.ask.query(key)) {
            Ok(found) if found.get().1 == *old => {
                _entry = found.remove::<ByKey<K>>();
                true
            }
            _ => false,
        }
    }

    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn alter(
        self,
        key: K,
        mut change: impl FnMut(Option<&V>) -> Option<V>,
    ) -> Option<V> {
        check_range(&key);
        let (entry, new);
        let mut map = self.shard.write();
        let query = self.ask.query::<K, K, V>(&key);
        match map.table.entry(&query) {
            Ok(mut found) => {
                if let Some(new) = change(Some(&found.get().1)) {
                    return Some(mem::replace(&mut trace::overwrite(&mut found).1, new));
                }
                entry = found.remove::<ByKey<K>>();
                Some(entry.1)
            }
            Err(vacant) => {
                new = change(None)?;
                let room = trace::make_room(vacant, |seed| query.hash(seed));
                room.insert::<K>((key, new));
                None
            }
        }
    }

    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn entry_with<R>(self, key: K, edit: impl FnOnce(Entry<'_, K, V>) -> R) -> R {
        let mut map = self.shard.write();
        let entry = map.table.entry(&self.ask.query::<K, K, V>(&key));
        edit(match entry {
            Ok(found) => Entry::occupied(trace::found(found)),
            Err(vacant) => Entry::vacant(vacant, key),
        })
    }
}
