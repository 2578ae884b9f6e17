//! Time per operation of keys that are not random against keys that are:
//! `cargo run --release -p tests --example hostile -- PATH SIZE`, where `PATH` is 32, 64, 128, text, mixed or crafted.
//!
//! Each figure is the best of several rounds, the pattern's and the random keys' taken by turns.

use std::env::args;
use std::hint::black_box;
use std::time::{Duration, Instant};

use map_core::{FastKey, FastMap};
use tests::hostile::{Pattern, crafted, halves, mixed, random, texts, wides, words};

const ROUNDS: usize = 5;

/// Nanoseconds an operation.
#[derive(Clone, Copy)]
struct Times {
    insert: f64,
    hit: f64,
    miss: f64,
}

impl Times {
    const NEVER: Times = Times {
        insert: f64::MAX,
        hit: f64::MAX,
        miss: f64::MAX,
    };

    fn or(self, other: Times) -> Times {
        Times {
            insert: self.insert.min(other.insert),
            hit: self.hit.min(other.hit),
            miss: self.miss.min(other.miss),
        }
    }
}

fn per(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}

/// Puts the first half of the keys into a map with this seed, and looks for all, each half as often as it takes for
/// 200,000 lookups.
fn measure<K: FastKey + Clone>(keys: &[K], seed: Option<u64>) -> Times {
    let (present, absent) = keys.split_at(keys.len() / 2);
    let repeats = 200_000usize.div_ceil(present.len());
    let mut map = seed.map_or(FastMap::new(), FastMap::with_seed);
    let fresh = present.to_vec();
    let start = Instant::now();
    for key in fresh {
        map.insert(key, 1u64);
    }
    let insert = per(start.elapsed(), present.len());
    map.finish_growth();
    let look_up = |keys: &[K]| {
        let start = Instant::now();
        for _ in 0..repeats {
            for key in keys {
                black_box(map.get(black_box(key)));
            }
        }
        per(start.elapsed(), keys.len() * repeats)
    };
    Times {
        insert,
        hit: look_up(present),
        miss: look_up(absent),
    }
}

/// The worse of hits and misses, and inserts.
struct Ratio {
    name: String,
    insert: f64,
    lookup: f64,
}

fn compare<K: FastKey + Clone>(name: String, keys: &[K], chance: &[K], seed: Option<u64>) -> Ratio {
    let (mut ours, mut theirs) = (Times::NEVER, Times::NEVER);
    for _ in 0..ROUNDS {
        ours = ours.or(measure(keys, seed));
        theirs = theirs.or(measure(chance, seed));
    }
    Ratio {
        name,
        insert: ours.insert / theirs.insert,
        lookup: (ours.hit / theirs.hit).max(ours.miss / theirs.miss),
    }
}

fn report(mut ratios: Vec<Ratio>) {
    ratios.sort_by(|a, b| b.lookup.total_cmp(&a.lookup));
    for ratio in ratios.iter().take(4) {
        println!("  lookups {:.2} {}", ratio.lookup, ratio.name);
    }
    ratios.sort_by(|a, b| b.insert.total_cmp(&a.insert));
    for ratio in ratios.iter().take(2) {
        println!("  inserts {:.2} {}", ratio.insert, ratio.name);
    }
}

/// Every `step`-th pattern, so that a run is short.
fn run<K: FastKey + Clone>(
    patterns: Vec<Pattern<K>>,
    size: u64,
    step: usize,
    key: impl Fn(u64) -> K,
) {
    let chance: Vec<K> = (0..2 * size).map(|n| key(random(n))).collect();
    let patterns = patterns.into_iter().step_by(step);
    let ratios = patterns.map(|p| compare(p.name.clone(), &p.keys(2 * size), &chance, None));
    report(ratios.collect());
}

/// Keys of one bucket under a known seed, in as large a table as there is time to find them for.
fn run_crafted<K: FastKey + Clone>(name: &str, size: u64, key: impl Fn(u64) -> K + Copy) {
    let buckets =
        (size.next_power_of_two() / 8).clamp(16, 1 << 22) >> size.ilog10().saturating_sub(4);
    let keys = crafted((0..).map(|n| key(random(n))), 7, buckets, 2 * size as usize);
    let chance: Vec<K> = (1 << 40..(1 << 40) + 2 * size)
        .map(|n| key(random(n)))
        .collect();
    let ratio = compare(
        format!("{name}, one of {buckets} buckets"),
        &keys,
        &chance,
        Some(7),
    );
    report(vec![ratio]);
}

fn main() {
    let mut args = args().skip(1);
    let path = args
        .next()
        .expect("a path: 32, 64, 128, text, mixed or crafted");
    let size = args
        .next()
        .map_or(10_000, |size| size.parse().expect("a number of entries"));
    println!("{path}, {size} entries: times of random keys");
    match path.as_str() {
        "32" => run(halves(), size, 1, |n| n as u32),
        "64" => run(words(), size, 1, |n| n),
        "128" => run(wides(), size, 3, |n| {
            u128::from(n) << 64 | u128::from(random(n))
        }),
        "text" => run(texts(), size, 5, |n| n.to_le_bytes().repeat(2)),
        "mixed" => run(mixed(), size, 7, |n| {
            (n as u32, random(n).to_le_bytes().to_vec())
        }),
        "crafted" => {
            run_crafted("32 bits", size, |n| n as u32);
            run_crafted("64 bits", size, |n| n);
            run_crafted("128 bits", size, |n| u128::from(n) << 50);
            run_crafted("text", size, |n| n.to_string());
            run_crafted("mixed", size, |n| (n as u8, n.to_string()));
        }
        other => panic!("{other} is no path"),
    }
}
