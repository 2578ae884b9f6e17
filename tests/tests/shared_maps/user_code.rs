//! What of the user's runs under a lock: `Hash` and `Eq` of keys and the closures that the docs name. All else, drops above
//! all, may call the map. Each case runs in a thread of its own, which waits for ever where that is not so.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use map_core::FastMap;
use map_core::pool::MapPool;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use tests::shared::in_time;

thread_local! {
    /// What is called where a [`Nosy`] is dropped.
    static CALL: Cell<Option<&'static dyn Fn()>> = const { Cell::new(None) };
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static HASH_PANICS: Cell<bool> = const { Cell::new(false) };
}

/// A key or a value that calls a map when it is dropped.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(path = "general", no_alias)]
struct Nosy(u64);

impl Hash for Nosy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        assert!(!HASH_PANICS.get(), "a fault of the test's");
        self.0.hash(state);
    }
}

impl Drop for Nosy {
    fn drop(&mut self) {
        // Not again for what the call drops.
        if let Some(call) = CALL.take() {
            let panics = HASH_PANICS.replace(false);
            call();
            HASH_PANICS.set(panics);
            CALLS.set(CALLS.get() + 1);
            CALL.set(Some(call));
        }
    }
}

/// Calls of the map by what `act` drops.
fn calls(act: impl FnOnce()) -> u32 {
    let before = CALLS.get();
    act();
    CALLS.get() - before
}

macro_rules! for_each_map {
    ($($module:ident: $Map:ident, |$map:ident| $call:expr;)*) => {$(
        mod $module {
            use super::*;

            /// A map of keys 0 to 19, in a thread in which dropping calls it. `SyncMap` has some in each table, some
            /// expunged, and values that were replaced.
            fn beside_a_map(work: fn(&'static $Map<Nosy, Nosy>)) {
                in_time(stringify!($module), move || {
                    let map: &'static $Map<Nosy, Nosy> = Box::leak(Box::default());
                    (0..10).for_each(|n| map.store(Nosy(n), Nosy(n)));
                    map.range(|_, _| true);
                    (0..5).for_each(|n| assert!(map.delete(&Nosy(n))));
                    (5..20).for_each(|n| map.store(Nosy(n), Nosy(n)));
                    let $map = map;
                    CALL.set(Some(Box::leak(Box::new(move || _ = $call))));
                    work(map);
                });
            }

            #[test]
            fn what_is_replaced_or_not_put_in() {
                beside_a_map(|map| {
                    for n in 0..25 {
                        for _ in 0..2 {
                            map.store(Nosy(n), Nosy(n));
                            drop(map.swap(Nosy(n), Nosy(n)));
                            drop(map.load_or_store(Nosy(n), Nosy(n)));
                            drop(map.load_or_insert_with(Nosy(n), || Nosy(n)));
                            drop(map.alter(Nosy(n), |_| Some(Nosy(n))));
                            drop(map.compare_and_swap(&Nosy(n), &Nosy(n), Nosy(n)));
                            drop(map.compare_and_swap(&Nosy(n), &Nosy(n + 1), Nosy(n)));
                        }
                        assert!(calls(|| map.store(Nosy(n), Nosy(n))) > 0, "the key that is not put in");
                    }
                });
            }

            #[test]
            fn what_is_taken_out() {
                beside_a_map(|map| {
                    assert!(calls(|| drop(map.alter(Nosy(9), |_| None))) > 0);
                    assert!(calls(|| drop(map.alter(Nosy(8), |_| None))) > 0);
                    drop(map.alter(Nosy(1), |_| None));
                    map.delete(&Nosy(10));
                    drop(map.load_and_delete(&Nosy(11)));
                    map.compare_and_delete(&Nosy(12), &Nosy(12));
                    map.retain(|key, _| key.0 != 13);
                    map.retain(|key, _| key.0 % 2 == 0);
                    map.retain(|_, _| false);
                    (0..40).for_each(|n| map.store(Nosy(n), Nosy(n)));
                    assert!(calls(|| map.clear()) >= 80, "keys and values are dropped at once");
                    assert!(map.is_empty());
                });
            }

            /// What a closure has hold of is dropped with it, and a closure that is not called is dropped after the lock.
            #[test]
            fn what_closures_own() {
                beside_a_map(|map| {
                    let owned = Nosy(100);
                    assert_eq!(calls(|| _ = map.get_with(&Nosy(200), move |_| drop(owned))), 2);
                    let owned = Nosy(100);
                    drop(map.load_or_insert_with(Nosy(7), move || owned));
                    let owned = Nosy(100);
                    let mut seen = 0;
                    drop(map.alter(Nosy(7), |_| {
                        seen += owned.0;
                        None
                    }));
                    let owned = Nosy(100);
                    map.range(move |_, _| owned.0 == 100);
                    let owned = Nosy(100);
                    map.retain(move |_, _| owned.0 == 100);
                });
            }

            /// An operation that panics drops what it was given, and holds no lock then.
            #[test]
            fn what_is_dropped_by_a_panic() {
                beside_a_map(|map| {
                    let fails = |act: &dyn Fn()| {
                        let called = calls(|| assert!(catch_unwind(AssertUnwindSafe(act)).is_err()));
                        assert!(called > 0, "something is dropped");
                        assert!(catch_unwind(AssertUnwindSafe(|| map.len())).is_ok());
                    };
                    fails(&|| drop(map.alter(Nosy(6), |_| panic!("a fault of the test's"))));
                    fails(&|| drop(map.alter(Nosy(300), |_| panic!("a fault of the test's"))));
                    fails(&|| drop(map.load_or_insert_with(Nosy(300), || panic!("a fault of the test's"))));
                    // In whatever call it is: of the search, and where the table grows.
                    for n in 400..500 {
                        fails(&|| {
                            map.store(Nosy(n), Nosy(n));
                            HASH_PANICS.set(true);
                            let _again = hashes_again();
                            map.store(Nosy(n + 1), Nosy(n));
                        });
                    }
                });
            }
        }
    )*};
}

/// Hashes as ever once it is dropped.
fn hashes_again() -> impl Drop {
    struct Unset;
    impl Drop for Unset {
        fn drop(&mut self) {
            HASH_PANICS.set(false);
        }
    }
    Unset
}

for_each_map! {
    locked: LockedMap, |map| map.write_with(|map| map.len());
    sharded: ShardedMap, |map| map.retain(|_, _| true);
    sync: SyncMap, |map| map.stats();
}

/// A vacant entry that nothing is put into is dropped with its key by the closure, but what is found is not.
#[test]
fn entries() {
    in_time("entry_with", || {
        let map: &'static LockedMap<Nosy, Nosy> = Box::leak(Box::default());
        CALL.set(Some(Box::leak(Box::new(|| map.write_with(|_| ())))));
        map.entry_with(Nosy(1), |entry| _ = entry.or_insert_with(|| Nosy(1)));
        let called =
            calls(|| _ = map.entry_with(Nosy(1), |entry| entry.or_insert_with(|| Nosy(2)).0));
        assert_eq!(called, 1, "the key that is there already");
    });
}

/// Nothing of the user's runs under the locks of a pool.
#[test]
fn a_pool() {
    in_time("a pool", || {
        let pool: &'static MapPool<Nosy, Nosy> = Box::leak(Box::new(MapPool::new()));
        CALL.set(Some(Box::leak(Box::new(|| pool.take().clear()))));
        for len in [1, 20, 500] {
            let mut map = pool.take();
            (0..len).for_each(|n| drop(map.insert(Nosy(n), Nosy(n))));
            assert!(calls(|| drop(map)) >= len as u32 * 2);
            pool.put(
                (0..len)
                    .map(|n| (Nosy(n), Nosy(n)))
                    .collect::<FastMap<_, _>>(),
            );
        }
        (0..70).for_each(|n| drop(pool.take().insert(Nosy(n), Nosy(n))));
        pool.clear();
    });
}
