//! Parallel iterators see what sequential ones see, and every value is dropped once.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use map_core::{FastKey, FastMap, FastSet, Path};
use rayon::prelude::*;

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct UserId(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(path = "direct")]
struct Port(u16);

/// All keys hash alike, so that they fill one bucket and its overflow.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "general")]
struct Alike(u32);

impl std::hash::Hash for Alike {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        hasher.write_u8(0);
    }
}

/// A map caught in the middle of growth, with some entries removed.
fn growing() -> FastMap<u64, [u64; 4]> {
    let mut map = FastMap::new();
    let mut next = 0;
    while !map.is_growing() || next < 50_000 {
        map.insert(next, [next; 4]);
        next += 1;
    }
    for i in 0..200 {
        map.insert(next + i, [next + i; 4]);
    }
    assert!(map.is_growing());
    map.retain(|key, _| key % 7 != 0);
    assert!(map.is_growing());
    map
}

/// Every way of visiting the map gives the same entries.
#[track_caller]
fn same<K, V>(map: FastMap<K, V>)
where
    K: FastKey + Copy + Ord + Send + Sync + std::fmt::Debug,
    V: Copy + Ord + Send + Sync + std::fmt::Debug,
{
    fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
        all.sort();
        all
    }
    let mut map = map;
    let expected = sorted(map.iter().map(|(key, value)| (*key, *value)).collect());
    let shared = map.par_iter().map(|(key, value)| (*key, *value));
    assert_eq!(sorted(shared.collect()), expected);
    let unique = map.par_iter_mut().map(|(key, value)| (*key, *value));
    assert_eq!(sorted(unique.collect()), expected);
    let keys: Vec<K> = map.par_keys().copied().collect();
    let values: Vec<V> = map.par_values().copied().collect();
    assert!(keys.len() == expected.len() && values.len() == expected.len());
    assert_eq!(map.par_values_mut().count(), expected.len());
    assert!(map.par_eq(&map.clone()));

    let collected: FastMap<K, V> = map.clone().into_par_iter().collect();
    collected.check_invariants();
    assert_eq!(collected, map);
    assert_eq!(sorted(map.clone().into_par_iter().collect()), expected);

    let (size, capacity) = (map.allocation_size(), map.capacity());
    assert_eq!(sorted(map.par_drain().collect()), expected);
    map.check_invariants();
    assert!(map.is_empty() && map.allocation_size() == size && map.capacity() >= capacity);
    map.par_extend(expected.par_iter().copied());
    map.check_invariants();
    assert_eq!(map, collected);
}

#[test]
fn parallel_walks_see_every_entry_once() {
    for len in [0, 1, 11, 12, 13, 14, 15, 16, 17, 100, 1_000, 40_000] {
        same::<u64, u64>((0..len).map(|i| (i, i * 2)).collect());
    }
    same::<u32, u32>(FastMap::with_capacity(1_000));
}

#[test]
fn maps_in_the_middle_of_growth() {
    same(growing());
}

#[test]
fn direct_maps() {
    assert_eq!(Port::PLAN.path, Path::Direct);
    same::<u8, u32>((0..=255u8).map(|i| (i, u32::from(i))).collect());
    same::<u8, u32>(FastMap::from([(0, 0), (255, 255), (16, 1)]));
    same::<bool, u32>(FastMap::from([(true, 0)]));
    let ports: FastMap<Port, u16> = (0..5_000).map(|i| (Port(i * 13), i)).collect();
    let sum = ports.par_values().map(|i| u64::from(*i)).sum::<u64>();
    assert_eq!(sum, 4_999 * 2_500);
}

#[test]
fn overflow_belongs_to_its_bucket() {
    let mut map: FastMap<Alike, u32> = (0..500).map(|i| (Alike(i), i)).collect();
    let mut seen: Vec<u32> = map.par_iter().map(|(_, value)| *value).collect();
    seen.sort();
    assert_eq!(seen, (0..500).collect::<Vec<_>>());
    map.par_values_mut().for_each(|value| *value += 1);
    assert_eq!(
        map.into_par_iter().map(|entry| entry.1).sum::<u32>(),
        125_250
    );
}

#[test]
fn changes_are_kept() {
    let mut map = growing();
    let before: HashMap<u64, [u64; 4]> = map.iter().map(|(k, v)| (*k, *v)).collect();
    map.par_iter_mut()
        .for_each(|(key, value)| value[1] = key + 1);
    assert!(
        map.iter()
            .all(|(key, value)| value[1] == key + 1 && value[2] == before[key][2])
    );
    map.check_invariants();
}

#[test]
fn of_equal_keys_the_last_counts() {
    let map: FastMap<UserId, u32> = (0..10_000u32)
        .into_par_iter()
        .map(|i| (UserId(u64::from(i % 100)), i))
        .collect();
    assert_eq!(map.len(), 100);
    assert!(
        map.iter()
            .all(|(key, value)| u64::from(*value) == 9_900 + key.0)
    );
    let mut copy: FastMap<UserId, u32> = FastMap::new();
    copy.par_extend(&map);
    assert_eq!(copy, map);
}

#[test]
fn sets() {
    let mut set: FastSet<u32> = (0..10_000u32).into_par_iter().map(|i| i % 5_000).collect();
    set.check_invariants();
    assert_eq!(set.par_iter().count(), 5_000);
    let even: FastSet<u32> = set.par_iter().copied().filter(|i| i % 2 == 0).collect();
    let odd: FastSet<u32> = set.clone().into_par_iter().filter(|i| i % 2 == 1).collect();
    assert!(even.par_is_subset(&set) && set.par_is_superset(&odd) && even.par_is_disjoint(&odd));
    assert!(!set.par_is_subset(&even) && !even.par_is_disjoint(&set) && !even.par_eq(&odd));
    let mut both = even;
    both.par_extend(&odd);
    assert!(both.par_eq(&set));
    assert_eq!(set.par_drain().map(u64::from).sum::<u64>(), 4_999 * 2_500);
    assert!(set.is_empty() && set.capacity() > 0);
}

/// A value that counts its drops.
struct Counted<'a>(&'a AtomicUsize);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Runs `visit` over a map of counted values, and checks that each is dropped once, also where it panics.
#[track_caller]
fn each_dropped_once(len: u64, visit: impl FnOnce(FastMap<u64, Counted<'_>>)) {
    let drops: Vec<AtomicUsize> = (0..len).map(|_| AtomicUsize::new(0)).collect();
    let map = drops
        .iter()
        .enumerate()
        .map(|(i, count)| (i as u64, Counted(count)));
    let map: FastMap<u64, Counted<'_>> = map.collect();
    let _ = catch_unwind(AssertUnwindSafe(|| visit(map)));
    for (i, count) in drops.iter().enumerate() {
        assert_eq!(count.load(Ordering::Relaxed), 1, "value {i} of {len}");
    }
}

#[test]
fn every_value_is_dropped_once() {
    for len in [0, 1, 20, 2_000, 60_000] {
        each_dropped_once(len, |map| drop(map.into_par_iter()));
        each_dropped_once(len, |map| map.into_par_iter().for_each(drop));
        each_dropped_once(len, |map| {
            let _ = map.into_par_iter().find_any(|(key, _)| key % 10 == 3);
        });
        each_dropped_once(len, |map| {
            map.into_par_iter()
                .for_each(|(key, _)| assert!(key % 10 != 3));
        });
        each_dropped_once(len, |mut map| {
            drop(map.par_drain());
            assert!(map.is_empty());
        });
        each_dropped_once(len, |mut map| {
            let _ = map.par_drain().find_any(|(key, _)| key % 10 == 3);
            map.check_invariants();
            assert!(map.is_empty());
        });
        each_dropped_once(len, |mut map| {
            let drained = AssertUnwindSafe(&mut map);
            let _ = catch_unwind(|| {
                { drained }
                    .par_drain()
                    .for_each(|(key, _)| assert!(key % 10 != 3));
            });
            map.check_invariants();
            assert!(map.is_empty());
        });
        each_dropped_once(len, |mut map| {
            map.par_iter_mut()
                .for_each(|(key, _)| assert!(key % 10 != 3));
        });
    }
}

#[test]
fn a_drained_map_is_as_good_as_new() {
    let mut map = growing();
    let _ = map.par_drain().find_any(|(key, _)| *key == 1);
    assert!(map.is_empty() && !map.is_growing());
    map.extend((0..100_000).map(|i| (i, [i; 4])));
    map.check_invariants();
    assert_eq!(
        map.par_iter()
            .filter(|(key, value)| **key == value[3])
            .count(),
        100_000
    );
}

#[test]
fn iterators_show_what_they_visit() {
    let mut map = FastMap::from([(1u32, 'a')]);
    assert_eq!(format!("{:?}", map.par_iter()), "[(1, 'a')]");
    assert_eq!(format!("{:?}", map.par_iter_mut()), "[(1, 'a')]");
    assert_eq!(
        format!("{:?} {:?}", map.par_keys(), map.par_values()),
        "[1] ['a']"
    );
    assert_eq!(format!("{:?}", map.clone().into_par_iter()), "[(1, 'a')]");
    assert_eq!(format!("{:?}", map.par_drain()), "[(1, 'a')]");
    assert_eq!(format!("{:?}", FastSet::from([1u8]).into_par_iter()), "[1]");
}
