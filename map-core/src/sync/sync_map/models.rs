//! Models of the lock-free steps, run by loom in every interleaving: `RUSTFLAGS="--cfg loom" cargo test -p map-core
//! --features sync --lib loom`, with a target directory of its own.
//!
//! In each, two threads do a few operations on a map that was brought into some state before. What they got, and what the
//! map has in the end, must be what a plain map gives for some merge of the two.

use std::collections::BTreeMap;
use std::vec::Vec;

use loom::sync::Arc;
use loom::thread;

use super::SyncMap;

type Key = u32;
type Value = u32;

#[derive(Clone, Copy, Debug)]
enum Op {
    Load(Key),
    Store(Key, Value),
    Swap(Key, Value),
    LoadOrStore(Key, Value),
    LoadAndDelete(Key),
    CompareAndSwap(Key, Value, Value),
    CompareAndDelete(Key, Value),
    /// `alter` to twice the value and one more, or 1.
    Alter(Key),
    /// `alter` to nothing.
    AlterAway(Key),
    Clear,
    /// `retain` of odd values.
    RetainOdd,
    /// `range` over all, for its promotion; what it shows is the matter of a model of its own.
    Promote,
}

use Op::*;

/// What an operation answers; 0 stands for nothing.
fn on_map(op: Op, map: &SyncMap<Key, Value>) -> Value {
    match op {
        Load(key) => map.load(&key).unwrap_or(0),
        Store(key, value) => {
            map.store(key, value);
            0
        }
        Swap(key, value) => map.swap(key, value).unwrap_or(0),
        LoadOrStore(key, value) => map.load_or_store(key, value).into_value(),
        LoadAndDelete(key) => map.load_and_delete(&key).unwrap_or(0),
        CompareAndSwap(key, old, new) => map.compare_and_swap(&key, &old, new).is_ok().into(),
        CompareAndDelete(key, old) => map.compare_and_delete(&key, &old).into(),
        Alter(key) => map
            .alter(key, |value| Some(value.map_or(0, |value| value * 2) + 1))
            .unwrap_or(0),
        AlterAway(key) => map.alter(key, |_| None).unwrap_or(0),
        Clear => {
            map.clear();
            0
        }
        RetainOdd => {
            map.retain(|_, value| value % 2 == 1);
            0
        }
        Promote => {
            map.range(|_, _| true);
            0
        }
    }
}

/// The same of a plain map.
fn on_model(op: Op, map: &mut BTreeMap<Key, Value>) -> Value {
    match op {
        Load(key) => map.get(&key).copied().unwrap_or(0),
        Store(key, value) => {
            map.insert(key, value);
            0
        }
        Swap(key, value) => map.insert(key, value).unwrap_or(0),
        LoadOrStore(key, value) => *map.entry(key).or_insert(value),
        LoadAndDelete(key) | AlterAway(key) => map.remove(&key).unwrap_or(0),
        CompareAndSwap(key, old, new) => match map.get_mut(&key) {
            Some(value) if *value == old => {
                *value = new;
                1
            }
            _ => 0,
        },
        CompareAndDelete(key, old) => {
            let is_old = map.get(&key) == Some(&old);
            if is_old {
                map.remove(&key);
            }
            is_old.into()
        }
        Alter(key) => {
            let before = map.get(&key).copied();
            map.insert(key, before.map_or(0, |value| value * 2) + 1);
            before.unwrap_or(0)
        }
        Clear => {
            map.clear();
            0
        }
        RetainOdd => {
            map.retain(|_, value| *value % 2 == 1);
            0
        }
        Promote => 0,
    }
}

/// What two threads got, and what the map had then.
type Outcome = ([Vec<Value>; 2], Vec<(Key, Value)>);

/// The outcomes of all merges of two sequences.
fn merges(map: &BTreeMap<Key, Value>, ops: [&[Op]; 2], got: &[Vec<Value>; 2]) -> Vec<Outcome> {
    if ops.iter().all(|ops| ops.is_empty()) {
        return Vec::from([(got.clone(), map.iter().map(|(k, v)| (*k, *v)).collect())]);
    }
    let mut outcomes = Vec::new();
    for thread in 0..2 {
        if let Some((op, rest)) = ops[thread].split_first() {
            let (mut map, mut got, mut ops) = (map.clone(), got.clone(), ops);
            got[thread].push(on_model(*op, &mut map));
            ops[thread] = rest;
            outcomes.extend(merges(&map, ops, &got));
        }
    }
    outcomes
}

/// Explores two threads on a map that `before` brought into its state.
fn explore(before: &'static [Op], ops: [&'static [Op]; 2]) {
    let mut model = BTreeMap::new();
    for op in before {
        on_model(*op, &mut model);
    }
    let allowed = merges(&model, ops, &Default::default());

    loom::model(move || {
        let map = Arc::new(SyncMap::with_seed(7));
        for op in before {
            on_map(*op, &map);
        }
        let other = {
            let map = Arc::clone(&map);
            thread::spawn(move || ops[1].iter().map(|op| on_map(*op, &map)).collect())
        };
        let got = ops[0].iter().map(|op| on_map(*op, &map)).collect();
        let got: [Vec<Value>; 2] = [got, other.join().expect("no operation panics")];

        let end = |map: &SyncMap<Key, Value>| {
            map.assert_tables_agree();
            let mut entries: Vec<(Key, Value)> = map.snapshot().into_iter().collect();
            entries.sort();
            assert_eq!(map.len(), entries.len(), "the count of entries");
            entries
        };
        // Before and after a promotion, and after one that leaves out what is expunged.
        let lookups: Vec<(Key, Value)> = (0..8)
            .filter_map(|key| Some((key, map.load(&key)?)))
            .collect();
        let entries = end(&map);
        assert_eq!(lookups, entries, "lookups and the range");
        map.store(7, 7);
        map.delete(&7);
        assert_eq!(end(&map), entries, "after another promotion");

        let outcome = (got, entries);
        assert!(
            allowed.contains(&outcome),
            "{outcome:?} is no merge of {ops:?}"
        );
    });
}

/// Key 1 is in the read-only table, with a value.
const STABLE: &[Op] = &[Store(1, 10), Store(2, 20), Promote];
/// Key 1 is in the read-only table, without a value.
const ABSENT: &[Op] = &[Store(1, 10), Store(2, 20), Promote, LoadAndDelete(1)];
/// Key 1 is in the read-only table, expunged; there is a dirty table.
const EXPUNGED: &[Op] = &[
    Store(1, 10),
    Store(2, 20),
    Promote,
    LoadAndDelete(1),
    Store(3, 30),
];
/// Key 1 is in the dirty table only, and one more miss promotes.
const DIRTY: &[Op] = &[Store(1, 10)];

macro_rules! models {
    ($($name:ident: $before:expr, $first:expr, $second:expr;)*) => {$(
        #[test]
        fn $name() {
            explore($before, [&$first, &$second]);
        }
    )*};
}

models! {
    // Without the lock.
    loom_two_swaps_of_a_stable_key: STABLE, [Swap(1, 11)], [Swap(1, 12), Load(1)];
    loom_store_and_delete_of_a_stable_key: STABLE, [Store(1, 11), Load(1)], [LoadAndDelete(1)];
    loom_two_deletes: STABLE, [LoadAndDelete(1)], [LoadAndDelete(1)];
    loom_two_compare_and_swaps: STABLE, [CompareAndSwap(1, 10, 11)], [CompareAndSwap(1, 10, 12), Load(1)];
    loom_compare_and_delete_and_swap: STABLE, [CompareAndDelete(1, 10)], [Swap(1, 11)];
    loom_two_alters: STABLE, [Alter(1)], [Alter(1)];
    loom_alter_and_delete: STABLE, [Alter(1)], [LoadAndDelete(1), Load(1)];
    loom_two_load_or_stores_of_an_absent_key: ABSENT, [LoadOrStore(1, 11)], [LoadOrStore(1, 12)];
    loom_load_or_store_and_delete: STABLE, [LoadOrStore(1, 11)], [LoadAndDelete(1)];
    // New keys, under the lock.
    loom_two_new_keys: &[], [Store(1, 11)], [Store(2, 12), Load(1)];
    loom_two_load_or_stores_of_a_new_key: &[], [LoadOrStore(1, 11)], [LoadOrStore(1, 12)];
    loom_two_alters_of_a_new_key: &[], [Alter(1)], [Alter(1)];
    // Expunging: a new key builds the dirty table.
    loom_expunge_and_store: ABSENT, [Store(3, 30)], [Store(1, 11), Load(1)];
    loom_expunge_and_load_or_store: ABSENT, [Store(3, 30)], [LoadOrStore(1, 11)];
    loom_expunge_and_delete: STABLE, [Store(3, 30)], [LoadAndDelete(1), Load(1)];
    loom_expunge_and_alter: ABSENT, [Store(3, 30)], [Alter(1)];
    loom_expunge_and_alter_away: STABLE, [Store(3, 30)], [AlterAway(1)];
    // Un-expunging.
    loom_two_stores_of_an_expunged_key: EXPUNGED, [Swap(1, 11)], [Swap(1, 12)];
    loom_store_and_load_of_an_expunged_key: EXPUNGED, [Store(1, 11)], [Load(1), Load(1)];
    loom_unexpunge_and_promote: EXPUNGED, [Store(1, 11)], [Promote, Load(1)];
    loom_unexpunge_by_load_or_store_and_promote: EXPUNGED, [LoadOrStore(1, 11)], [Promote];
    // Promotion, by a miss.
    loom_promote_and_store: DIRTY, [Load(1)], [Store(1, 11), Load(1)];
    loom_promote_and_delete: DIRTY, [Load(1), Load(1)], [LoadAndDelete(1)];
    loom_promote_and_new_key: DIRTY, [Load(1)], [Store(2, 12)];
    loom_delete_and_store_of_a_dirty_key: DIRTY, [LoadAndDelete(1)], [Swap(1, 11), Load(1)];
    loom_compare_and_swap_and_delete_of_a_dirty_key: DIRTY, [CompareAndSwap(1, 10, 11)], [LoadAndDelete(1), Load(1)];
    loom_promote_and_load_or_store: DIRTY, [Load(2)], [LoadOrStore(1, 11)];
    // Clear.
    loom_clear_and_store: STABLE, [Clear], [Store(1, 11), Load(1)];
    loom_clear_and_store_of_an_absent_key: ABSENT, [Clear], [LoadOrStore(1, 11), Load(1)];
    loom_clear_and_store_of_a_dirty_key: DIRTY, [Clear, Load(1)], [Swap(1, 11)];
    loom_clear_and_delete: STABLE, [Clear], [LoadAndDelete(1), Store(1, 11)];
    // Retain, of even values.
    loom_retain_and_store: &[Store(1, 10), Promote], [RetainOdd], [Store(1, 11), Load(1)];
}

/// A range shows a key that stays exactly once, and of one that comes or goes a value that it had.
#[test]
fn loom_range_beside_writers() {
    loom::model(|| {
        let map = Arc::new(SyncMap::with_seed(7));
        for (key, value) in [(1, 10), (2, 20)] {
            map.store(key, value);
        }
        map.range(|_, _| true);
        map.store(3, 30); // amended
        let writer = {
            let map = Arc::clone(&map);
            thread::spawn(move || {
                map.store(2, 21);
                map.delete(&3);
                map.store(4, 40);
            })
        };
        let mut shown = BTreeMap::new();
        map.range(|key, value| {
            assert!(shown.insert(*key, *value).is_none(), "{key} twice");
            true
        });
        assert_eq!(shown.get(&1), Some(&10));
        assert!(matches!(shown.get(&2), Some(20 | 21)), "{shown:?}");
        assert!(matches!(shown.get(&3), None | Some(30)), "{shown:?}");
        assert!(matches!(shown.get(&4), None | Some(40)), "{shown:?}");
        writer.join().expect("no operation panics");
        map.assert_tables_agree();
    });
}
