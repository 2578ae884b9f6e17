//! Steps of whole tables: nothing is lost where a key's `Hash` panics in the middle, what cannot be addressed is refused
//! alike, and all values are dropped where one panics.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use map_core::pool::MapPool;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use map_core::{FastMap, FastSet, StableMap, TryReserveError};
use tests::values::{Fault, Fuse};

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(path = "general", no_alias)]
struct Number(u64);

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Fuse::Hash.burn();
        self.0.hash(state);
    }
}

/// A dirty table so large that it grows step by step, and is growing.
const MANY: u64 = 49_200;

/// Does `act`, each time with a fault at the `nth` call of `Hash` from then on, until there is none; `check` after each.
/// Gives how many faults there were.
fn with_faults(nth: u64, act: impl Fn(), check: impl Fn()) -> u32 {
    for faults in 0.. {
        Fuse::Hash.arm(nth);
        let result = catch_unwind(AssertUnwindSafe(&act));
        Fuse::Hash.disarm();
        match result {
            Ok(()) => return faults,
            Err(fault) => assert!(fault.is::<Fault>()),
        }
        check();
    }
    unreachable!("growth ends")
}

/// A promotion ends growth, and for that hashes keys. Whoever comes by does it.
#[test]
fn a_promotion_that_fails_loses_nothing() {
    type Act = fn(&SyncMap<Number, u64>);
    let miss: Act = |map| assert!(!map.contains_key(&Number(MANY)));
    let load_or_store: Act = |map| assert!(map.load_or_store(Number(7), 8).is_loaded());
    // What counts as a miss, and how many of those go before what ends growth.
    let promoters: [(&str, Act, u64, Act); 5] = [
        ("range", miss, 0, |map| map.range(|_, _| true)),
        ("load", miss, MANY - 2, |map| {
            assert_eq!(map.load(&Number(7)), Some(7));
        }),
        ("load_or_store", load_or_store, MANY - 1, load_or_store),
        ("alter", miss, MANY - 2, |map| {
            assert_eq!(map.alter(Number(7), |n| n.copied()), Some(7));
        }),
        ("delete", miss, MANY - 2, |map| {
            assert!(map.delete(&Number(7)))
        }),
    ];
    for (name, miss, misses, promote) in promoters {
        let map = SyncMap::new();
        (0..MANY).for_each(|n| map.store(Number(n), n));
        (0..misses).for_each(|_| miss(&map));
        let stats = map.stats();
        assert_eq!((stats.misses as u64, stats.promotions), (misses, 0));
        let faults = with_faults(
            2_000,
            || promote(&map),
            || {
                let stats = map.stats();
                let kept = (stats.dirty_len as u64, stats.promotions);
                assert_eq!(kept, (MANY, 0), "{name}");
                assert_eq!(map.len() as u64, MANY, "{name}");
            },
        );
        assert!(faults > 3, "{name}: {faults} faults");
        let mut shown = 0;
        map.range(|key, value| {
            assert_eq!(key.0, *value);
            shown += 1;
            true
        });
        assert_eq!(map.stats().promotions, 1, "{name}");
        assert_eq!(shown, map.len(), "{name}");
        assert_eq!(shown as u64, MANY - u64::from(name == "delete"), "{name}");
    }
}

/// What a machine cannot address is refused by a panic, not by asking for it.
#[test]
fn what_cannot_be_addressed() {
    let said = |make: &dyn Fn()| {
        let panic = catch_unwind(AssertUnwindSafe(make)).expect_err("no machine has that");
        *panic.downcast::<&str>().expect("a message")
    };
    /// An iterator that promises more than it has.
    fn boasts(len: usize) -> impl Iterator<Item = (u32, u32)> {
        struct Boast(usize);
        impl Iterator for Boast {
            type Item = (u32, u32);
            fn next(&mut self) -> Option<(u32, u32)> {
                None
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.0, None)
            }
        }
        Boast(len)
    }
    for divisor in [1, 2, 3, 4, 8, 12, 16] {
        let len = usize::MAX / divisor;
        for make in [
            &(|| drop(FastMap::<u32, u32>::with_capacity(len))) as &dyn Fn(),
            &|| drop(FastSet::<u32>::with_capacity(len)),
            &|| drop(StableMap::<u32, u32>::with_capacity(len)),
            &|| FastMap::<u32, u32>::new().reserve(len),
            &|| drop(LockedMap::<u32, u32>::with_capacity(len)),
            &|| drop(ShardedMap::<u32, u32>::with_capacity(len)),
            &|| drop(boasts(len).collect::<LockedMap<_, _>>()),
            &|| drop(boasts(len).collect::<ShardedMap<_, _>>()),
            &|| drop(boasts(len).collect::<SyncMap<_, _>>()),
        ] {
            assert_eq!(said(make), "capacity overflow", "usize::MAX / {divisor}");
        }
        let refused = FastMap::<u32, u32>::new().try_reserve(len);
        assert_eq!(refused, Err(TryReserveError::CapacityOverflow));
    }
    // Of values that are a page each, less is too much.
    let len = usize::MAX / 4 / 4_096;
    assert_eq!(
        said(&|| drop(LockedMap::<u32, [u8; 4_096]>::with_capacity(len))),
        "capacity overflow"
    );
    assert_eq!(
        said(&|| drop(ShardedMap::<u32, [u8; 4_096]>::with_capacity(len))),
        "capacity overflow"
    );
    // Of a direct table one size is enough, whatever is asked for; shards are as many as there may be.
    assert!(ShardedMap::<u8, u8>::with_capacity(usize::MAX).is_empty());
    assert!(LockedMap::<u8, u8>::with_capacity(usize::MAX).is_empty());
    assert_eq!(
        ShardedMap::<u32, u32>::with_shards(usize::MAX).shards(),
        4_096
    );
}

/// Counts its drops, of which some panic.
struct Touchy(Arc<AtomicUsize>, bool);

/// The 71st copy of a hundred panics.
impl Clone for Touchy {
    fn clone(&self) -> Self {
        if Arc::strong_count(&self.0) > 170 {
            resume_unwind(Box::new("a copy"));
        }
        Touchy(Arc::clone(&self.0), self.1)
    }
}

impl Drop for Touchy {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
        if self.1 {
            resume_unwind(Box::new("touchy"));
        }
    }
}

/// Two of a hundred values panic when they are dropped: all are dropped, and the first panic goes on.
macro_rules! drop_all {
    ($($name:ident: |$values:ident| $act:expr;)*) => {$(
        #[test]
        fn $name() {
            let dropped = Arc::new(AtomicUsize::new(0));
            let $values = (0..100u64).map(|n| (n, Touchy(Arc::clone(&dropped), n == 20 || n == 70)));
            let panic = catch_unwind(AssertUnwindSafe(|| $act)).expect_err("the panic goes on");
            assert_eq!(panic.downcast_ref(), Some(&"touchy"));
            assert_eq!(dropped.load(Relaxed), 100);
        }
    )*};
}

/// Clears a map, and sees that it can be used, before the panic goes on.
macro_rules! clear {
    ($map:ident) => {
        let result = catch_unwind(AssertUnwindSafe(|| $map.clear()));
        assert_eq!($map.len(), 0);
        $map.range(|_, _| unreachable!("nothing is left"));
        assert!(!$map.delete(&20));
        result.unwrap_or_else(|panic| resume_unwind(panic));
    };
}

drop_all! {
    clear_of_a_locked_map: |values| {
        let map: LockedMap<_, _> = values.collect();
        clear!(map);
    };
    retain_of_a_locked_map: |values| {
        let map: LockedMap<_, _> = values.collect();
        map.retain(|_, _| false);
    };
    clear_of_a_sharded_map: |values| {
        let map: ShardedMap<_, _> = values.collect();
        clear!(map);
    };
    retain_of_a_sharded_map: |values| {
        let map = ShardedMap::with_shards(1);
        values.for_each(|(n, value)| map.store(n, value));
        map.retain(|_, _| false);
    };
    clear_of_a_sync_map: |values| {
        let map: SyncMap<_, _> = values.collect();
        clear!(map);
    };
    clear_of_a_dirty_sync_map: |values| {
        let map = SyncMap::new();
        values.for_each(|(n, value)| map.store(n, value));
        clear!(map);
    };
    drop_of_a_sync_map: |values| drop(values.collect::<SyncMap<_, _>>());
    drop_of_a_dirty_sync_map: |values| {
        let map = SyncMap::new();
        values.for_each(|(n, value)| map.store(n, value));
        drop(map);
    };
    drop_of_a_sync_map_whose_values_are_retired: |values| {
        let map = SyncMap::new();
        // Few at a time, so that they wait.
        values.for_each(|(n, value)| map.store(n % 90, Box::new(value)));
        drop(map);
    };
    drop_of_what_is_left_of_a_sync_map: |values| {
        let map: SyncMap<_, _> = values.collect();
        let _first = map.into_iter().next();
    };
    reclaiming_a_batch: |values| {
        let map = SyncMap::new();
        map.store((), None);
        let mut first = None;
        let mut each = |act: &dyn Fn()| {
            let panic = catch_unwind(AssertUnwindSafe(act)).err();
            first = first.take().or(panic);
        };
        for (_, value) in values {
            let value = Cell::new(Some(value));
            each(&|| map.store((), value.take()));
        }
        each(&|| map.clear());
        resume_unwind(first.expect("one of them panics"));
    };
    the_return_of_a_pooled_map: |values| {
        let pool = MapPool::new();
        pool.take().extend(values);
    };
}

/// What an operation has in hand when it panics is dropped while that panic unwinds: should it panic too, the first goes
/// on, and the process with it.
#[test]
fn what_panics_while_a_panic_unwinds() {
    let check = |first: &str, all: usize, act: &dyn Fn(&Arc<AtomicUsize>)| {
        let dropped = Arc::new(AtomicUsize::new(0));
        let panic = catch_unwind(AssertUnwindSafe(|| act(&dropped))).expect_err("it panics");
        assert_eq!(panic.downcast_ref(), Some(&first));
        assert_eq!(dropped.load(Relaxed), all, "{first}");
        assert_eq!(Arc::strong_count(&dropped), 1, "{first}");
    };
    let touchy = |dropped: &Arc<AtomicUsize>, n| Touchy(Arc::clone(dropped), n % 10 == 0);
    check("a closure", 100, &|dropped| {
        let map = LockedMap::new();
        (0..100u64).for_each(|n| map.store(n, touchy(dropped, n)));
        let mut seen = 0;
        let result = catch_unwind(AssertUnwindSafe(|| {
            map.retain(|_, _| {
                seen += 1;
                if seen == 60 {
                    resume_unwind(Box::new("a closure"));
                }
                false
            });
        }));
        assert_eq!((map.len(), dropped.load(Relaxed)), (41, 59));
        catch_unwind(AssertUnwindSafe(|| map.clear())).unwrap_or_default();
        result.unwrap_or_else(|panic| resume_unwind(panic));
    });
    check("a copy", 170, &|dropped| {
        let map = LockedMap::new();
        (0..100u64).for_each(|n| map.store(n, touchy(dropped, n)));
        let result = catch_unwind(AssertUnwindSafe(|| map.snapshot().len()));
        assert_eq!((map.len(), dropped.load(Relaxed)), (100, 70));
        catch_unwind(AssertUnwindSafe(|| map.clear())).unwrap_or_default();
        result
            .map(drop)
            .unwrap_or_else(|panic| resume_unwind(panic));
    });
    check("the user", 100, &|dropped| {
        let pool = MapPool::new();
        let mut map = pool.take();
        map.extend((0..100u64).map(|n| (n, touchy(dropped, n))));
        resume_unwind(Box::new("the user"));
    });
}
