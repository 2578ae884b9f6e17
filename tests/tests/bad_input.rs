//! What is wrong from the start gets a clear answer: a table of bad input, and what is said about it.

use std::any::Any;
use std::ops::Range;
use std::panic::catch_unwind;

use map_core::pool::MapPool;
use map_core::sync::{LockedMap, ShardedMap};
use map_core::{FastMap, FastSet, KeyError, StableMap, TryReserveError};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};

/// A key that promises a range.
#[derive(FastMap, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(no_alias)]
struct Percent {
    #[fast_map(max = 100)]
    value: u8,
}

/// A key of a few names.
#[derive(FastMap, Deserialize, PartialEq, Eq, Debug)]
#[fast_map(no_alias)]
enum Level {
    Info,
    Error,
}

/// What a panic says.
fn message(panic: &(dyn Any + Send)) -> String {
    match panic.downcast_ref::<String>() {
        Some(message) => message.clone(),
        None => panic.downcast_ref::<&str>().unwrap_or(&"?").to_string(),
    }
}

/// An iterator that says it has more than it has.
struct Boasting(u32);

impl Iterator for Boasting {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        self.0 = self.0.checked_sub(1)?;
        Some((self.0, self.0))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

/// Numbers behind a hint that is a lie.
struct Modest(Range<u32>, (usize, Option<usize>));

impl Iterator for Modest {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        self.0.next().map(|number| (number, number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.1
    }
}

/// A map that is written as pairs.
#[derive(Deserialize, Debug)]
struct Pairs(#[serde(with = "map_core::serde_pairs")] FastMap<u8, u8>);

fn json<T: for<'de> Deserialize<'de>>(text: &str) -> String {
    match serde_json::from_str::<T>(text) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn reserve<K: map_core::FastKey, V>(additional: usize) -> String {
    match FastMap::<K, V>::new().try_reserve(additional) {
        Ok(()) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

const OVERFLOW: &str = "capacity overflow";
const TOO_LARGE: &str = "the map's capacity exceeds the address space";

/// What is done, and what the panic says.
const PANICS: &[(&str, fn(), &str)] = &[
    (
        "usize::MAX at once",
        || drop(FastMap::<u32, u32>::with_capacity(usize::MAX)),
        OVERFLOW,
    ),
    (
        "usize::MAX without values",
        || drop(FastSet::<u64>::with_capacity(usize::MAX)),
        OVERFLOW,
    ),
    (
        "usize::MAX more than there are",
        || FastMap::from([("a", 1)]).reserve(usize::MAX),
        OVERFLOW,
    ),
    (
        "half the address space",
        || FastMap::<u64, [u8; 64]>::new().reserve(usize::MAX / 64),
        OVERFLOW,
    ),
    (
        "usize::MAX values that do not move",
        || drop(StableMap::<u64, u8>::with_capacity(usize::MAX)),
        OVERFLOW,
    ),
    (
        "usize::MAX behind a lock",
        || drop(LockedMap::<u64, u8>::with_capacity(usize::MAX)),
        OVERFLOW,
    ),
    (
        "usize::MAX over shards",
        || drop(ShardedMap::<u64, u8>::with_capacity(usize::MAX)),
        OVERFLOW,
    ),
    (
        "an iterator that boasts",
        || drop(FastMap::from_iter(Boasting(3))),
        OVERFLOW,
    ),
    (
        "an iterator that boasts to a set",
        || FastSet::new().extend(Boasting(3)),
        OVERFLOW,
    ),
    (
        "a key that breaks its promise",
        || drop(FastSet::from([Percent { value: 101 }])),
        "`value` is 101, but its `#[fast_map(max = 100)]` promises 0 to 100",
    ),
    (
        "an entry of such a key",
        || {
            FastMap::new().entry(Percent { value: 255 }).or_insert(1);
        },
        "`value` is 255, but its `#[fast_map(max = 100)]` promises 0 to 100",
    ),
    (
        "the index of a key that is not there",
        || {
            let _ = FastMap::from([(1u64, 1)])[&2];
        },
        "no entry found for key",
    ),
    (
        "the same entry twice",
        || {
            FastMap::from([(1u64, 1)]).get_disjoint_mut([&1, &1]);
        },
        "duplicate keys found",
    ),
    (
        "another key than was looked for",
        || {
            FastSet::<String>::new().get_or_insert_with("a", |_| "b".to_owned());
        },
        "the key to put in is not the key that was asked for",
    ),
];

#[test]
fn panics_say_what_is_wrong() {
    for (name, run, expected) in PANICS {
        match catch_unwind(run) {
            Ok(()) => panic!("{name}: no panic"),
            Err(panic) => {
                let said = message(&*panic);
                assert!(said.contains(expected), "{name}: {said:?}");
            }
        }
    }
}

/// What is done, and what the error says; `no error` where there is nothing wrong with it.
type Row = (&'static str, fn() -> String, &'static str);

const ERRORS: &[Row] = &[
    ("usize::MAX", || reserve::<u32, u32>(usize::MAX), TOO_LARGE),
    ("nothing", || reserve::<(), ()>(usize::MAX), "no error"),
    (
        "one key",
        || reserve::<[u64; 0], u8>(usize::MAX),
        "no error",
    ),
    ("an array", || reserve::<u8, u64>(usize::MAX), "no error"),
    ("no values", || reserve::<u64, ()>(usize::MAX), TOO_LARGE),
    ("texts", || reserve::<String, ()>(usize::MAX / 2), TOO_LARGE),
    (
        "mixed keys",
        || reserve::<(u8, String), u8>(1 << 60),
        TOO_LARGE,
    ),
    (
        "large values",
        || reserve::<u32, [u8; 4096]>(1 << 50),
        TOO_LARGE,
    ),
    (
        "no such memory",
        || reserve::<u64, [u8; 64]>(1 << 42),
        "no memory for",
    ),
    (
        "no map",
        || json::<FastMap<u32, u32>>("[1, 2]"),
        "expected a map",
    ),
    (
        "no set",
        || json::<FastSet<u32>>(r#"{"1": 2}"#),
        "expected a sequence",
    ),
    (
        "cut off",
        || json::<FastMap<u32, u32>>(r#"{"1": 2, "#),
        "EOF",
    ),
    (
        "a key too large",
        || json::<FastMap<u8, u8>>(r#"{"256": 2}"#),
        "256",
    ),
    (
        "a value too large",
        || json::<FastMap<u8, u8>>(r#"{"1": 256}"#),
        "256",
    ),
    (
        "an unknown name",
        || json::<FastMap<Level, u8>>(r#"{"Fatal": 1}"#),
        "unknown variant `Fatal`",
    ),
    (
        "a broken promise",
        || json::<FastSet<Percent>>(r#"[{"value": 200}]"#),
        "promises 0 to 100",
    ),
    (
        "pairs that are triples",
        || json::<Pairs>(r#"[[1, 2, 3]]"#),
        "trailing characters",
    ),
    (
        "pairs without a value",
        || json::<Pairs>(r#"[[1]]"#),
        "invalid length 1",
    ),
    (
        "no pairs",
        || json::<Pairs>(r#"{"1": 2}"#),
        "expected a sequence",
    ),
    (
        "a stable map that is none",
        || json::<StableMap<u8, u8>>("3"),
        "expected a map",
    ),
    (
        "bytes that are no text",
        || match serde_json::from_slice::<FastMap<String, u8>>(b"{\"\xff\xfe\": 1}") {
            Ok(_) => "no error".to_owned(),
            Err(error) => error.to_string(),
        },
        "invalid unicode",
    ),
    (
        "a key that comes twice",
        || json::<FastMap<u8, u8>>(r#"{"1": 1, "1": 2}"#),
        "no error",
    ),
];

#[test]
fn errors_say_what_is_wrong() {
    for (name, run, expected) in ERRORS {
        let said = run();
        assert!(said.contains(expected), "{name}: {said:?}");
    }
}

/// Of keys that come twice in data the last one counts, as with std's map.
#[test]
fn the_last_of_equal_keys_counts() {
    let map: FastMap<u8, u8> = serde_json::from_str(r#"{"1": 1, "2": 9, "1": 2}"#).unwrap();
    assert_eq!(map, FastMap::from([(1, 2), (2, 9)]));
    let set: FastSet<u8> = serde_json::from_str("[3, 3, 3]").unwrap();
    assert_eq!(set.len(), 1);
    let pairs: Pairs = serde_json::from_str("[[1, 1], [2, 9], [1, 2]]").unwrap();
    assert_eq!(pairs.0, map);
    let stable: StableMap<u8, u8> = serde_json::from_str(r#"{"1": 1, "2": 9, "1": 2}"#).unwrap();
    assert_eq!(stable, StableMap::from([(1, 2), (2, 9)]));
}

/// Data whose length is a lie reserves little.
#[test]
fn boasting_data_is_not_believed() {
    let data = MapDeserializer::<_, Error>::new(Boasting(3));
    let map = FastMap::<u32, u32>::deserialize(data).unwrap();
    assert!(map.len() == 3 && map.allocation_size() < 4 << 20);
    let data = MapDeserializer::<_, Error>::new(Boasting(3));
    let map = StableMap::<u32, u32>::deserialize(data).unwrap();
    assert!(map.len() == 3 && map.allocation_size() < 4 << 20);
    let data = SeqDeserializer::<_, Error>::new(Boasting(3).map(|(key, _)| key));
    let set = FastSet::<u32>::deserialize(data).unwrap();
    assert!(set.len() == 3 && set.allocation_size() < 4 << 20);
    let data = MapDeserializer::<_, Error>::new(Boasting(3));
    let map = map_core::serde_pairs::deserialize::<u32, u32, _>(data).unwrap();
    assert!(map.len() == 3 && map.allocation_size() < 4 << 20);
}

/// An iterator that says it has less than it has, or what cannot be, is taken to its end all the same.
#[test]
fn modest_iterators_are_taken_to_their_end() {
    let map: FastMap<u32, u32> = Modest(0..5_000, (0, Some(0))).collect();
    assert_eq!((map.len(), map[&4_999]), (5_000, 4_999));
    let mut map: FastMap<u32, u32> = Modest(0..100, (7, Some(3))).collect();
    map.extend(Modest(50..200, (1, None)));
    assert_eq!(map.len(), 200);
    map.check_invariants();
}

/// Bounds that bound nothing.
#[test]
fn a_pool_without_bounds_is_a_pool() {
    let pool: MapPool<u32, u32> = MapPool::<u32, u32>::builder()
        .max_maps(usize::MAX)
        .max_bytes(usize::MAX)
        .per_thread(usize::MAX)
        .build();
    for _ in 0..3 {
        let mut maps = [pool.take(), pool.take()];
        maps[0].insert(1, 1);
        maps[1].extend((0..100).map(|n| (n, n)));
    }
    assert_eq!(pool.stats().idle_maps, 2);
    let pool: MapPool<u32, u32> = MapPool::<u32, u32>::builder()
        .max_maps(0)
        .max_bytes(0)
        .per_thread(0)
        .build();
    pool.take().insert(1, 1);
    assert_eq!(pool.stats().idle_maps, 0);
}

/// What was refused has changed nothing.
#[test]
fn refusals_change_nothing() {
    let mut map = FastMap::from([(Percent { value: 1 }, 'a')]);
    let error: KeyError = map.checked_insert(Percent { value: 200 }, 'b').unwrap_err();
    assert_eq!((error.field(), error.max()), ("value", 100));
    assert_eq!(map.get(&Percent { value: 200 }), None);
    assert_eq!(map.remove(&Percent { value: 129 }), None);
    let mut large = FastMap::from([(1u64, 'a')]);
    let before = large.allocation_size();
    let error = large.try_reserve(usize::MAX).unwrap_err();
    assert_eq!(error, TryReserveError::CapacityOverflow);
    large.shrink_to(usize::MAX);
    assert_eq!((large.len(), large.allocation_size()), (1, before));
    map.check_invariants();
    large.check_invariants();
}

/// Keys and values of no size, in each kind of table.
#[test]
fn nothing_is_something() {
    let mut unit = FastMap::from([((), ()), ((), ())]);
    assert_eq!((unit.len(), unit.insert((), ())), (1, Some(())));
    assert_eq!(unit.remove_entry(&()), Some(((), ())));
    let mut empty: FastMap<[String; 0], ()> = FastMap::new();
    assert_eq!(empty.insert([], ()), None);
    assert_eq!((empty.len(), empty.remove(&[])), (1, Some(())));
    let texts: FastSet<String> = (0..1_000).map(|n| n.to_string()).collect();
    assert_eq!(texts.into_iter().count(), 1_000);
    for map in [&unit.len(), &empty.len()] {
        assert_eq!(*map, 0);
    }
}
