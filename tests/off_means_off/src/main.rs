//! One operation, many times, in a function of its own: what `scripts/off_means_off` counts the instructions of.

use std::hint::black_box;

use map_core::{FastKey, FastMap};

/// More than the largest table that grows at once holds, so that growth in small steps is counted too.
const KEYS: u64 = 200_000;

/// Spreads a counter.
const fn key(i: u64) -> u64 {
    i.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline(never)]
fn insert<K: FastKey>(map: &mut FastMap<K, u64>, key: impl Fn(u64) -> K) {
    for i in 0..KEYS {
        map.insert(key(i), i);
    }
}

#[inline(never)]
fn get<K: FastKey>(map: &FastMap<K, u64>, key: impl Fn(u64) -> K) -> u64 {
    (0..KEYS).filter_map(|i| map.get(&key(i))).sum()
}

/// All three, into a map of its own.
fn run<K: FastKey>(what: &str, key: impl Fn(u64) -> K + Copy) {
    let mut map = FastMap::with_seed(1);
    match what {
        "insert" => insert(&mut map, key),
        "overwrite" => overwrite(&mut map, key),
        "get" => {
            map.extend((0..KEYS).map(|i| (key(i), i)));
            black_box(get(&map, key));
        }
        _ => panic!("`{what}` is not counted: insert, overwrite or get"),
    }
    black_box(map.len());
}

/// Fills the map, and then `insert`s what is there.
fn overwrite<K: FastKey>(map: &mut FastMap<K, u64>, key: impl Fn(u64) -> K + Copy) {
    map.extend((0..KEYS).map(|i| (key(i), i)));
    insert(map, key);
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (path, what) = (args.next(), args.next().unwrap_or_default());
    let times = args
        .next()
        .map_or(1, |times| times.parse().expect("a number"));
    for _ in 0..times {
        match path.as_deref() {
            Some("fast64") => run(&what, key),
            Some("direct") => run(&what, |i| key(i) as u8),
            Some("faststr") => run(&what, |i| key(i).to_string()),
            _ => panic!("the first argument is a path: fast64, direct or faststr"),
        }
    }
}
