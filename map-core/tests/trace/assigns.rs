//! One event for each assign, whichever way it is made, and what the event says.

use std::fmt::Debug;

use map_core::trace::{Assign, Operation, Recorder};
use map_core::{Entry, EntryRef, Equivalent, FastKey, FastMap, FastSet, StableMap};
use tracing::level_filters::LevelFilter;

use crate::{Level, Name, UserId, heard};

/// A key for the ways to write: `key(0)` is in the map, `key(1)` is not.
trait Key: FastKey + Equivalent<Self> + Clone + Debug {
    fn key(n: u64) -> Self;
}

impl Key for UserId {
    fn key(n: u64) -> Self {
        UserId(n)
    }
}

impl Key for Level {
    fn key(n: u64) -> Self {
        [Level::Info, Level::Warning, Level::Error][n as usize]
    }
}

impl Key for Name {
    fn key(n: u64) -> Self {
        Name(n.to_string())
    }
}

impl Key for (u64, u32) {
    fn key(n: u64) -> Self {
        (n, 3)
    }
}

/// Asserts that `write` inserts `key(1)` and overwrites `key(0)`, each in one event, and no other key; or only the one or
/// the other.
#[track_caller]
fn assert_events<K: Key>(
    inserts: bool,
    overwrites: bool,
    write: impl FnOnce(&mut FastMap<K, u32>),
) {
    let mut map = FastMap::from([(K::key(0), 7)]);
    let recorder = Recorder::<K>::start();
    write(&mut map);
    let assigns = recorder.assigns();
    assert_eq!(
        assigns.len(),
        usize::from(inserts) + usize::from(overwrites)
    );
    if inserts {
        recorder.assert_inserted(&K::key(1));
    } else {
        recorder.assert_untouched(&K::key(1));
    }
    if overwrites {
        recorder.assert_overwritten(&K::key(0));
    } else {
        recorder.assert_untouched(&K::key(0));
    }
    recorder.assert_untouched(&K::key(2));
    for assign in &assigns {
        assert!(assign.is_of::<K>());
        assert_eq!(assign.path, K::PLAN.path.name());
    }
    drop(recorder);
    map.check_invariants();
}

fn every_way_to_write<K: Key>() {
    let key = K::key;
    assert_events::<K>(true, true, |map| {
        map.insert(key(1), 1);
        map.insert(key(0), 1);
    });
    assert_events::<K>(true, true, |map| {
        map.checked_insert(key(1), 1).unwrap();
        map.checked_insert(key(0), 1).unwrap();
    });
    assert_events::<K>(true, false, |map| {
        map.try_insert(key(1), 1).unwrap();
        map.try_insert(key(0), 1).unwrap_err();
    });
    assert_events::<K>(true, true, |map| map.extend([(key(1), 1), (key(0), 1)]));
    assert_events::<K>(true, true, |map| {
        map.entry(key(1)).insert_entry(1);
        map.entry(key(0)).insert_entry(1);
    });
    assert_events::<K>(true, false, |map| {
        *map.entry(key(1)).or_insert(1) += 1;
        *map.entry(key(0)).or_insert(1) += 1; // through a reference
    });
    assert_events::<K>(true, false, |map| {
        map.entry(key(1)).or_insert_with(|| 1);
    });
    assert_events::<K>(true, false, |map| {
        map.entry(key(1)).or_insert_with_key(|_| 1);
    });
    assert_events::<K>(true, false, |map| {
        map.entry(key(1)).and_modify(|n| *n += 1).or_default();
    });
    assert_events::<K>(true, true, |map| {
        for n in [0, 1] {
            match map.entry(key(n)) {
                Entry::Occupied(mut entry) => drop(entry.insert(1)),
                Entry::Vacant(entry) => drop(entry.insert(1)),
            }
        }
    });
    assert_events::<K>(true, false, |map| {
        let one = key(1);
        let EntryRef::Vacant(entry) = map.entry_ref(&one) else {
            panic!("it is not there")
        };
        entry.insert_with_key(key(1), 1);
    });
    assert_events::<K>(true, false, |map| {
        #[expect(unsafe_code, reason = "a way to write")]
        // SAFETY: the key is not there.
        unsafe {
            map.insert_unique_unchecked(key(1), 1);
        }
    });
}

#[test]
fn every_way_to_write_is_one_event() {
    every_way_to_write::<UserId>();
    every_way_to_write::<Level>();
    every_way_to_write::<Name>();
    every_way_to_write::<(u64, u32)>();
}

#[test]
fn maps_of_strings_are_written_by_reference() {
    let mut ages: FastMap<String, u32> = FastMap::new();
    let recorder = Recorder::<String>::start();
    *ages.entry_ref("Ada").or_insert(1) += 1;
    ages.entry_ref("Ada").insert(2);
    *ages.entry_ref("Alan").or_default() += 1;
    recorder.assert_inserted("Ada");
    recorder.assert_overwritten("Ada");
    recorder.assert_inserted("Alan");
    recorder.assert_untouched("Grace");
    assert_eq!(recorder.assigns().len(), 3);
}

#[test]
fn new_maps_are_written_too() {
    fn build<K: Key>() {
        let entries = || [(K::key(0), 1), (K::key(1), 1), (K::key(0), 2)];
        let recorder = Recorder::<K>::start();
        drop(FastMap::from(entries()));
        assert_eq!(recorder.assigns().len(), 3);
        recorder.assert_inserted(&K::key(1));
        recorder.assert_overwritten(&K::key(0));
        drop(entries().into_iter().collect::<FastMap<_, _>>());
        assert_eq!(recorder.assigns().len(), 6);
    }
    build::<UserId>();
    build::<Level>();
    build::<Name>();
}

#[test]
fn maps_with_stable_values_are_written_too() {
    let mut map = StableMap::new();
    let recorder = Recorder::<UserId>::start();
    map.insert(UserId(1), 1);
    map.insert(UserId(1), 2);
    *map.entry(UserId(2)).or_insert(3) += 1;
    recorder.assert_inserted(&UserId(1));
    recorder.assert_overwritten(&UserId(1));
    recorder.assert_inserted(&UserId(2));
    assert_eq!(recorder.assigns().len(), 3);
}

#[test]
fn sets_are_written_too() {
    fn write<K: Key>() {
        let mut set = FastSet::from([K::key(0)]);
        let recorder = Recorder::<K>::start();
        set.insert(K::key(1));
        recorder.assert_inserted(&K::key(1));
        set.replace(K::key(1));
        set.get_or_insert(K::key(1));
        set.get_or_insert(K::key(2));
        assert_eq!(recorder.assigns().len(), 3);
        recorder.assert_untouched(&K::key(0));
        set.extend([K::key(0)]);
        recorder.assert_overwritten(&K::key(0)); // by `()`: the key in the set stays
    }
    write::<UserId>();
    write::<Level>();
    write::<Name>();
}

#[test]
fn nothing_is_recorded_where_nothing_is_assigned() {
    fn leave<K: Key>() {
        let mut map = FastMap::from([(K::key(0), 7u32), (K::key(2), 8)]);
        let recorder = Recorder::<K>::start();
        assert_eq!(map.len(), 2);
        assert_eq!(map.get(&K::key(0)), Some(&7));
        assert_eq!(map.get(&K::key(1)), None);
        assert!(map.contains_key(&K::key(0)));
        assert_eq!(
            map.iter().count() + map.keys().count() + map.values().count(),
            6
        );
        assert_eq!(map.get_batch([&K::key(0)]).count(), 1);
        *map.get_mut(&K::key(0)).unwrap() += 1;
        map.values_mut().for_each(|value| *value += 1);
        assert!(map.address_of(&K::key(0)).is_some() && map.generation(&K::key(0)).is_some());
        map.entry(K::key(1)).and_modify(|value| *value += 1).key();
        let mut copy = map.clone();
        assert_eq!(map, copy);
        copy.retain(|_, _| false);
        copy.reserve(100);
        copy.shrink_to_fit();
        map.remove(&K::key(2));
        map.drain();
        map.clear();
        assert_eq!(recorder.assigns(), []);
    }
    leave::<UserId>();
    leave::<Level>();
    leave::<Name>();
}

#[test]
fn an_insert_and_an_overwrite_are_one_event_each_among_all_targets() {
    let events = heard(
        "map_core",
        LevelFilter::DEBUG,
        |event| event.metadata().name(),
        || {
            let mut map = FastMap::new();
            map.insert(UserId(1), 1);
            map.insert(UserId(1), 2);
            assert_eq!(
                (map.len(), map.get(&UserId(1)), map.iter().count()),
                (1, Some(&2), 1)
            );
        },
    );
    assert_eq!(events, ["assign", "assign"]);
}

/// The events of filling a map with so many keys, each checked against the map as it is afterwards.
fn fill<K: Key>(keys: u64) -> Vec<Assign> {
    let mut map = FastMap::with_seed(1);
    let recorder = Recorder::<K>::start();
    for n in 0..keys {
        for operation in [Operation::Insert, Operation::Overwrite] {
            map.insert(K::key(n), [n; 3]);
            let address = map.address_of(&K::key(n)).unwrap().addr().get();
            let last = recorder.assigns().pop().unwrap();
            assert!(last.is::<K, K>(&K::key(n)));
            assert_eq!((last.value, last.operation), (address, operation));
            if operation == Operation::Overwrite {
                assert!(!last.grew && last.evacuated == 0);
            }
        }
    }
    map.check_invariants();
    recorder.assigns()
}

#[test]
fn the_event_says_where_and_how() {
    let assigns = fill::<UserId>(600);
    let inserts = || {
        assigns
            .iter()
            .filter(|assign| assign.operation == Operation::Insert)
    };
    let (grew, evacuated): (Vec<_>, Vec<_>) = inserts().map(|a| (a.grew, a.evacuated)).unzip();
    // One bucket, doubled to 64: each doubling splits all there are.
    assert_eq!(grew.iter().filter(|grew| **grew).count(), 6);
    assert_eq!(evacuated.iter().sum::<usize>(), 63);
    assert!(inserts().all(|assign| assign.grew == (assign.evacuated > 0) && assign.bucket < 64));
    assert!(inserts().any(|assign| assign.bucket > 0));

    let levels = fill::<Level>(3);
    assert!(
        levels
            .iter()
            .all(|assign| (assign.bucket, assign.probes) == (0, 1))
    );
    assert_eq!(levels[4].key, "#2");
}

/// Keys that share a bucket in a map with seed 1 and room for 600.
fn crowd(keys: usize) -> Vec<UserId> {
    let mut map = FastMap::with_seed(1);
    map.reserve(600);
    let recorder = Recorder::<UserId>::start();
    let mut crowd = Vec::new();
    for id in (0..).map(UserId) {
        map.insert(id, ());
        if recorder.assigns()[0].bucket == 0 {
            crowd.push(id);
        }
        if crowd.len() == keys {
            return crowd;
        }
        recorder.forget();
        map.remove(&id);
    }
    unreachable!()
}

#[test]
fn probes_count_the_overflow() {
    let keys = crowd(15 + 7);
    let mut map = FastMap::with_seed(1);
    map.reserve(600);
    let recorder = Recorder::<UserId>::start();
    let mut probes = |value: u32| {
        recorder.forget();
        for key in &keys {
            map.insert(*key, value);
        }
        map.check_invariants();
        let assigns = recorder.assigns();
        for (key, assign) in keys.iter().zip(&assigns) {
            assert_eq!(assign.bucket, 0);
            assert_eq!(assign.value, map.address_of(key).unwrap().addr().get());
        }
        assigns
            .iter()
            .map(|assign| assign.probes)
            .collect::<Vec<_>>()
    };
    let inserted = probes(1);
    assert_eq!(inserted[..15], [1; 15]);
    // A new entry is always in the first node of the chain, and pushes full nodes back.
    assert_eq!(inserted[15..], [2; 7]);
    let overwritten = probes(2);
    assert_eq!(overwritten[..15], [1; 15]);
    assert_eq!(overwritten[15..], [4, 4, 4, 3, 3, 3, 2]);
}

#[test]
fn keys_are_written_down() {
    let mut cells: FastMap<(i32, Option<u8>), ()> = FastMap::new();
    let recorder = Recorder::<(i32, Option<u8>)>::start();
    cells.insert((-4, Some(7)), ());
    assert_eq!(recorder.assigns()[0].key, "(-4, Some(7))");

    let mut names = FastMap::new();
    let recorder = Recorder::<Name>::start();
    names.insert(Name("A \"b\"".to_owned()), ());
    assert_eq!(recorder.assigns()[0].key, r#""A \"b\"""#);
    recorder.assert_inserted("A \"b\"");
}

/// Maps behind locks write past `FastMap`'s own methods.
#[cfg(feature = "sync")]
#[test]
fn shared_maps_are_written_too() {
    use map_core::sync::{LockedMap, ShardedMap};
    fn write<K: Key>() {
        macro_rules! write_to {
            ($map:expr) => {
                let map = $map;
                let recorder = Recorder::<K>::start();
                map.store(K::key(0), 1);
                recorder.assert_inserted(&K::key(0));
                recorder.forget();
                map.store(K::key(0), 2);
                assert_eq!(map.swap(K::key(0), 3), Some(2));
                assert!(map.compare_and_swap(&K::key(0), &9, 8).is_err());
                assert!(map.compare_and_swap(&K::key(0), &3, 4).is_ok());
                recorder.assert_overwritten(&K::key(0));
                assert_eq!(recorder.assigns().len(), 3);
                recorder.forget();
                assert_eq!(map.load(&K::key(0)), Some(4));
                assert!(map.compare_and_delete(&K::key(0), &4));
                assert_eq!(recorder.assigns(), []);
            };
        }
        write_to!(LockedMap::<K, u32>::new());
        write_to!(ShardedMap::<K, u32>::new());
    }
    write::<UserId>();
    write::<Level>();
    write::<Name>();
}
