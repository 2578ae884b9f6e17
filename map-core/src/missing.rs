//! Methods that people bring from other languages and that maps here do not have. Calling one is a compile error (E0599)
//! that says what to write instead, whatever the arguments.
//!
//! Each name is a hidden method under a bound that nothing satisfies: rustc finds the name, fails on the bound, and
//! prints the bound's message. The table below is all there is to it.
//!
//! Of types with a lifetime rustc 1.95 prints the bound but not its message, because the lifetimes of the two are not
//! yet known to be one. So where the type is an entry, the bound's name says what to use. And `for_each` is not in the
//! table: rustc speaks of `Iterator::for_each` first.

use crate::map::{Entry, EntryRef, FastMap, OccupiedEntry, VacantEntry, VacantEntryRef};
use crate::set::FastSet;
use crate::stable::{
    Entry as StableEntry, OccupiedEntry as StableOccupied, StableMap, VacantEntry as StableVacant,
};

/// For each type and method of a table: a trait that nothing implements, and the hidden method that needs it. Types that
/// have the same methods share their rows. Kinds of maps have tables of their own, which all come here.
macro_rules! missing {
    ($([$($types:tt)+] $rows:tt)*) => {
        $($crate::missing::missing! { @each $rows $($types)+ })*
    };
    (@each $rows:tt $($type:ident $parameters:tt as $module:ident $(of unsized $unsized:ident)?),+) => {
        $($crate::missing::missing! { @of $type $parameters $module [$($unsized: ?Sized)?] $rows })+
    };
    (@of $type:ident $parameters:tt $module:ident $bounds:tt {$(
        $method:ident as $trait:ident: $message:literal, $label:literal, [$($note:literal),+];
    )*}) => {
        /// The bounds, one a method.
        mod $module {$(
            #[diagnostic::on_unimplemented(message = $message, label = $label, $(note = $note),+)]
            pub trait $trait {}
        )*}

        $($crate::missing::missing! { @method $type $parameters $module $bounds $method $trait })*
    };
    (@method $type:ident [$($parameter:tt)*] $module:ident [$($bound:tt)*] $method:ident $trait:ident) => {
        #[doc(hidden)]
        impl<$($parameter)*> $type<$($parameter)*>
        where
            Self: $module::$trait,
            $($bound)*
        {
            #[doc(hidden)]
            pub fn $method(&mut self) {}
        }
    };
}
pub(crate) use missing;

missing! {
    [FastMap [K, V] as map, StableMap [K, V] as stable] {
        update as HasUpdate: "`{Self}` has no `update` method", "maps have no `update`", [
            "to change a value in place, or put a first one in: `map.entry(key).and_modify(|v| ...).or_insert(default)`",
            "to overwrite: `map.insert(key, value)`; only if present: `if let Some(v) = map.get_mut(&key) {{ ... }}`"
        ];
        put as HasPut: "`{Self}` has no `put` method", "maps have no `put`", [
            "to set a value, and get the old one: `map.insert(key, value)`"
        ];
        set as HasSet: "`{Self}` has no `set` method", "maps have no `set`", [
            "to set a value, and get the old one: `map.insert(key, value)`"
        ];
        add as HasAdd: "`{Self}` has no `add` method", "maps have no `add`", [
            "to set a value: `map.insert(key, value)`; only if the key is new: `map.entry(key).or_insert(value)`"
        ];
        store as HasStore: "`{Self}` has no `store` method", "maps have no `store`", [
            "to set a value, and get the old one: `map.insert(key, value)`"
        ];
        upsert as HasUpsert: "`{Self}` has no `upsert` method", "maps have no `upsert`", [
            "to change a value, or put a first one in: `map.entry(key).and_modify(|v| ...).or_insert(default)`"
        ];
        delete as HasDelete: "`{Self}` has no `delete` method", "maps have no `delete`", [
            "to take a key out: `map.remove(&key)`"
        ];
        has as HasHas: "`{Self}` has no `has` method", "maps have no `has`", [
            "to ask whether a key is there: `map.contains_key(&key)`"
        ];
        contains as HasContains: "`{Self}` has no `contains` method", "maps have no `contains`", [
            "to ask whether a key is there: `map.contains_key(&key)`"
        ];
        size as HasSize: "`{Self}` has no `size` method", "maps have no `size`", [
            "to count the entries: `map.len()`; the bytes: `map.allocation_size()`"
        ];
        load as HasLoad: "`{Self}` has no `load` method", "maps have no `load`", [
            "to look a key up: `map.get(&key)`, which gives `Some(&value)` or `None`"
        ];
        load_or_store as HasLoadOrStore: "`{Self}` has no `load_or_store` method", "maps have no `load_or_store`", [
            "to put a value in only if the key is new: `map.entry(key).or_insert(value)`"
        ];
        get_or_default as HasGetOrDefault: "`{Self}` has no `get_or_default` method", "maps have no `get_or_default`", [
            "to read with a default: `map.get(&key).copied().unwrap_or_default()`",
            "to put the default in if the key is new: `map.entry(key).or_default()`"
        ];
        get_or_insert as HasGetOrInsert: "`{Self}` has no `get_or_insert` method", "maps have no `get_or_insert`", [
            "to put a value in only if the key is new: `map.entry(key).or_insert(value)`"
        ];
        compute_if_absent as HasComputeIfAbsent: "`{Self}` has no `compute_if_absent` method", "maps have no `compute_if_absent`", [
            "to put a computed value in only if the key is new: `map.entry(key).or_insert_with(|| ...)`"
        ];
        compute_if_present as HasComputeIfPresent: "`{Self}` has no `compute_if_present` method", "maps have no `compute_if_present`", [
            "to change a value only if it is there: `if let Some(v) = map.get_mut(&key) {{ ... }}`"
        ];
        range as HasRange: "`{Self}` has no `range` method", "maps have no `range`", [
            "to visit all entries: `for (key, value) in &map {{ ... }}`; hashed keys have no order to take a range of"
        ];
    }
    [FastSet [K] as set] {
        update as HasUpdate: "`{Self}` has no `update` method", "sets have no `update`", [
            "to put many keys in: `set.extend(keys)`; one: `set.insert(key)`",
            "to put a key in the place of an equal one: `set.replace(key)`"
        ];
        put as HasPut: "`{Self}` has no `put` method", "sets have no `put`", [
            "to put a key in, and learn whether it is new: `set.insert(key)`"
        ];
        set as HasSet: "`{Self}` has no `set` method", "sets have no `set`", [
            "to put a key in, and learn whether it is new: `set.insert(key)`"
        ];
        add as HasAdd: "`{Self}` has no `add` method", "sets have no `add`", [
            "to put a key in, and learn whether it is new: `set.insert(key)`"
        ];
        store as HasStore: "`{Self}` has no `store` method", "sets have no `store`", [
            "to put a key in, and learn whether it is new: `set.insert(key)`"
        ];
        upsert as HasUpsert: "`{Self}` has no `upsert` method", "sets have no `upsert`", [
            "to put a key in the place of an equal one: `set.replace(key)`"
        ];
        load as HasLoad: "`{Self}` has no `load` method", "sets have no `load`", [
            "to ask whether a key is there: `set.contains(&key)`; to get the one that is: `set.get(&key)`"
        ];
        compute_if_absent as HasComputeIfAbsent: "`{Self}` has no `compute_if_absent` method", "sets have no `compute_if_absent`", [
            "to put a computed key in only if it is new: `set.get_or_insert_with(&key, |key| ...)`"
        ];
        get_or_default as HasGetOrDefault: "`{Self}` has no `get_or_default` method", "sets have no `get_or_default`", [
            "to get the key that is there, or put one in: `set.get_or_insert_with(&key, |key| ...)`"
        ];
        delete as HasDelete: "`{Self}` has no `delete` method", "sets have no `delete`", [
            "to take a key out, and learn whether it was there: `set.remove(&key)`"
        ];
        discard as HasDiscard: "`{Self}` has no `discard` method", "sets have no `discard`", [
            "to take a key out, and learn whether it was there: `set.remove(&key)`"
        ];
        has as HasHas: "`{Self}` has no `has` method", "sets have no `has`", [
            "to ask whether a key is there: `set.contains(&key)`"
        ];
        contains_key as HasContainsKey: "`{Self}` has no `contains_key` method", "sets have no `contains_key`", [
            "to ask whether a key is there: `set.contains(&key)`"
        ];
        size as HasSize: "`{Self}` has no `size` method", "sets have no `size`", [
            "to count the keys: `set.len()`; the bytes: `set.allocation_size()`"
        ];
    }
    [
        Entry ['a, K, V] as entry,
        StableEntry ['a, K, V] as stable_entry,
        EntryRef ['a, 'b, K, Q, V] as entry_ref of unsized Q
    ] {
        update as UseAndModifyThenOrInsert: "`{Self}` has no `update` method", "entries have no `update`", [
            "to change a value in place, or put a first one in: `entry.and_modify(|v| ...).or_insert(default)`"
        ];
        upsert as UseAndModifyThenOrInsertInstead: "`{Self}` has no `upsert` method", "entries have no `upsert`", [
            "to change a value in place, or put a first one in: `entry.and_modify(|v| ...).or_insert(default)`"
        ];
        get_or_default as UseOrDefault: "`{Self}` has no `get_or_default` method", "entries have no `get_or_default`", [
            "to put the default in if the key is new: `entry.or_default()`"
        ];
        compute_if_absent as UseOrInsertWith: "`{Self}` has no `compute_if_absent` method", "entries have no `compute_if_absent`", [
            "to put a computed value in only if the key is new: `entry.or_insert_with(|| ...)`"
        ];
        get as UseMapGetOrMatch: "`{Self}` has no `get` method", "entries have no `get`", [
            "match on `Entry::Occupied(entry)` to read its value; without inserting: `map.get(&key)`"
        ];
        load as UseMapGetOrMatchToLoad: "`{Self}` has no `load` method", "entries have no `load`", [
            "match on `Entry::Occupied(entry)` to read its value; without inserting: `map.get(&key)`"
        ];
        has as UseMapContainsKey: "`{Self}` has no `has` method", "entries have no `has`", [
            "to ask whether a key is there: `map.contains_key(&key)`; an entry that is there is `Entry::Occupied`"
        ];
        size as UseMapLen: "`{Self}` has no `size` method", "entries have no `size`", [
            "to count the entries: `map.len()`"
        ];
        delete as UseMapRemoveOrMatch: "`{Self}` has no `delete` method", "entries have no `delete`", [
            "to take a key out: `map.remove(&key)`; by its entry, match on `Entry::Occupied(entry)`: `entry.remove()`"
        ];
    }
    [Entry ['a, K, V] as overwritten, StableEntry ['a, K, V] as stable_overwritten] {
        insert as UseInsertEntryOrOrInsert: "`{Self}` has no `insert` method", "entries have no `insert`", [
            "to overwrite: `entry.insert_entry(value)`; only if the key is new: `entry.or_insert(value)`"
        ];
        set as UseInsertEntry: "`{Self}` has no `set` method", "entries have no `set`", [
            "to overwrite: `entry.insert_entry(value)`"
        ];
        put as UseInsertEntryInstead: "`{Self}` has no `put` method", "entries have no `put`", [
            "to overwrite: `entry.insert_entry(value)`"
        ];
        store as UseInsertEntryToStore: "`{Self}` has no `store` method", "entries have no `store`", [
            "to overwrite: `entry.insert_entry(value)`"
        ];
    }
    [EntryRef ['a, 'b, K, Q, V] as overwritten_ref of unsized Q] {
        set as UseInsert: "`{Self}` has no `set` method", "entries have no `set`", [
            "to overwrite: `entry.insert(value)`"
        ];
        put as UseInsertInstead: "`{Self}` has no `put` method", "entries have no `put`", [
            "to overwrite: `entry.insert(value)`"
        ];
        store as UseInsertToStore: "`{Self}` has no `store` method", "entries have no `store`", [
            "to overwrite: `entry.insert(value)`"
        ];
    }
    [OccupiedEntry ['a, K, V] as occupied, StableOccupied ['a, K, V] as stable_occupied] {
        update as UseGetMutOrInsert: "`{Self}` has no `update` method", "occupied entries have no `update`", [
            "to change the value in place: `*entry.get_mut() = ...`; to replace it: `entry.insert(value)`"
        ];
        upsert as UseGetMutOrInsertInstead: "`{Self}` has no `upsert` method", "occupied entries have no `upsert`", [
            "to change the value in place: `*entry.get_mut() = ...`; to replace it: `entry.insert(value)`"
        ];
        set as UseInsert: "`{Self}` has no `set` method", "occupied entries have no `set`", [
            "to replace the value: `entry.insert(value)`"
        ];
        put as UseInsertInstead: "`{Self}` has no `put` method", "occupied entries have no `put`", [
            "to replace the value: `entry.insert(value)`"
        ];
        store as UseInsertToStore: "`{Self}` has no `store` method", "occupied entries have no `store`", [
            "to replace the value: `entry.insert(value)`"
        ];
        load as UseGet: "`{Self}` has no `load` method", "occupied entries have no `load`", [
            "to read the value: `entry.get()`"
        ];
        delete as UseRemove: "`{Self}` has no `delete` method", "occupied entries have no `delete`", [
            "to take the entry out: `entry.remove()`"
        ];
    }
    [
        VacantEntry ['a, K, V] as vacant,
        StableVacant ['a, K, V] as stable_vacant,
        VacantEntryRef ['a, 'b, K, Q, V] as vacant_ref of unsized Q
    ] {
        update as UseInsert: "`{Self}` has no `update` method", "vacant entries have no `update`", [
            "there is no value yet to update; to put one in: `entry.insert(value)`"
        ];
        upsert as UseInsertInstead: "`{Self}` has no `upsert` method", "vacant entries have no `upsert`", [
            "to put a value in: `entry.insert(value)`"
        ];
        set as UseInsertToSet: "`{Self}` has no `set` method", "vacant entries have no `set`", [
            "to put a value in: `entry.insert(value)`"
        ];
        put as UseInsertToPut: "`{Self}` has no `put` method", "vacant entries have no `put`", [
            "to put a value in: `entry.insert(value)`"
        ];
        store as UseInsertToStore: "`{Self}` has no `store` method", "vacant entries have no `store`", [
            "to put a value in: `entry.insert(value)`"
        ];
    }
}
