//! Time per operation of keys that are not random against keys that are:
//! `cargo run --release -p tests --example hostile -- PATH [SIZE] [STEP] [NAME]`, where `PATH` is 32, 64, 128, text, mixed,
//! crafted or below. Of the patterns whose names begin with `NAME` every `STEP`-th is measured.
//!
//! A figure is the median of several rounds, in each of which the pattern and random keys take turns, on maps with seeds
//! of their own.

use std::env::args;
use std::hint::black_box;
use std::time::{Duration, Instant};

use map_core::{FastKey, FastMap};
use tests::hostile::{
    Pattern, crafted, crafted_below_notice, halves, mixed, random, texts, wides, words,
};

const ROUNDS: usize = 5;

/// The seed that attackers know.
const KNOWN: u64 = 7;

/// Nanoseconds an operation, and the nodes of the longest chain.
struct Times {
    insert: f64,
    hit: f64,
    miss: f64,
    chain: usize,
}

fn per(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}

/// The same keys in another order: lookups in the order of the inserts would be foreseen.
fn shuffled<K: Clone>(keys: &[K]) -> Vec<K> {
    let mut keys = keys.to_vec();
    for i in (1..keys.len()).rev() {
        keys.swap(i, (random(i as u64) % (i as u64 + 1)) as usize);
    }
    keys
}

/// Keys to put in, and keys to look for, of which those of the second kind are absent.
struct Keys<K> {
    present: Vec<K>,
    hits: Vec<K>,
    misses: Vec<K>,
}

impl<K: Clone> Keys<K> {
    /// The first half to put in.
    fn halves(keys: &[K]) -> Keys<K> {
        let (present, absent) = keys.split_at(keys.len() / 2);
        Keys {
            present: present.to_vec(),
            hits: shuffled(present),
            misses: shuffled(absent),
        }
    }
}

/// Puts the keys into a map with this seed, and looks for others as often as it takes for 200,000 lookups.
fn measure<K: FastKey + Clone>(keys: &Keys<K>, seed: Option<u64>) -> Times {
    let mut map = seed.map_or(FastMap::new(), FastMap::with_seed);
    let fresh = keys.present.clone();
    let start = Instant::now();
    for key in fresh {
        map.insert(key, 1u64);
    }
    let insert = per(start.elapsed(), keys.present.len());
    map.finish_growth();
    let look_up = |keys: &[K]| {
        let repeats = 200_000usize.div_ceil(keys.len());
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
        hit: look_up(&keys.hits),
        miss: look_up(&keys.misses),
        chain: map.inspect().chain_lengths.max().unwrap_or(0),
    }
}

/// Shares of the times of random keys.
struct Ratio {
    name: String,
    insert: f64,
    hit: f64,
    miss: f64,
    chain: usize,
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn compare<K: FastKey + Clone>(
    name: String,
    keys: &Keys<K>,
    chance: &Keys<K>,
    seed: Option<u64>,
) -> Ratio {
    let rounds: Vec<(Times, Times)> = (0..ROUNDS)
        .map(|_| (measure(keys, seed), measure(chance, seed)))
        .collect();
    let ratio = |time: fn(&Times) -> f64| {
        median(
            rounds
                .iter()
                .map(|(ours, theirs)| time(ours) / time(theirs))
                .collect(),
        )
    };
    Ratio {
        name,
        insert: ratio(|times| times.insert),
        hit: ratio(|times| times.hit),
        miss: ratio(|times| times.miss),
        chain: rounds.iter().map(|(ours, _)| ours.chain).max().unwrap_or(0),
    }
}

/// What a ratio is of.
type Kind = (&'static str, fn(&Ratio) -> f64);

/// The worst in each respect, and how many are over 1.5 in any.
fn report(mut ratios: Vec<Ratio>) {
    let slow = |ratio: &&Ratio| ratio.hit.max(ratio.miss).max(ratio.insert) > 1.5;
    let chain = ratios.iter().map(|ratio| ratio.chain).max().unwrap_or(0);
    println!(
        "  {} of {} over 1.5; the longest chain has {chain} nodes",
        ratios.iter().filter(slow).count(),
        ratios.len()
    );
    let kinds: [Kind; 3] = [
        ("hits", |ratio| ratio.hit),
        ("misses", |ratio| ratio.miss),
        ("inserts", |ratio| ratio.insert),
    ];
    for (kind, value) in kinds {
        ratios.sort_by(|a, b| value(b).total_cmp(&value(a)));
        for ratio in ratios.iter().take(2) {
            println!("  {kind:7} {:.2} {}", value(ratio), ratio.name);
        }
    }
}

/// Every `step`-th pattern of those named so, each against random keys that are otherwise `like` its own.
fn run<K: FastKey + Clone>(
    patterns: Vec<Pattern<K>>,
    size: u64,
    step: usize,
    name: &str,
    like: impl Fn(&K, u64) -> K,
) {
    let named = patterns.into_iter().filter(|p| p.name.starts_with(name));
    let patterns = named.step_by(step);
    let ratios = patterns.map(|p| {
        let keys = p.keys(2 * size);
        let chance: Vec<K> = (0..).zip(&keys).map(|(n, key)| like(key, n)).collect();
        compare(p.name, &Keys::halves(&keys), &Keys::halves(&chance), None)
    });
    report(ratios.collect());
}

/// As many random bytes as `text` has.
fn random_text(text: &[u8], n: u64) -> Vec<u8> {
    let words = (0..).flat_map(|word| random(n << 8 | word).to_le_bytes());
    words.take(text.len()).collect()
}

/// Random keys that are not those that attackers choose from.
fn others<K: Clone>(size: u64, key: impl Fn(u64) -> K) -> Keys<K> {
    let keys: Vec<K> = (1 << 40..(1 << 40) + 2 * size)
        .map(|n| key(random(n)))
        .collect();
    Keys::halves(&keys)
}

/// Keys of one bucket under the known seed, in as large a table as they can be found for by so many hashes.
fn run_crafted<K: FastKey + Clone>(
    name: &str,
    size: u64,
    hashes: u64,
    key: impl Fn(u64) -> K + Copy,
) {
    let buckets = 1 << (hashes / 2 / size).max(1).ilog2();
    let keys = crafted(
        (0..).map(|n| key(random(n))),
        KNOWN,
        buckets,
        2 * size as usize,
    );
    let name = format!("{name}, one of {buckets} buckets");
    let ratio = compare(name, &Keys::halves(&keys), &others(size, key), Some(KNOWN));
    report(vec![ratio]);
}

/// Keys that fill some buckets almost to where the map would notice, and are the only ones looked for.
fn run_below<K: FastKey + Clone>(name: &str, size: u64, key: impl Fn(u64) -> K + Copy) {
    let (calm, hot) = crafted_below_notice((0..).map(|n| key(random(n))), KNOWN, size as usize);
    let keys = Keys {
        hits: shuffled(&hot),
        misses: hot.iter().take(0).cloned().collect(),
        present: calm.into_iter().chain(hot).collect(),
    };
    let chance = others(keys.present.len() as u64, key);
    let keys = Keys {
        misses: chance.misses.clone(),
        ..keys
    };
    let name = format!("{name}, below notice");
    report(vec![compare(name, &keys, &chance, Some(KNOWN))]);
}

fn main() {
    let mut args = args().skip(1);
    let path = args
        .next()
        .expect("a path: 32, 64, 128, text, mixed, crafted or below");
    let mut number = |otherwise| {
        args.next()
            .map_or(otherwise, |arg| arg.parse().expect("a number"))
    };
    let (size, step) = (number(10_000), number(1) as usize);
    let name = args.next().unwrap_or_default();
    println!("{path}, {size} entries: times of random keys");
    match path.as_str() {
        "32" => run(halves(), size, step, &name, |_, n| random(n) as u32),
        "64" => run(words(), size, step, &name, |_, n| random(n)),
        "128" => run(wides(), size, step, &name, |_, n| {
            u128::from(random(n)) << 64 | u128::from(random(n ^ 1 << 40))
        }),
        "text" => run(texts(), size, step, &name, |key, n| random_text(key, n)),
        "mixed" => run(mixed(), size, step, &name, |key, n| {
            (random(n) as u32, random_text(&key.1, n))
        }),
        "crafted" => {
            run_crafted("32 bits", size, 1 << 29, |n| n as u32);
            run_crafted("64 bits", size, 1 << 30, |n| n);
            run_crafted("128 bits", size, 1 << 29, |n| u128::from(n) << 50);
            run_crafted("text", size, 1 << 26, |n| n.to_string());
            run_crafted("mixed", size, 1 << 26, |n| (n as u8, n.to_string()));
        }
        "below" => {
            run_below("64 bits", size, |n| n);
            run_below("text", size, |n| n.to_string());
        }
        other => panic!("{other} is no path"),
    }
}
