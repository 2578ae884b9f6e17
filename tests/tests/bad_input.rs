//! What is wrong from the start gets a clear answer: a table of bad input, and what is said about it.

use std::any::Any;
use std::panic::catch_unwind;

use map_core::{FastMap, FastSet, KeyError, TryReserveError};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

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
        "an iterator that boasts",
        || drop(FastMap::from_iter(Boasting(3))),
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
}

/// Data whose length is a lie reserves little.
#[test]
fn boasting_data_is_not_believed() {
    let data = MapDeserializer::<_, Error>::new(Boasting(3));
    let map = FastMap::<u32, u32>::deserialize(data).unwrap();
    assert!(map.len() == 3 && map.allocation_size() < 4 << 20);
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
