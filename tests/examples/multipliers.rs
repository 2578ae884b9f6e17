//! Where `map-core`'s multipliers come from: `cargo run --release -p tests --example multipliers -- [SECONDS] [START]`
//! tries random odd constants, and prints each that puts regular patterns of keys into suspicious buckets under fewer
//! seeds than those before it.

use std::env::args;
use std::time::{Duration, Instant};

use tests::hostile::{random, words};

/// Binary logarithms of the numbers of buckets.
const SIZES: [u32; 10] = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Whether keys hashed by `multiplier` make a map take a new seed: a chain of more than ten nodes of three entries, or
/// nodes for half of the buckets.
fn is_suspicious(keys: &[u64], multiplier: u64, state: u64, loads: &mut [u32]) -> bool {
    loads.fill(0);
    for key in keys {
        loads[(fold(state ^ key, multiplier) >> 4) as usize & (loads.len() - 1)] += 1;
    }
    let nodes = loads.iter().map(|load| load.saturating_sub(15).div_ceil(3));
    let (mut sum, mut longest) = (0, 0);
    for nodes in nodes {
        sum += nodes as usize;
        longest = longest.max(nodes);
    }
    sum > loads.len() / 2 + 8 || longest > 10
}

/// How many tables are suspicious, over all patterns and sizes and so many seeds; stops above `enough`.
fn suspicious(patterns: &[Vec<u64>], multiplier: u64, seeds: u64, enough: u64) -> u64 {
    let mut count = 0;
    for size in SIZES {
        let mut loads = vec![0; 1 << size];
        for pattern in patterns {
            for seed in 0..seeds {
                let keys = &pattern[..12 << size];
                count += u64::from(is_suspicious(keys, multiplier, random(seed), &mut loads));
            }
            if count > enough {
                return count;
            }
        }
    }
    count
}

fn main() {
    let mut args = args().skip(1).map(|arg| arg.parse().expect("a number"));
    let time = Duration::from_secs(args.next().unwrap_or(60));
    let first = args.next().unwrap_or(1);
    let patterns: Vec<Vec<u64>> = words().iter().map(|p| p.keys(12 << 13)).collect();
    let (mut least, mut tried) = (u64::MAX, 0);
    let start = Instant::now();
    while start.elapsed() < time {
        let multiplier = random(first << 32 | tried) | 1 << 63 | 1;
        tried += 1;
        let count = suspicious(&patterns, multiplier, 8, least);
        if count <= least {
            least = count;
            println!("{multiplier:#x}: {count} with 8 seeds");
        }
    }
    println!("{tried} tried");
}
