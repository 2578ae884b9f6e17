//! The maps that threads share: the common vocabulary does the same on all three, closures that panic or call the map
//! leave it usable, every value is dropped, and `SyncMap` keeps the promises of Go's `sync.Map`.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use map_core::sync::{CompareError, LoadOrStore, LockedMap, ShardedMap, SyncMap};
use map_core::{FastKey, FastMap};

/// A key of each kind of table: hashed, direct, strings.
trait Key: FastKey + Clone + Ord + std::fmt::Debug {
    fn of(n: u64) -> Self;
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
struct UserId(u64);

impl Key for UserId {
    fn of(n: u64) -> Self {
        UserId(n)
    }
}

impl Key for u8 {
    fn of(n: u64) -> Self {
        n as u8
    }
}

impl Key for String {
    fn of(n: u64) -> Self {
        format!("key {n}")
    }
}

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The tests of all maps, for each of them.
macro_rules! for_each_map {
    ($($module:ident: $Map:ident;)*) => {$(
        mod $module {
            use super::*;

            /// Random operations answer as those of a plain map do.
            fn answers_as_a_plain_map<K: Key>(keys: u64) {
                let map: $Map<K, u64> = $Map::with_seed(1);
                let mut model: BTreeMap<K, u64> = BTreeMap::new();
                let mut numbers = Numbers(keys);
                for step in 0..20_000 {
                    let key = K::of(numbers.below(keys));
                    let (old, new) = (numbers.below(4), numbers.below(4));
                    let expected = model.get(&key).copied();
                    match numbers.below(400) {
                        0..40 => assert_eq!(map.load(&key), expected),
                        40..60 => assert_eq!(map.get_cloned(&key), expected),
                        60..80 => assert_eq!(map.get_with(&key, |value| *value), expected),
                        80..100 => assert_eq!(map.contains_key(&key), expected.is_some()),
                        100..150 => {
                            map.store(key.clone(), new);
                            model.insert(key, new);
                        }
                        150..200 => assert_eq!(map.swap(key.clone(), new), model.insert(key, new)),
                        200..220 => {
                            let got = map.load_or_store(key.clone(), new);
                            assert_eq!(got.is_loaded(), expected.is_some());
                            assert_eq!(got.into_value(), *model.entry(key).or_insert(new));
                        }
                        220..240 => {
                            let got = map.load_or_insert_with(key.clone(), || new);
                            match expected {
                                Some(value) => assert_eq!(got, LoadOrStore::Loaded(value)),
                                None => assert_eq!(got, LoadOrStore::Stored(new)),
                            }
                            model.entry(key).or_insert(new);
                        }
                        240..260 => assert_eq!(map.load_and_delete(&key), model.remove(&key)),
                        260..280 => assert_eq!(map.delete(&key), model.remove(&key).is_some()),
                        280..310 => {
                            let swapped = map.compare_and_swap(&key, &old, new);
                            if expected == Some(old) {
                                assert_eq!(swapped, Ok(()));
                                model.insert(key, new);
                            } else {
                                assert_eq!(swapped, Err(CompareError { not_stored: new }));
                            }
                        }
                        310..330 => {
                            let is_old = expected == Some(old);
                            assert_eq!(map.compare_and_delete(&key, &old), is_old);
                            if is_old {
                                model.remove(&key);
                            }
                        }
                        330..370 => {
                            let next = |value: Option<&u64>| match value {
                                Some(2) => None,
                                Some(value) => Some(value + 1),
                                None if old == 0 => None,
                                None => Some(old),
                            };
                            assert_eq!(map.alter(key.clone(), next), expected);
                            match next(expected.as_ref()) {
                                Some(value) => model.insert(key, value),
                                None => model.remove(&key),
                            };
                        }
                        370..390 => {
                            let mut shown = BTreeMap::new();
                            map.range(|key, value| {
                                assert!(shown.insert(key.clone(), *value).is_none());
                                true
                            });
                            assert_eq!(shown, model);
                        }
                        390..396 => {
                            map.retain(|_, value| *value != old);
                            model.retain(|_, value| *value != old);
                        }
                        396 => {
                            map.clear();
                            model.clear();
                        }
                        _ => {
                            let copy: BTreeMap<K, u64> = map.snapshot().into_iter().collect();
                            assert_eq!(copy, model);
                        }
                    }
                    assert_eq!((map.len(), map.is_empty()), (model.len(), model.is_empty()), "step {step}");
                }
                assert_eq!(map.into_inner().into_iter().collect::<BTreeMap<_, _>>(), model);
            }

            #[test]
            fn hashed_keys_answer_as_a_plain_map() {
                answers_as_a_plain_map::<UserId>(10);
                answers_as_a_plain_map::<UserId>(1_000);
            }

            #[test]
            fn direct_keys_answer_as_a_plain_map() {
                answers_as_a_plain_map::<u8>(200);
            }

            #[test]
            fn strings_answer_as_a_plain_map() {
                answers_as_a_plain_map::<String>(50);
                let map = $Map::from([("a".to_owned(), 1)]);
                assert_eq!((map.load("a"), map.delete("b"), map.delete("a")), (Some(1), false, true));
            }

            #[test]
            fn range_stops_where_it_is_told() {
                let map: $Map<u64, u64> = (0..100).map(|n| (n, n)).collect();
                let mut shown = 0;
                map.range(|_, _| {
                    shown += 1;
                    shown < 7
                });
                assert_eq!(shown, 7);
            }

            #[test]
            fn traits() {
                fn is_shared<T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>(_: &T) {}
                let mut map: $Map<UserId, String> = $Map::default();
                is_shared(&map);
                map.extend([(UserId(1), "one".to_owned()), (UserId(1), "uno".to_owned())]);
                assert_eq!(format!("{map:?}"), r#"{UserId(1): "uno"}"#);
                map.extend((2..50).map(|n| (UserId(n), n.to_string())));
                let plain: FastMap<UserId, String> = map.snapshot();
                let entries = map.into_iter();
                assert_eq!(entries.len(), 49);
                assert!(entries.collect::<FastMap<_, _>>() == plain);
                assert!($Map::from(plain.clone()).into_inner() == plain);
            }

            /// A closure that panics changes nothing and locks nobody out.
            #[test]
            fn panics_in_closures() {
                let map = $Map::from([(1u64, "one".to_owned())]);
                let fails = |act: &dyn Fn()| assert!(catch_unwind(AssertUnwindSafe(act)).is_err());
                fails(&|| assert!(map.get_with(&1, |_| -> () { panic!("in a test") }).is_none()));
                fails(&|| drop(map.load_or_insert_with(2, || panic!("in a test"))));
                fails(&|| drop(map.alter(1, |_| panic!("in a test"))));
                fails(&|| drop(map.alter(3, |_| panic!("in a test"))));
                fails(&|| map.range(|_, _| panic!("in a test")));
                fails(&|| map.retain(|_, _| panic!("in a test")));
                assert_eq!(map.load(&1).as_deref(), Some("one"));
                assert_eq!(map.len(), 1);
                map.store(2, "two".to_owned());
                assert!(map.delete(&1));
                assert_eq!(map.into_inner(), FastMap::from([(2, "two".to_owned())]));
            }

            /// Whatever way values leave, each is dropped once, and all of them with the map.
            #[test]
            fn every_value_is_dropped() {
                let token = Arc::new(());
                let value = || Arc::clone(&token);
                let map = $Map::new();
                thread::scope(|scope| {
                    for thread in 0..4u64 {
                        let (map, value) = (&map, &value);
                        scope.spawn(move || {
                            let mut numbers = Numbers(thread);
                            for _ in 0..5_000 {
                                let key = numbers.below(40);
                                match numbers.below(60) {
                                    0..20 => map.store(key, value()),
                                    20..25 => drop(map.swap(key, value())),
                                    25..30 => drop(map.load_or_store(key, value())),
                                    30..40 => drop(map.delete(&key)),
                                    40..45 => drop(map.load_and_delete(&key)),
                                    45..50 => drop(map.compare_and_swap(&key, &value(), value())),
                                    50..55 => drop(map.alter(key, |old| old.is_none().then(value))),
                                    55..58 => drop(map.load(&key)),
                                    58 => map.retain(|key, _| key % 2 == 0),
                                    _ => map.clear(),
                                }
                            }
                        });
                    }
                });
                assert_eq!(map.len(), map.snapshot().len());
                drop(map);
                assert_eq!(Arc::strong_count(&token), 1);
            }

            /// The number of values that are kept for readers does not grow with the number of writes.
            #[test]
            fn churn_keeps_no_garbage() {
                let token = Arc::new(());
                let map = $Map::new();
                let mut most = 0;
                for round in 0..50_000u64 {
                    map.store(round % 7, Arc::clone(&token));
                    map.store(100 + round, Arc::clone(&token)); // a new key
                    assert!(map.delete(&(100 + round)));
                    most = most.max(Arc::strong_count(&token));
                }
                assert!(most < 1_000, "{most} values at once of {} in the map", map.len());
            }

            /// Values need not be `'static`, nor have bytes.
            #[test]
            fn values_of_all_kinds() {
                let text = String::from("borrowed");
                let map = $Map::new();
                map.store(1u64, text.as_str());
                map.store(1, &text[1..]);
                assert_eq!(map.load(&1), Some("orrowed"));

                let set: $Map<u64, ()> = (0..100).map(|n| (n, ())).collect();
                assert!(set.swap(1, ()).is_some() && set.delete(&1) && !set.contains_key(&1));
                assert_eq!(set.swap(1, ()), None);
                assert_eq!(set.compare_and_swap(&1, &(), ()), Ok(()));
                assert_eq!(set.len(), 100);

                let large: $Map<u64, [u64; 100]> = (0..100).map(|n| (n, [n; 100])).collect();
                large.alter(7, |value| value.map(|value| value.map(|n| n + 1)));
                assert_eq!(large.load(&7), Some([8; 100]));
            }

            /// Of many threads that do the same, one is first; and nothing is lost between them.
            #[test]
            fn one_thread_is_first() {
                let map: $Map<u64, u64> = $Map::new();
                let (first, sum) = thread::scope(|scope| {
                    let threads: Vec<_> = (0..8)
                        .map(|thread| {
                            let map = &map;
                            scope.spawn(move || {
                                let (mut first, mut sum) = (0, 0);
                                for key in 0..500 {
                                    first += u64::from(!map.load_or_store(key, 0).is_loaded());
                                    first += u64::from(!map.load_or_insert_with(key + 1_000, || thread).is_loaded());
                                    map.alter(key, |n| Some(n.copied().unwrap_or(0) + 1));
                                    sum += map.load_and_delete(&(key + 2_000)).unwrap_or(0);
                                    map.store(key + 2_000, 1);
                                    let old = map.load(&5_000).unwrap_or(0);
                                    if map.compare_and_swap(&5_000, &old, old + 1).is_err() {
                                        map.load_or_store(5_000, 0);
                                    }
                                }
                                (first, sum)
                            })
                        })
                        .collect();
                    let results = threads.into_iter().map(|thread| thread.join().unwrap());
                    results.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
                });
                assert_eq!(first, 1_000);
                for key in 0..500 {
                    assert_eq!(map.load(&key), Some(8), "a change of {key} was lost");
                }
                // What was stored was overwritten, taken out, or is there.
                assert!(sum <= 8 * 500 && map.len() <= 1_501);
            }
        }
    )*};
}

for_each_map! {
    locked: LockedMap;
    sharded: ShardedMap;
    sync: SyncMap;
}

/// The maps with locks: what runs under them.
mod under_a_lock {
    use super::*;

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
}

/// What Go promises of `sync.Map`, and its states.
mod as_in_go {
    use super::*;

    #[test]
    fn misses_promote() {
        let map = SyncMap::new();
        for key in 0..10u64 {
            map.store(key, key);
        }
        assert_eq!((map.stats().read_len, map.stats().dirty_len), (0, 10));
        for miss in 0..10 {
            assert_eq!((map.stats().misses, map.stats().promotions), (miss, 0));
            map.load(&0);
        }
        let stats = map.stats();
        assert_eq!((stats.read_len, stats.dirty_len), (10, 0));
        assert_eq!((stats.misses, stats.promotions), (0, 1));
        // Of a table that is not amended nothing is a miss, found or not.
        assert_eq!(
            (map.load(&3), map.load(&33), map.delete(&33)),
            (Some(3), None, false)
        );
        assert_eq!(
            map.compare_and_swap(&33, &1, 2),
            Err(CompareError { not_stored: 2 })
        );
        assert_eq!(map.stats(), stats);
        // Nor is a store to what is there.
        map.store(3, 4);
        map.alter(3, |n| n.copied());
        assert_eq!(map.stats(), stats);
    }

    #[test]
    fn range_promotes_at_once() {
        let map = SyncMap::new();
        map.store(1u64, 1);
        map.store(2, 2);
        map.range(|_, _| false);
        assert_eq!((map.stats().promotions, map.stats().dirty_len), (1, 0));
        map.range(|_, _| true);
        assert_eq!(map.stats().promotions, 1);
    }

    #[test]
    fn deleted_keys_leave_with_a_promotion() {
        let map: SyncMap<u64, u64> = (0..10).map(|n| (n, n)).collect();
        for key in 0..5 {
            assert!(map.delete(&key));
        }
        assert_eq!((map.stats().read_len, map.len()), (10, 5));
        map.store(100, 100); // makes a dirty table: five are expunged
        assert_eq!((map.stats().read_len, map.stats().dirty_len), (10, 6));
        map.store(0, 7); // one is un-expunged
        assert_eq!((map.stats().dirty_len, map.len()), (7, 7));
        map.range(|_, _| true);
        assert_eq!((map.stats().read_len, map.stats().dirty_len), (7, 0));
        assert_eq!(
            (map.load(&0), map.load(&1), map.load(&5)),
            (Some(7), None, Some(5))
        );
    }

    #[test]
    fn deleted_dirty_keys_leave_at_once() {
        let map = SyncMap::new();
        for key in 0..1_000u64 {
            map.store(key, key);
            assert!(map.delete(&key));
            assert!(map.stats().dirty_len == 0 && map.stats().read_len <= 1);
        }
    }

    #[test]
    fn clear_is_of_all_tables() {
        let map = SyncMap::new();
        for round in 0..3u64 {
            for key in 0..10 {
                map.store(key, round);
            }
            if round == 1 {
                map.range(|_, _| true);
                map.store(10, round);
            }
            map.clear();
            assert_eq!(
                (map.stats().read_len, map.stats().dirty_len, map.len()),
                (0, 0, 0)
            );
            assert_eq!((map.load(&1), map.delete(&1)), (None, false));
        }
    }

    /// Closures hold nothing: any of them may call the map.
    #[test]
    fn closures_may_call_the_map() {
        let map = SyncMap::from([(1u64, 10u64), (2, 20)]);
        map.get_with(&1, |_| map.store(3, 30));
        map.load_or_insert_with(4, || map.load(&3).unwrap() + 10);
        map.alter(5, |_| Some(map.len() as u64));
        map.range(|key, _| {
            map.delete(key);
            map.store(key + 100, 0);
            true
        });
        map.retain(|key, _| {
            map.clear();
            map.load_or_store(*key, 1);
            true
        });
        // A key stored while its value was to be made counts.
        let got = map.load_or_insert_with(7, || {
            map.store(7, 70);
            71
        });
        assert_eq!(got, LoadOrStore::Loaded(70));
        let before = map.alter(7, |n| {
            map.compare_and_delete(&7, &70);
            Some(n.copied().unwrap_or(0) + 1)
        });
        assert_eq!((before, map.load(&7)), (None, Some(1)));
    }

    /// A value that is read stays, whatever happens to its key.
    #[test]
    fn a_reader_keeps_its_value() {
        let map = SyncMap::from([(1u64, String::from("first"))]);
        map.get_with(&1, |value| {
            for n in 0..1_000 {
                map.store(1, n.to_string());
            }
            map.delete(&1);
            map.clear();
            assert_eq!(value, "first");
        });
    }

    /// Keys that stay come exactly once, with a value that they had, while others write (as Go's TestConcurrentRange).
    #[test]
    fn range_beside_writers() {
        const KEYS: u64 = 500;
        let map: SyncMap<u64, u64> = (1..=KEYS).map(|key| (key, key)).collect();
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            for thread in 1..=3u64 {
                let (map, done) = (&map, &done);
                scope.spawn(move || {
                    for factor in 1.. {
                        if done.load(Relaxed) {
                            break;
                        }
                        for key in 1..KEYS {
                            map.store(key, key * factor * thread);
                            map.store(KEYS + key * thread, 0); // new keys, that come and go
                            map.delete(&(KEYS + key * thread));
                            if key % 5 == 0 {
                                map.load(&key);
                            }
                        }
                    }
                });
            }
            for _ in 0..100 {
                let mut shown = FastMap::new();
                map.range(|key, value| {
                    assert!(*key > KEYS || value % key == 0, "{key} never had {value}");
                    assert!(shown.insert(*key, ()).is_none(), "{key} twice");
                    true
                });
                assert!((1..=KEYS).all(|key| shown.contains_key(&key)));
            }
            done.store(true, Relaxed);
        });
        assert_eq!(map.len(), map.snapshot().len());
    }
}
