//! Methods that people bring from std, dashmap, scc and papaya, and that maps which threads share do not have; see
//! [`crate::missing`].
//!
//! Of a map in an `Arc` or a `LazyLock`, as shared maps mostly are, rustc 1.95 prints the bound but not its message. So the
//! bound's name says what to use.

use super::{LockedMap, ShardedMap, SyncMap};
use crate::missing::missing;

missing! {
    [LockedMap [K, V] as locked, ShardedMap [K, V] as sharded, SyncMap [K, V] as sync_map] {
        upsert as UseAlterToUpsert: "`{Self}` has no `upsert` method", "shared maps have no `upsert`", [
            "to change a value, or put a first one in, in one atomic step: `map.alter(key, |value| Some(...))`"
        ];
        compute as UseAlterToCompute: "`{Self}` has no `compute` method", "shared maps have no `compute`", [
            "to change a value, put a first one in or take it out, in one atomic step: `map.alter(key, |value| ...)`"
        ];
        get as UseLoadOrGetWith: "`{Self}` has no `get` method", "shared maps have no `get`", [
            "to copy a value out: `map.load(&key)`, which gives `Some(value)` or `None`",
            "to look at it where it is: `map.get_with(&key, |value| ...)`; a reference to it could not outlive the lookup"
        ];
        insert as UseStoreOrSwap: "`{Self}` has no `insert` method", "shared maps have no `insert`", [
            "to set a value: `map.store(key, value)`; and get the old one: `map.swap(key, value)`",
            "to put a value in only if the key is new: `map.load_or_store(key, value)`"
        ];
        try_insert as UseLoadOrStore: "`{Self}` has no `try_insert` method", "shared maps have no `try_insert`", [
            "to put a value in only if the key is new: `map.load_or_store(key, value)`"
        ];
        get_or_insert_with as UseLoadOrInsertWith: "`{Self}` has no `get_or_insert_with` method", "shared maps have no `get_or_insert_with`", [
            "to put a value in only if the key is new, and get what is there: `map.load_or_insert_with(key, || ...)`"
        ];
        compute_if_absent as UseLoadOrInsertWithToCompute: "`{Self}` has no `compute_if_absent` method", "shared maps have no `compute_if_absent`", [
            "to put a computed value in only if the key is new, and get what is there: `map.load_or_insert_with(key, || ...)`"
        ];
        get_or_default as UseLoadThenUnwrapOrDefault: "`{Self}` has no `get_or_default` method", "shared maps have no `get_or_default`", [
            "to read with a default: `map.load(&key).unwrap_or_default()`",
            "to put the default in if the key is new: `map.load_or_insert_with(key, Default::default)`"
        ];
        put as UseStore: "`{Self}` has no `put` method", "shared maps have no `put`", [
            "to set a value: `map.store(key, value)`; and get the old one: `map.swap(key, value)`"
        ];
        set as UseStoreToSet: "`{Self}` has no `set` method", "shared maps have no `set`", [
            "to set a value: `map.store(key, value)`; and get the old one: `map.swap(key, value)`"
        ];
        remove as UseDeleteOrLoadAndDelete: "`{Self}` has no `remove` method", "shared maps have no `remove`", [
            "to take a key out: `map.delete(&key)`; and get its value: `map.load_and_delete(&key)`"
        ];
        remove_if as UseCompareAndDelete: "`{Self}` has no `remove_if` method", "shared maps have no `remove_if`", [
            "to take a key out if it has a value: `map.compare_and_delete(&key, &old)`",
            "to decide by a closure: `map.alter(key, |value| ...)`, which takes the key out where that gives `None`"
        ];
        contains as UseContainsKey: "`{Self}` has no `contains` method", "shared maps have no `contains`", [
            "to ask whether a key is there: `map.contains_key(&key)`"
        ];
        has as UseContainsKeyInstead: "`{Self}` has no `has` method", "shared maps have no `has`", [
            "to ask whether a key is there: `map.contains_key(&key)`"
        ];
        size as UseLen: "`{Self}` has no `size` method", "shared maps have no `size`", [
            "to count the entries: `map.len()`"
        ];
        iter as UseRangeOrSnapshot: "`{Self}` has no `iter` method", "shared maps have no `iter`", [
            "to visit the entries: `map.range(|key, value| {{ ...; true }})`; to copy them out first: `map.snapshot()`"
        ];
        iter_mut as UseSnapshotAndAlter: "`{Self}` has no `iter_mut` method", "shared maps have no `iter_mut`", [
            "to change every value: `for key in map.snapshot().into_keys() {{ map.alter(key, |value| ...); }}`"
        ];
        keys as UseRangeOrSnapshotForKeys: "`{Self}` has no `keys` method", "shared maps have no `keys`", [
            "to visit the keys: `map.range(|key, _| {{ ...; true }})`; to copy them out first: `map.snapshot().into_keys()`"
        ];
        values as UseRangeOrSnapshotForValues: "`{Self}` has no `values` method", "shared maps have no `values`", [
            "to visit the values: `map.range(|_, value| {{ ...; true }})`; to copy them out first: `map.snapshot().into_values()`"
        ];
        drain as UseClearOrIntoInner: "`{Self}` has no `drain` method", "shared maps have no `drain`", [
            "to take all entries out: `map.clear()`; with the map itself: `map.into_inner()`"
        ];
    }
    [LockedMap [K, V] as locked_values, ShardedMap [K, V] as sharded_values] {
        update as UseAlter: "`{Self}` has no `update` method", "shared maps have no `update`", [
            "to change a value, or put a first one in, in one atomic step: `map.alter(key, |value| Some(...))`",
            "to change a value in place: `map.entry_with(key, |entry| {{ entry.and_modify(|value| ...); }})`",
            "to overwrite: `map.store(key, value)`; only if it is still the old one: `map.compare_and_swap(&key, &old, new)`"
        ];
        modify as UseAlterToModify: "`{Self}` has no `modify` method", "shared maps have no `modify`", [
            "to change a value in one atomic step: `map.alter(key, |value| ...)`",
            "to change a value in place: `map.entry_with(key, |entry| {{ entry.and_modify(|value| ...); }})`"
        ];
        get_mut as UseAlterOrStore: "`{Self}` has no `get_mut` method", "shared maps have no `get_mut`", [
            "to change a value in place: `map.entry_with(key, |entry| {{ entry.and_modify(|value| ...); }})`",
            "to replace a value: `map.store(key, value)`"
        ];
        entry as UseAlterOrLoadOrInsertWith: "`{Self}` has no `entry` method", "shared maps have no `entry`", [
            "to change a value in place: `map.entry_with(key, |entry| {{ entry.and_modify(|value| ...); }})`",
            "to put a value in only if the key is new: `map.load_or_insert_with(key, || ...)`"
        ];
    }
    [SyncMap [K, V] as sync_values] {
        update as UseAlter: "`{Self}` has no `update` method", "shared maps have no `update`", [
            "to change a value, or put a first one in, in one atomic step: `map.alter(key, |value| Some(...))`",
            "to change a value: `map.alter(key, |value| ...)` puts a new one in its place; others may be reading the old one",
            "to overwrite: `map.store(key, value)`; only if it is still the old one: `map.compare_and_swap(&key, &old, new)`"
        ];
        modify as UseAlterToModify: "`{Self}` has no `modify` method", "shared maps have no `modify`", [
            "to change a value in one atomic step: `map.alter(key, |value| ...)`",
            "to change a value: `map.alter(key, |value| ...)` puts a new one in its place; others may be reading the old one"
        ];
        get_mut as UseAlterOrStore: "`{Self}` has no `get_mut` method", "shared maps have no `get_mut`", [
            "to change a value: `map.alter(key, |value| ...)` puts a new one in its place; others may be reading the old one",
            "to replace a value: `map.store(key, value)`"
        ];
        entry as UseAlterOrLoadOrInsertWith: "`{Self}` has no `entry` method", "shared maps have no `entry`", [
            "to change a value: `map.alter(key, |value| ...)` puts a new one in its place; others may be reading the old one",
            "to put a value in only if the key is new: `map.load_or_insert_with(key, || ...)`"
        ];
    }
    [LockedMap [K, V] as guards] {
        read as UseReadWith: "`{Self}` has no `read` method", "locked maps give out no guards", [
            "to read the whole map: `map.read_with(|map| ...)`; a guard could deadlock with the next call"
        ];
        write as UseWriteWith: "`{Self}` has no `write` method", "locked maps give out no guards", [
            "to change the whole map: `map.write_with(|map| ...)`; a guard could deadlock with the next call"
        ];
        lock as UseWriteWithInstead: "`{Self}` has no `lock` method", "locked maps give out no guards", [
            "to change the whole map: `map.write_with(|map| ...)`; a guard could deadlock with the next call"
        ];
    }
    [SyncMap [K, V] as pins] {
        entry_with as UseAlterInstead: "`{Self}` has no `entry_with` method", "a `SyncMap` has no `entry_with`", [
            "to change a value: `map.alter(key, |value| ...)` puts a new one in its place; others may be reading the old one",
            "to put a value in only if the key is new: `map.load_or_insert_with(key, || ...)`"
        ];
        pin as UseLoadWithoutPin: "`{Self}` has no `pin` method", "a `SyncMap` needs no pin", [
            "to look a key up: `map.load(&key)` or `map.get_with(&key, |value| ...)`, which pin for as long as they take"
        ];
    }
}
