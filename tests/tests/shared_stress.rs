//! Maps that threads share, under more threads than there are cores: nothing is lost, nothing leaks, and a panic in a
//! closure harms nobody but its caller. Length of the runs: `FASTMAP_ROUNDS`.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use map_core::FastMap;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use tests::shared::{Chance, Shared};

/// Counts how many things that hold it are alive.
#[derive(Debug)]
struct Alive<'a>(&'a AtomicUsize);

impl<'a> Alive<'a> {
    fn new(count: &'a AtomicUsize) -> Alive<'a> {
        count.fetch_add(1, Ordering::Relaxed);
        Alive(count)
    }
}

impl Clone for Alive<'_> {
    fn clone(&self) -> Self {
        Alive::new(self.0)
    }
}

impl Drop for Alive<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A key that is counted.
#[derive(FastMap, Clone, Debug)]
#[fast_map(no_alias)]
struct Key<'a> {
    number: u64,
    #[fast_map(skip)]
    _alive: Alive<'a>,
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Key<'_> {}

/// A value that is counted, and says which key it is of.
#[derive(Clone, Debug)]
struct Value<'a> {
    key: u64,
    number: u64,
    _alive: Alive<'a>,
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.key, self.number) == (other.key, other.number)
    }
}

/// How many are alive.
#[derive(Default)]
struct Census {
    keys: AtomicUsize,
    values: AtomicUsize,
}

impl Census {
    fn key(&self, number: u64) -> Key<'_> {
        let _alive = Alive::new(&self.keys);
        Key { number, _alive }
    }

    fn value(&self, key: u64, number: u64) -> Value<'_> {
        let _alive = Alive::new(&self.values);
        Value {
            key,
            number,
            _alive,
        }
    }

    fn alive(&self) -> (usize, usize) {
        let [keys, values] = [&self.keys, &self.values].map(|count| count.load(Ordering::Relaxed));
        (keys, values)
    }
}

fn rounds() -> u64 {
    let asked = std::env::var("FASTMAP_ROUNDS");
    asked.map_or(400, |rounds| {
        rounds.parse().expect("FASTMAP_ROUNDS is a number")
    })
}

/// Runs `work` in more threads than there are cores.
fn crowd(work: impl Fn(u64) + Sync) {
    let cores = thread::available_parallelism().map_or(2, usize::from) as u64;
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..2 * cores + 2)
            .map(|thread| scope.spawn(move || work(thread)))
            .collect();
        for thread in threads {
            // ThreadSanitizer sees this, but not what a scope waits by.
            thread.join().expect("no thread panics");
        }
    });
}

/// Some call at random of a key below `keys`. What comes back must be of that key.
fn call<'a, M>(map: &M, census: &'a Census, keys: u64, chance: &mut Chance)
where
    M: Shared<Key<'a>, Value<'a>>,
{
    let (number, value) = (chance.below(keys), chance.below(1_000));
    let (key, new) = (census.key(number), census.value(number, value));
    let old = census.value(number, chance.below(1_000));
    let is_of_key = |value: &Value<'_>| assert_eq!(value.key, number);
    match chance.below(64) {
        0..16 => map.load(&key).iter().for_each(is_of_key),
        16..24 => map.store(key, new),
        24..30 => map.swap(key, new).iter().for_each(is_of_key),
        30..36 => is_of_key(&map.load_or_store(key, new).0),
        36..40 => is_of_key(&map.load_or_insert_with(key, || new).0),
        40..48 => map.load_and_delete(&key).iter().for_each(is_of_key),
        48..52 => drop(map.delete(&key)),
        52..55 => drop(map.compare_and_swap(&key, &old, new)),
        55..58 => drop(map.compare_and_delete(&key, &old)),
        58..60 => {
            let change = |value: Option<&Value<'a>>| {
                value.into_iter().for_each(is_of_key);
                value.is_none().then(|| new.clone())
            };
            drop(map.alter(key, change));
        }
        60 => {
            let keys = chance.below(20);
            let mut left = keys;
            map.range(|key, value| {
                assert_eq!(key.number, value.key);
                left = left.saturating_sub(1);
                left > 0
            });
        }
        61 => map.retain(|key, _| key.number % 7 != value % 7),
        62 if value < 50 => map.clear(),
        _ => drop(map.get_with(&key, is_of_key)),
    }
}

/// All that went in comes out or is dropped, and while a map churns, what is out is dropped soon.
fn drops_everything<'a, M>(census: &'a Census)
where
    M: Shared<Key<'a>, Value<'a>>,
{
    const KEYS: u64 = 300;
    // What may wait to be dropped, in batches that each thread has; far less than what goes through the map.
    const WAITING: usize = 4_000;
    let map = M::empty();
    for round in 0..4 {
        crowd(|thread| {
            let mut chance = Chance::new(round << 8 | thread);
            (0..rounds() * 20).for_each(|_| call(&map, census, KEYS, &mut chance));
        });
        let (keys, values) = census.alive();
        assert!(map.count() <= KEYS as usize);
        assert!(keys <= 4 * KEYS as usize + WAITING, "{keys} keys are alive");
        assert!(
            values <= KEYS as usize + WAITING,
            "{values} values are alive"
        );
    }
    drop(map);
    assert_eq!(census.alive(), (0, 0));
}

/// Keys that come once and never again leave nothing behind.
fn does_not_grow<'a, M>(census: &'a Census)
where
    M: Shared<Key<'a>, Value<'a>>,
{
    const LIVE: u64 = 50;
    let map = M::empty();
    crowd(|thread| {
        for i in 0..rounds() * 20 {
            let number = |i: u64| i << 8 | thread;
            map.store(census.key(number(i)), census.value(number(i), i));
            if i >= LIVE {
                assert!(map.delete(&census.key(number(i - LIVE))));
            }
        }
    });
    let (keys, values) = census.alive();
    let live = map.count();
    assert!(keys <= 4 * live + 4_000, "{keys} keys for {live} entries");
    assert!(values <= live + 4_000, "{values} values for {live} entries");
    drop(map);
    assert_eq!(census.alive(), (0, 0));
}

/// Additions by `alter` and by `compare_and_swap` are not lost, and of all who would put a key in first, one does.
fn loses_nothing<M: Shared<u64, u64>>() {
    const KEYS: u64 = 5;
    let (map, stored) = (M::empty(), AtomicUsize::new(0));
    let threads = AtomicUsize::new(0);
    crowd(|thread| {
        threads.fetch_add(1, Ordering::Relaxed);
        for i in 0..rounds() * 5 {
            let key = (i + thread) % KEYS;
            map.alter(key, |value| Some(value.copied().unwrap_or(0) + 1));
            while let Some(value) = map.load(&key)
                && !map.compare_and_swap(&key, &value, value + 1)
            {}
            let (first, loaded) = map.load_or_store(KEYS + i, thread);
            stored.fetch_add(usize::from(!loaded), Ordering::Relaxed);
            let (again, loaded) = map.load_or_insert_with(KEYS + i, || thread + 100);
            assert!(loaded && again == first);
        }
    });
    let sum: u64 = (0..KEYS).filter_map(|key| map.load(&key)).sum();
    assert_eq!(sum, 2 * 5 * rounds() * threads.into_inner() as u64);
    assert_eq!(stored.into_inner() as u64, rounds() * 5);
    assert_eq!(map.count() as u64, KEYS + rounds() * 5);
}

/// While others come and go, `range` shows each key that stays once, with a value that it had, and `len` counts it.
fn shows_what_stays<M: Shared<u64, u64>>() {
    const STAY: u64 = 200;
    const COME: u64 = 200;
    let (map, stop) = (M::empty(), AtomicBool::new(false));
    (0..STAY).for_each(|key| map.store(key, key));
    thread::scope(|scope| {
        let churn = |thread: u64| {
            let mut chance = Chance::new(thread);
            while !stop.load(Ordering::Relaxed) {
                let key = chance.below(COME);
                map.store(STAY + key, 1);
                map.delete(&(STAY + chance.below(COME)));
                let key = chance.below(STAY);
                map.store(key, key + STAY * chance.below(10));
            }
        };
        let threads: Vec<_> = (0..4)
            .map(|thread| scope.spawn(move || churn(thread)))
            .collect();
        for _ in 0..rounds() / 2 {
            let mut seen = HashMap::new();
            map.range(|key, value| {
                assert_eq!(seen.insert(*key, *value), None, "key {key} came twice");
                true
            });
            for key in 0..STAY {
                let value = seen.get(&key).copied();
                assert!(
                    value.is_some_and(|value| value % STAY == key),
                    "{key}: {value:?}"
                );
            }
            let len = map.count() as u64;
            assert!((STAY..=STAY + COME).contains(&len), "{len}");
        }
        stop.store(true, Ordering::Relaxed);
        for thread in threads {
            thread.join().expect("no thread panics"); // as in `crowd`
        }
    });
}

/// A closure that panics leaves the map usable, by the same thread and by others.
fn survives_panics<M: Shared<u64, u64>>() {
    const KEYS: u64 = 10;
    let map = M::empty();
    (0..KEYS).for_each(|key| map.store(key, 0));
    let fail = || -> u64 { resume_unwind(Box::new(())) };
    let threads = AtomicUsize::new(0);
    crowd(|thread| {
        threads.fetch_add(1, Ordering::Relaxed);
        for i in 0..rounds() {
            let key = (i + thread) % KEYS;
            let panics = |work: &dyn Fn()| {
                assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
            };
            match i % 5 {
                0 => panics(&|| _ = map.alter(key, |_| Some(fail()))),
                1 => panics(&|| _ = map.load_or_insert_with(KEYS + key, fail)),
                2 => panics(&|| _ = map.get_with(&key, |_| fail())),
                3 => panics(&|| map.range(|_, _| fail() > 0)),
                _ => panics(&|| map.retain(|_, _| fail() > 0)),
            }
            map.alter(key, |value| value.map(|value| value + 1));
        }
    });
    assert_eq!(
        map.count() as u64,
        KEYS,
        "what panicked put nothing in and took nothing out"
    );
    let sum: u64 = (0..KEYS).filter_map(|key| map.load(&key)).sum();
    assert_eq!(sum, rounds() * threads.into_inner() as u64);
    map.clear();
    assert_eq!(map.count(), 0);
}

macro_rules! test_maps {
    ($($name:ident: $map:ident;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn drops_everything() {
                super::drops_everything::<$map<_, _>>(&Census::default());
            }

            #[test]
            fn does_not_grow() {
                super::does_not_grow::<$map<_, _>>(&Census::default());
            }

            #[test]
            fn loses_nothing() {
                super::loses_nothing::<$map<u64, u64>>();
            }

            #[test]
            fn shows_what_stays() {
                super::shows_what_stays::<$map<u64, u64>>();
            }

            #[test]
            fn survives_panics() {
                super::survives_panics::<$map<u64, u64>>();
            }
        }
    )*};
}

test_maps! {
    locked: LockedMap;
    sharded: ShardedMap;
    sync: SyncMap;
}
