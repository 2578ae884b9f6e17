//! A fault at every call of everything that a map calls: see [`tests::faults`].

use tests::faults::{Bulky, Faults, Fragile, Key, Load, inject};
use tests::values::{Counted, Fuse};

const PANICS: [Fuse; 5] = [Fuse::Hash, Fuse::Eq, Fuse::Clone, Fuse::Drop, Fuse::Closure];

/// Injects all kinds of panic at every `step`-th call; those that are `expected`, and no others, come.
fn inject_all<K: Key, V: Load>(expected: &[Fuse], step: usize) -> Faults {
    let mut sum = Faults::default();
    for fuse in PANICS {
        let faults = inject::<K, V>(fuse, step);
        println!("{fuse:?}: {faults:?}");
        assert_eq!(faults.injected > 0, expected.contains(&fuse), "{fuse:?}");
        sum.injected += faults.injected;
        sum.growing += faults.growing;
        sum.reseeded += faults.reseeded;
    }
    sum
}

const OF_VALUES: &[Fuse] = &[Fuse::Clone, Fuse::Drop, Fuse::Closure];

#[test]
fn keys_that_fail() {
    let faults = inject_all::<Fragile, Counted>(&PANICS, 1);
    assert!(
        faults.injected > 2_000 && faults.reseeded > 1_000,
        "{faults:?}"
    );
}

#[test]
fn keys_that_fail_while_growing_step_by_step() {
    let faults = inject_all::<Fragile, Bulky>(&PANICS, 5);
    assert!(
        faults.growing > 100 && faults.reseeded > 1_000,
        "{faults:?}"
    );
}

#[test]
fn packed_keys() {
    let faults = inject_all::<u64, Counted>(OF_VALUES, 1);
    assert!(faults.injected > 500 && faults.reseeded > 500, "{faults:?}");
}

#[test]
fn strings() {
    let faults = inject_all::<String, Counted>(OF_VALUES, 1);
    assert!(faults.injected > 500 && faults.reseeded > 500, "{faults:?}");
}

#[test]
fn direct_keys() {
    let faults = inject_all::<u8, Counted>(OF_VALUES, 1);
    assert!(faults.injected > 500, "{faults:?}");
}
