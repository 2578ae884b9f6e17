//! FastMap's half of `scripts/against-go`. Go's half is main.go, the same function by function.
//!
//! `against_go KEY ENTRIES` measures twice and prints the second time: a line an operation, of its name, nanoseconds and a
//! checksum of what it computed, split by tabs. Keys are made from splitmix64's stream, values are the keys' numbers.

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use map_core::{FastKey, FastMap};

/// Each operation is done at least so often: small maps are used again and again.
const LEAST: u64 = 1 << 17;

/// Prime, so that its multiples visit all numbers below another number that it does not divide, in no simple order.
const STRIDE: u64 = 611_953;

/// A word of splitmix64's stream from seed 0.
fn word(number: u64) -> u64 {
    let mut z = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Two numbers in one key, as a struct.
#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Pair {
    x: u32,
    y: u32,
}

trait Key: FastKey + Clone {
    fn nth(number: u64) -> Self;
}

impl Key for u64 {
    fn nth(number: u64) -> u64 {
        word(number)
    }
}

impl Key for u32 {
    fn nth(number: u64) -> u32 {
        word(number) as u32
    }
}

impl Key for String {
    /// 8 to 24 bytes.
    fn nth(number: u64) -> String {
        let len = 8 + word(3 * number) % 17;
        let byte = |i| b' ' + (word(3 * number + i / 8) >> (i % 8 * 8)) as u8 % 64;
        String::from_utf8((0..len).map(byte).collect()).expect("ASCII")
    }
}

impl Key for &'static str {
    /// What a Go string is: an address and a length, of text that the map does not own and nobody frees here.
    fn nth(number: u64) -> &'static str {
        String::nth(number).leak()
    }
}

impl Key for Pair {
    fn nth(number: u64) -> Pair {
        Pair {
            x: (word(number) >> 32) as u32,
            y: word(number) as u32,
        }
    }
}

fn keys<K: Key>(numbers: impl Iterator<Item = u64>) -> Vec<K> {
    numbers.map(K::nth).collect()
}

/// A map of the first `entries` keys.
fn filled<K: Key>(entries: u64) -> FastMap<K, u64> {
    (0..entries)
        .map(|number| (K::nth(number), number))
        .collect()
}

/// The sum of a map's values and its length.
fn sum<K: Key>(map: &FastMap<K, u64>) -> u64 {
    map.values().sum::<u64>() + map.len() as u64
}

/// Prints what `count` operations took.
type Report<'a> = &'a dyn Fn(&str, Duration, u64, u64);

fn insert<K: Key>(name: &str, entries: u64, capacity: usize, report: Report) {
    let keys = keys::<K>(0..entries);
    let repeats = (LEAST / entries).max(1);
    let (mut spent, mut checksum) = (Duration::ZERO, 0);
    for _ in 0..repeats {
        let mut keys = keys.clone().into_iter();
        let start = Instant::now();
        let mut map = FastMap::with_capacity(capacity);
        for (number, key) in (0..).zip(keys.by_ref()) {
            map.insert(key, number);
        }
        spent += start.elapsed();
        checksum += sum(&map);
    }
    report(name, spent, repeats * entries, checksum);
}

/// The slowest insert of a growing map; of maps filled again and again, the mean of theirs.
fn insert_worst<K: Key>(entries: u64, report: Report) {
    let keys = keys::<K>(0..entries);
    let repeats = (LEAST / entries).max(1);
    let (mut spent, mut checksum) = (Duration::ZERO, 0);
    for _ in 0..repeats {
        let mut keys = keys.clone().into_iter();
        let mut map = FastMap::new();
        let start = Instant::now();
        let (mut last, mut worst) = (start.elapsed(), Duration::ZERO);
        for (number, key) in (0..).zip(keys.by_ref()) {
            map.insert(key, number);
            let now = start.elapsed();
            worst = worst.max(now - last);
            last = now;
        }
        spent += worst;
        checksum += sum(&map);
    }
    report("worst insert", spent, repeats, checksum);
}

fn get<K: Key>(name: &str, map: &FastMap<K, u64>, queries: &[K], report: Report) {
    let mut checksum = 0;
    let start = Instant::now();
    for key in queries {
        if let Some(number) = map.get(key) {
            checksum += number + 1;
        }
    }
    report(name, start.elapsed(), queries.len() as u64, checksum);
}

fn iterate<K: Key>(map: &FastMap<K, u64>, report: Report) {
    let repeats = (LEAST / map.len() as u64).max(1);
    let mut checksum = 0;
    let start = Instant::now();
    for _ in 0..repeats {
        for number in black_box(map).values() {
            checksum += number;
        }
    }
    report(
        "iterate",
        start.elapsed(),
        repeats * map.len() as u64,
        checksum,
    );
}

/// Takes the oldest key out and puts a new one in.
fn churn<K: Key>(map: &mut FastMap<K, u64>, entries: u64, report: Report) {
    let count = entries.max(LEAST);
    let old = keys::<K>(0..count);
    let mut new = keys::<K>(entries..entries + count).into_iter();
    let start = Instant::now();
    for (number, (old, new)) in (entries..).zip(old.iter().zip(new.by_ref())) {
        map.remove(old);
        map.insert(new, number);
    }
    report("churn", start.elapsed(), count, sum(map));
}

/// Takes all but a sixteenth of the keys out.
fn remove<K: Key>(entries: u64, report: Report) {
    let doomed = keys::<K>((0..entries - entries / 16).map(|i| i * STRIDE % entries));
    let repeats = (LEAST / entries).max(1);
    let (mut spent, mut checksum) = (Duration::ZERO, 0);
    for _ in 0..repeats {
        let mut map = filled::<K>(entries);
        let start = Instant::now();
        for key in &doomed {
            map.remove(key);
        }
        spent += start.elapsed();
        checksum += sum(&map);
    }
    report("remove", spent, repeats * doomed.len() as u64, checksum);
}

fn round<K: Key>(entries: u64, report: Report) {
    let count = entries.max(LEAST);
    let mut map = filled::<K>(entries);
    let queries = keys((0..count).map(|i| word(i) % entries));
    get("hit", &map, &queries, report);
    let queries = keys(entries..entries + count);
    get("miss", &map, &queries, report);
    drop(queries);
    insert::<K>("insert, growing", entries, 0, report);
    insert::<K>("insert, presized", entries, entries as usize, report);
    remove::<K>(entries, report);
    iterate(&map, report);
    churn(&mut map, entries, report);
    drop(map);
    insert_worst::<K>(entries, report);
}

fn main() {
    let args: Vec<_> = env::args().skip(1).collect();
    let [key, entries] = &args[..] else {
        panic!("usage: against_go KEY ENTRIES");
    };
    let entries = entries.parse().expect("a number of entries");
    let round = match key.as_str() {
        "u64" => round::<u64>,
        "u32" => round::<u32>,
        "string" => round::<String>,
        "str" => round::<&str>,
        "pair" => round::<Pair>,
        _ => panic!("keys are u64, u32, string, str and pair"),
    };
    round(entries, &|_, _, _, _| {});
    round(entries, &|name, spent, count, checksum| {
        println!(
            "{name}\t{:.2}\t{checksum}",
            spent.as_nanos() as f64 / count as f64
        );
    });
}
