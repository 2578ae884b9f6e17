//! The operations on all entries of [`FastMap`](struct@FastMap)s behind locks. One table is locked at a time, and what
//! is taken out of it is dropped after it is unlocked; see [`lock`](super::lock).

use core::mem;
use std::vec::Vec;

use super::lock::Shard;
use crate::key::FastKey;
use crate::map::FastMap;
use crate::panics::{DropAll, FirstPanic};

/// Shows the entries to `visit` until it answers `false`.
#[cfg_attr(debug_assertions, track_caller)]
pub(super) fn range<'a, K: 'a, V: 'a>(
    shards: impl Iterator<Item = Shard<'a, K, V>>,
    mut visit: impl FnMut(&K, &V) -> bool,
) {
    for shard in shards {
        if !shard.read().iter().all(|(key, value)| visit(key, value)) {
            return;
        }
    }
}

/// Keeps only the entries for which `keep` says yes.
#[cfg_attr(debug_assertions, track_caller)]
pub(super) fn retain<'a, K: 'a, V: 'a>(
    shards: impl Iterator<Item = Shard<'a, K, V>>,
    mut keep: impl FnMut(&K, &V) -> bool,
) {
    for shard in shards {
        if !mem::needs_drop::<(K, V)>() {
            shard.write().retain(|key, value| keep(key, value));
            continue;
        }
        let mut removed = DropAll(Vec::new()); // after the lock, also where `keep` panics
        let mut map = shard.write();
        (removed.0).extend(map.extract_if(|key, value| !keep(key, value)));
    }
}

/// Takes all entries out. Each table keeps its memory, unless somebody stores to it while its entries are dropped.
#[cfg_attr(debug_assertions, track_caller)]
pub(super) fn clear<'a, K: 'a, V: 'a>(shards: impl Iterator<Item = Shard<'a, K, V>>) {
    let mut panics = FirstPanic::none();
    for shard in shards {
        if !mem::needs_drop::<(K, V)>() {
            shard.write().clear();
            continue;
        }
        let mut old = match &mut *shard.write() {
            map if map.is_empty() => continue,
            map => FastMap {
                table: map.table.take(),
            },
        };
        panics.drop_each(old.drain());
        let mut map = shard.write();
        if map.capacity() == 0 {
            mem::swap(&mut *map, &mut old);
        }
        drop(map);
    }
    panics.resume();
}

/// A copy of all entries.
#[cfg_attr(debug_assertions, track_caller)]
pub(super) fn snapshot<'a, K, V>(shards: impl Iterator<Item = Shard<'a, K, V>>) -> FastMap<K, V>
where
    K: FastKey + Clone + 'a,
    V: Clone + 'a,
{
    let mut copy = FastMap::new();
    for shard in shards {
        let (mut keys, mut values) = (DropAll(Vec::new()), DropAll(Vec::new()));
        let map = shard.read();
        keys.0.reserve(map.len());
        values.0.reserve(map.len());
        // One by one, so that what was copied when a copy panics is dropped after the lock.
        for (key, value) in map.iter() {
            keys.0.push(key.clone());
            values.0.push(value.clone());
        }
        drop(map);
        copy.extend(keys.into_inner().into_iter().zip(values.into_inner()));
    }
    copy
}
