//! What Go promises of `sync.Map`, and its states.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use map_core::FastMap;
use map_core::sync::{CompareError, LoadOrStore, SyncMap};

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
