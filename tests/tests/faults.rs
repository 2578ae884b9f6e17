//! A fault at every call of everything that a map calls: see [`tests::faults`].

use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use tests::faults::{
    Bulky, Faults, Fragile, Key, Load, MapAndSet, PoolOf, SharedMap, Subject, inject,
};
use tests::shared::in_time;
use tests::values::{Counted, Fuse};

const PANICS: [Fuse; 5] = [Fuse::Hash, Fuse::Eq, Fuse::Clone, Fuse::Drop, Fuse::Closure];

const OF_VALUES: [Fuse; 3] = [Fuse::Clone, Fuse::Drop, Fuse::Closure];

/// Injects all kinds of panic at every `step`-th call, and says how many faults there were. Those of `expected` come, and
/// no others. Comparisons are many, and much alike: of them one in `step * seldom` is enough.
fn inject_all<K: Key, V: Load>(expected: &[Fuse], step: usize, seldom: usize) -> Faults {
    inject_into::<MapAndSet<K, V>>(expected, step, seldom)
}

fn inject_into<S: Subject>(expected: &[Fuse], step: usize, seldom: usize) -> Faults {
    let mut sum = Faults::default();
    for fuse in PANICS {
        let faults = inject::<S>(fuse, step * if fuse == Fuse::Eq { seldom } else { 1 });
        println!("{fuse:?}: {faults:?}");
        assert_eq!(faults.injected > 0, expected.contains(&fuse), "{fuse:?}");
        sum.injected += faults.injected;
        sum.growing += faults.growing;
        sum.reseeded += faults.reseeded;
    }
    sum
}

#[test]
fn keys_that_fail() {
    let faults = inject_all::<Fragile, Counted>(&PANICS, 1, 19);
    assert!(
        faults.injected > 2_000 && faults.reseeded > 1_000,
        "{faults:?}"
    );
}

#[test]
fn keys_that_fail_while_growing_step_by_step() {
    let faults = inject_all::<Fragile, Bulky>(&PANICS, 11, 19);
    assert!(faults.growing > 20 && faults.reseeded > 100, "{faults:?}");
}

#[test]
#[ignore = "takes minutes: at every call, and with every comparison"]
fn keys_that_fail_at_every_call() {
    inject_all::<Fragile, Counted>(&PANICS, 1, 1);
    inject_all::<Fragile, Bulky>(&PANICS, 1, 3);
}

#[test]
fn packed_keys() {
    let faults = inject_all::<u64, Counted>(&OF_VALUES, 1, 1);
    assert!(faults.injected > 500 && faults.reseeded > 500, "{faults:?}");
}

#[test]
fn strings() {
    let faults = inject_all::<String, Counted>(&OF_VALUES, 1, 1);
    assert!(faults.injected > 500 && faults.reseeded > 500, "{faults:?}");
}

#[test]
fn direct_keys() {
    let faults = inject_all::<u8, Counted>(&OF_VALUES, 1, 1);
    assert!(faults.injected > 500, "{faults:?}");
}

/// The scripts of the maps that threads share, and of the pool. They are in threads of their own: a lock under which a key
/// or a value is dropped that calls the map is waited for without end.
macro_rules! shared {
    ($($name:ident: $Subject:ty, $expected:expr, $seldom:literal, $least:literal;)*) => {$(
        #[test]
        fn $name() {
            let faults = in_time(stringify!($name), || inject_into::<$Subject>($expected, 1, $seldom));
            assert!(faults.injected > $least, "{faults:?}");
        }
    )*};
}

shared! {
    locked_map: SharedMap<LockedMap<Fragile, Counted>, Fragile, Counted>, &PANICS, 7, 1_000;
    sharded_map: SharedMap<ShardedMap<Fragile, Counted>, Fragile, Counted>, &PANICS, 7, 1_000;
    sync_map: SharedMap<SyncMap<Fragile, Counted>, Fragile, Counted>, &PANICS, 7, 1_000;
    locked_map_of_direct_keys: SharedMap<LockedMap<u8, Counted>, u8, Counted>, &OF_VALUES, 1, 300;
    sharded_map_of_packed_keys: SharedMap<ShardedMap<u64, Counted>, u64, Counted>, &OF_VALUES, 1, 300;
    sync_map_of_strings: SharedMap<SyncMap<String, Counted>, String, Counted>, &OF_VALUES, 1, 300;
    pool: PoolOf<Fragile, Counted>, &[Fuse::Hash, Fuse::Eq, Fuse::Drop, Fuse::Closure], 1, 500;
}
