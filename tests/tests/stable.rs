//! [`StableMap`]: its values stay where they are whatever else happens, and in all other ways it is a map as std's is.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};

use map_core::stable::{Drain, Entry, IntoIter, Iter, IterMut};
use map_core::{FastKey, FastMap, Path, StableMap};
use tests::values::{Counted, Fuse, Heavy, Value};

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(stable)]
struct Id(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(stable, map = "Names", path = "direct")]
struct Short(u8);

#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(stable)]
struct Tagged<T>(String, T);

/// A key of each kind of path.
trait Key: FastKey + Clone + Hash + Debug {
    fn key(n: u64) -> Self;
}

impl Key for Id {
    fn key(n: u64) -> Self {
        Id(n)
    }
}

impl Key for Short {
    fn key(n: u64) -> Self {
        Short(n as u8)
    }
}

impl Key for Tagged<u16> {
    fn key(n: u64) -> Self {
        Tagged((n / 7).to_string(), n as u16 % 7)
    }
}

fn address<V>(value: &V) -> usize {
    (&raw const *value).addr()
}

#[test]
fn the_alias_is_a_stable_map() {
    let ids: IdMap<u8> = StableMap::<Id, u8>::from([(Id(1), 2)]);
    let names: Names<char> = StableMap::<Short, char>::from([(Short(1), 'a')]);
    let tagged: TaggedMap<u8, &str> = StableMap::<Tagged<u8>, &str>::new();
    let set: IdSet = map_core::FastSet::from([Id(1)]);
    assert_eq!(
        (ids.len(), names.len(), tagged.len(), set.len()),
        (1, 1, 0, 1)
    );
    assert_eq!(Short::PLAN.path, Path::Direct);
}

#[test]
fn values_stay_while_the_map_grows_shrinks_and_moves() {
    fn stay<K: Key>(few: u64, many: u64) {
        let mut map = StableMap::<K, Heavy>::new();
        map.extend((0..few).map(|n| (K::key(n), Heavy::of(n))));
        let places: HashMap<K, usize> = map
            .iter()
            .map(|(key, value)| (key.clone(), address(value)))
            .collect();
        let check = |map: &mut StableMap<K, Heavy>| {
            map.check_invariants();
            for (key, place) in &places {
                assert_eq!(address(&map[key]), *place, "{key:?}");
                assert_eq!(map.get_mut(key).map(|value| address(value)), Some(*place));
            }
        };
        for n in few..many {
            map.insert(K::key(n), Heavy::of(n));
        }
        check(&mut map);
        // The same keys once more: new values in the old places.
        for n in 0..few {
            assert_eq!(map.insert(K::key(n), Heavy::of(n + 1)), Some(Heavy::of(n)));
            *map.entry(K::key(n)).or_default() = Heavy::of(n + 2);
        }
        map.extend((0..few).map(|n| (K::key(n), Heavy::of(n + 3))));
        check(&mut map);
        map.reserve(10_000);
        check(&mut map);
        map.retain(|key, _| places.contains_key(key));
        check(&mut map);
        map.shrink_to_fit();
        check(&mut map);
        let mut moved = std::mem::take(&mut map);
        check(&mut moved);
        let clone = moved.clone();
        assert!(clone == moved);
        assert!(
            clone
                .iter()
                .all(|(key, value)| address(value) != places[key])
        );
    }
    stay::<Id>(100, 20_000);
    stay::<Short>(20, 256);
    stay::<Tagged<u16>>(100, 5_000);
}

#[test]
fn every_value_is_dropped_once() {
    Counted::start();
    let fill = || -> StableMap<Id, Counted> { (0..100).map(|n| (Id(n), Counted::of(n))).collect() };
    let mut map = fill();
    assert_eq!(Counted::alive(), 100);
    map.insert(Id(0), Counted::of(1));
    map.remove(&Id(1));
    assert_eq!(Counted::alive(), 99);
    assert_eq!(map.drain().take(10).count(), 10);
    assert_eq!(Counted::alive(), 0);
    map = fill();
    assert_eq!(map.into_iter().take(10).count(), 10);
    assert_eq!(Counted::alive(), 0);
    map = fill();
    map.clear();
    assert_eq!(Counted::alive(), 0);
    map = fill();
    let copy = map.clone();
    drop(map);
    assert_eq!(Counted::alive(), 100);
    drop(copy);
    assert_eq!(Counted::alive(), 0);
}

#[test]
fn panics_leave_it_valid() {
    type Work = fn(&mut StableMap<Id, Counted>);
    let works: [(Fuse, usize, Work); 6] = [
        (Fuse::Clone, 0, |map| drop(map.clone())),
        (Fuse::Drop, 50, |map| map.clear()),
        (Fuse::Drop, 50, |map| map.retain(|key, _| key.0 % 2 == 0)),
        (Fuse::Drop, 50, |map| {
            for n in 0..50 {
                map.insert(Id(n), Counted::of(n));
            }
        }),
        (Fuse::Closure, 0, |map| {
            map.retain(|key, _| {
                Fuse::Closure.burn();
                key.0 % 2 == 0
            });
        }),
        (Fuse::Closure, 0, |map| {
            for n in 0..100 {
                map.entry(Id(n)).or_insert_with(|| {
                    Fuse::Closure.burn();
                    Counted::of(n)
                });
            }
        }),
    ];
    for (fuse, may_leak, work) in works {
        for n in 0..50 {
            Counted::start();
            let mut map: StableMap<Id, Counted> =
                (0..50).map(|n| (Id(n), Counted::of(n))).collect();
            fuse.arm(n);
            let panicked = catch_unwind(AssertUnwindSafe(|| work(&mut map))).is_err();
            assert!(panicked != fuse.disarm(), "the fuse burns or is left");
            map.check_invariants();
            assert_eq!(map.iter().count(), map.len());
            assert!(map.iter().all(|(key, value)| key.0 == value.number()));
            drop(map);
            assert!(Counted::alive() <= may_leak, "{fuse:?} at {n} leaks");
        }
    }
}

#[test]
fn texts_are_those_of_std() {
    let mut map = StableMap::from([(1u32, "a")]);
    let mut std = HashMap::from([(1u32, "a")]);
    assert_eq!(format!("{map:?}"), format!("{std:?}"));
    assert_eq!(format!("{:?}", map.iter()), format!("{:?}", std.iter()));
    assert_eq!(format!("{:?}", map.keys()), format!("{:?}", std.keys()));
    assert_eq!(
        format!("{:?}", map.values_mut()),
        format!("{:?}", std.values_mut())
    );
    assert_eq!(format!("{:?}", map.entry(1)), format!("{:?}", std.entry(1)));
    assert_eq!(format!("{:?}", map.entry(2)), format!("{:?}", std.entry(2)));
    let absent = catch_unwind(|| StableMap::<u32, u8>::new()[&1]);
    assert!(absent.is_err());
}

#[test]
fn it_may_be_shared_and_sent_where_its_parts_may() {
    fn both<T: Send + Sync>() {}
    both::<StableMap<Id, String>>();
    both::<(
        Iter<'_, Id, u8>,
        IterMut<'_, Id, u8>,
        IntoIter<Id, u8>,
        Drain<'_, Id, u8>,
    )>();
    both::<Entry<'_, Id, String>>();
}

#[test]
fn it_is_data_to_serde() {
    let map: StableMap<u32, String> = serde_json::from_str(r#"{"1":"a","2":"b"}"#).expect("a map");
    assert_eq!((map[&1].as_str(), map[&2].as_str()), ("a", "b"));
    let text = serde_json::to_string(&map).expect("keys that are numbers");
    assert_eq!(
        serde_json::from_str::<StableMap<u32, String>>(&text).ok(),
        Some(map)
    );
    assert!(serde_json::from_str::<StableMap<u32, String>>("[1]").is_err());
}
