//! The maps with locks: what runs under them.

use std::panic::catch_unwind;
use std::thread;

use map_core::sync::{LockedMap, ShardedMap};

use super::Numbers;

#[test]
fn entries_are_changed_in_place() {
    let locked: LockedMap<u64, Vec<u64>> = LockedMap::new();
    let sharded: ShardedMap<u64, Vec<u64>> = ShardedMap::new();
    for n in 0..100 {
        locked.entry_with(n % 10, |entry| entry.or_default().push(n));
        sharded.entry_with(n % 10, |entry| entry.or_default().push(n));
    }
    assert_eq!(locked.get_with(&3, Vec::len), Some(10));
    assert_eq!(locked.into_inner(), sharded.into_inner());
}

#[test]
fn an_entry_keeps_what_was_done_before_a_panic() {
    let map = ShardedMap::from([(1u64, 1)]);
    let panicked = catch_unwind(|| {
        map.entry_with(1, |entry| {
            *entry.or_default() += 1;
            panic!("in a test");
        })
    });
    assert!(panicked.is_err());
    assert_eq!(map.load(&1), Some(2));
}

#[cfg(debug_assertions)]
macro_rules! reentry {
    ($($name:ident: $Map:ident, |$map:ident| $act:expr;)*) => {$(
        #[test]
        #[should_panic(expected = "calls the same map, which would deadlock")]
        fn $name() {
            let $map = $Map::from([(1u64, 10u64), (2, 20)]);
            $act;
        }
    )*};
}

#[cfg(debug_assertions)]
reentry! {
    store_in_get_with: LockedMap, |map| map.get_with(&1, |_| map.store(2, 21));
    load_in_get_with: LockedMap, |map| map.get_with(&1, |_| map.load(&2));
    load_in_load_or_insert_with: LockedMap, |map| map.load_or_insert_with(3, || map.load(&1).unwrap());
    len_in_alter: LockedMap, |map| map.alter(1, |_| Some(map.len() as u64));
    clear_in_range: LockedMap, |map| map.range(|_, _| { map.clear(); true });
    load_in_write_with: LockedMap, |map| map.write_with(|_| map.load(&1));
    load_in_entry_with_of_any_shard: ShardedMap, |map| map.entry_with(1, |_| map.load(&2));
    store_in_range_of_any_shard: ShardedMap, |map| map.range(|key, _| { map.store(key + 1, 0); true });
    debug_in_retain: ShardedMap, |map| map.retain(|_, _| format!("{map:?}").is_empty());
}

/// After the panic the map is not held any more, and another map may be called at any time.
#[test]
fn what_is_held_ends_with_the_closure() {
    let (map, other) = (
        LockedMap::from([(1u64, 10u64)]),
        LockedMap::from([(1u64, 11u64)]),
    );
    assert!(catch_unwind(|| map.get_with(&1, |_| -> () { panic!("in a test") })).is_err());
    assert_eq!(
        map.get_with(&1, |value| value + other.load(&1).unwrap()),
        Some(21)
    );
    assert_eq!(map.load(&1), Some(10));
}

#[test]
fn the_whole_locked_map_at_one_moment() {
    let map = LockedMap::from([(0u64, 500i64), (1, 500)]);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut numbers = Numbers(1);
                for _ in 0..2_000 {
                    let amount = numbers.below(100).cast_signed();
                    map.write_with(|map| {
                        *map.get_mut(&0).unwrap() -= amount;
                        *map.get_mut(&1).unwrap() += amount;
                    });
                    assert_eq!(map.read_with(|map| map.values().sum::<i64>()), 1_000);
                    assert_eq!(map.snapshot().values().sum::<i64>(), 1_000);
                }
            });
        }
    });
}
