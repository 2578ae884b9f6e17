//! The vocabulary of all three maps does the same on each.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use map_core::sync::{CompareError, LoadOrStore, LockedMap, ShardedMap, SyncMap};
use map_core::{FastKey, FastMap};

use super::Numbers;

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
