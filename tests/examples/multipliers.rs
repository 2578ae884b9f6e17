//! Where `map-core`'s multipliers come from: `cargo run --release -p tests --example multipliers -- [SECONDS] [START]`.
//!
//! Keys at regular distances are hashed to points at regular distances, multiples of the multiplier that are cut off at
//! some power of two. They spread as evenly as can be, and no two have bucket and tag in common, where no multiple comes
//! near a power of two early: where the continued fraction of the multiplier over that power has no large terms. So this
//! climbs from random odd constants to such with small terms for all powers, and then counts what regular patterns of
//! keys come to under the best of them, over tables of all sizes and several seeds.

use std::env::args;
use std::time::{Duration, Instant};

use tests::hostile::{LOAD, Spread, random, words};

/// Binary logarithms of the powers that products are cut off at.
const POWERS: std::ops::RangeInclusive<u32> = 24..=66;

/// Terms up to this one are as good as small ones.
const SMALL: f64 = 6.0;

/// Keys that differ in more than this are not thought of.
const FARTHEST: u128 = 1 << 22;

/// Binary logarithms of the numbers of buckets.
const SIZES: std::ops::RangeInclusive<u32> = 1..=12;

/// How large the terms are of the continued fraction of `multiplier` over a power of two, cut off.
fn terms(multiplier: u64, power: u32) -> f64 {
    let mut rest = (1 << power, u128::from(multiplier) & ((1 << power) - 1));
    let mut distances = (0, 1);
    let mut sum = 0.0;
    while rest.1 != 0 && distances.1 <= FARTHEST {
        let term = rest.0 / rest.1;
        sum += (term as f64 / SMALL).ln().max(0.0).powi(2);
        rest = (rest.1, rest.0 % rest.1);
        distances = (distances.1, term.saturating_mul(distances.1) + distances.0);
    }
    sum
}

/// The same over all powers; stops above `enough`.
fn all_terms(multiplier: u64, enough: f64) -> f64 {
    let mut sum = 0.0;
    for power in POWERS.rev() {
        sum += terms(multiplier, power);
        if sum > enough {
            break;
        }
    }
    sum
}

/// From `multiplier` by changes of one bit or two neighbours to where none helps.
fn climb(mut multiplier: u64) -> (f64, u64) {
    let mut least = all_terms(multiplier, f64::MAX);
    loop {
        let before = least;
        for change in [1, 3] {
            for bit in 1..62 {
                let next = multiplier ^ change << bit;
                let sum = all_terms(next, least);
                if sum < least {
                    (least, multiplier) = (sum, next);
                }
            }
        }
        if least == before {
            return (least, multiplier);
        }
    }
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// What all patterns come to: detours beyond those of chance, and tables that take a new seed.
fn count(patterns: &[Vec<u64>], multiplier: u64) -> (f64, u64) {
    const CHANCE: f64 = 0.08;
    let (mut detours, mut suspicious) = (0.0, 0);
    for size in SIZES {
        let seeds = (1 << (SIZES.end() - size)).min(64) * 2;
        for pattern in patterns {
            for entries in [7 << size, 9 << size, LOAD << size] {
                let (mut hit, mut miss) = (0.0, 0.0);
                for seed in 0..seeds {
                    let state = random(seed);
                    let keys = pattern[..2 * entries].iter();
                    let hashes: Vec<u64> = keys.map(|key| fold(state ^ key, multiplier)).collect();
                    let spread = Spread::of(&hashes[..entries], &hashes[entries..], 1 << size);
                    hit += spread.hit / seeds as f64;
                    miss += spread.miss / seeds as f64;
                    suspicious += spread.suspicious;
                }
                detours += (hit - CHANCE).max(0.0) + (miss - CHANCE).max(0.0);
            }
        }
    }
    (detours, suspicious)
}

fn main() {
    let mut args = args().skip(1).map(|arg| arg.parse().expect("a number"));
    let time = Duration::from_secs(args.next().unwrap_or(60));
    let first = args.next().unwrap_or(1);
    let (start, mut tried) = (Instant::now(), 0);
    let mut tops = Vec::new();
    while start.elapsed() < time {
        tops.push(climb(random(first << 32 | tried) | 1 << 63 | 1));
        tried += 1;
    }
    tops.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("{tried} climbed; the best, and what patterns come to under them");
    let longest = (2 * LOAD) << SIZES.end();
    let patterns: Vec<Vec<u64>> = words().iter().map(|p| p.keys(longest as u64)).collect();
    for (terms, multiplier) in tops.into_iter().take(40) {
        let (detours, suspicious) = count(&patterns, multiplier);
        println!(
            "{multiplier:#x}: terms {terms:.1}, detours {detours:.2}, suspicious {suspicious}"
        );
    }
}
