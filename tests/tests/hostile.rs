//! Keys that are not random against keys that are: how evenly their hashes fill buckets, under hundreds of seeds, and
//! what becomes of keys that are crafted against a known one. Nothing here is timed; `examples/hostile.rs` is for that.

use std::hash::Hash;

use map_core::{FastKey, FastMap};
use tests::hostile::{Pattern, crafted, halves, mixed, random, state_of, texts, wides, words};

const BUCKETS: usize = 256;
/// Entries a bucket at which a table doubles.
const LOAD: usize = 12;
/// Entries that a bucket has room for, and those in a node of its overflow.
const LANES: u32 = 15;
const NODE: u32 = 3;

/// How keys fill a table that is about to double.
#[derive(Clone, Copy, Default, Debug)]
struct Spread {
    /// Entries in the fullest bucket.
    worst: u32,
    /// The share of entries that find their bucket full.
    overflow: f64,
    /// Entries with the most common tag.
    tag: u32,
    /// Seeds under which the map takes a new one: a chain of more than ten nodes, or nodes for half of the buckets.
    suspicious: u64,
}

impl Spread {
    /// Of these keys, hashed from `state`.
    fn of<K: FastKey>(keys: &[K], state: u64) -> Spread {
        let (mut loads, mut tags) = ([0u32; BUCKETS], [0u32; 256]);
        for key in keys {
            let hash = key.mix(state);
            loads[(hash >> 4) as usize % BUCKETS] += 1;
            tags[(hash >> 56) as usize] += 1;
        }
        let over = loads.map(|load| load.saturating_sub(LANES));
        let nodes: u32 = over.iter().map(|over| over.div_ceil(NODE)).sum();
        let worst = loads.into_iter().max().unwrap_or(0);
        let is_suspicious = worst > LANES + 10 * NODE || nodes as usize > BUCKETS / 2 + 8;
        Spread {
            worst,
            overflow: f64::from(over.iter().sum::<u32>()) / keys.len() as f64,
            tag: tags.into_iter().max().unwrap_or(0),
            suspicious: is_suspicious.into(),
        }
    }

    /// The worst of these keys under so many seeds.
    fn worst_of<K: FastKey>(keys: &[K], seeds: u64) -> Spread {
        let spreads = (0..seeds).map(|seed| Spread::of(keys, state_of(seed)));
        spreads.fold(Spread::default(), Spread::and)
    }

    fn and(self, other: Spread) -> Spread {
        Spread {
            worst: self.worst.max(other.worst),
            overflow: self.overflow.max(other.overflow),
            tag: self.tag.max(other.tag),
            suspicious: self.suspicious + other.suspicious,
        }
    }
}

/// Every pattern under so many seeds, against random keys. One multiplication is no perfect hash: now and then a seed
/// and a pattern do not go together. That must be rare, and another seed must help.
fn spread<K: FastKey>(path: &str, patterns: Vec<Pattern<K>>, seeds: u64, key: impl Fn(u64) -> K) {
    let count = (LOAD * BUCKETS) as u64;
    let chance: Vec<K> = (0..count).map(|n| key(random(n))).collect();
    let chance = Spread::worst_of(&chance, seeds);
    println!("{path}: random keys: {chance:?}");
    assert_eq!(chance.suspicious, 0, "by chance no map takes a new seed");
    let (mut all, runs) = (Spread::default(), patterns.len() as u64 * seeds);
    for pattern in patterns {
        let spread = Spread::worst_of(&pattern.keys(count), seeds);
        if spread.suspicious > 0 {
            println!("{path}: {}: {spread:?}", pattern.name);
        }
        assert!(
            spread.suspicious * 10 <= seeds,
            "{}: {spread:?}",
            pattern.name
        );
        assert!(spread.tag < 8 * chance.tag, "{}: {spread:?}", pattern.name);
        all = all.and(spread);
    }
    println!("{path}: {runs} patterns x seeds: {all:?}");
    assert!(all.suspicious * 200 <= runs, "{path}: {all:?}");
    assert!(all.worst < 10 * LOAD as u32, "{path}: {all:?}");
}

#[test]
fn keys_of_64_bits_spread() {
    spread("64 bits", words(), 300, |n| n);
}

#[test]
fn keys_of_32_bits_spread() {
    spread("32 bits", halves(), 300, |n| n as u32);
}

#[test]
fn keys_of_128_bits_spread() {
    spread("128 bits", wides(), 60, |n| {
        u128::from(n) << 64 | u128::from(random(n))
    });
}

#[test]
fn byte_strings_spread() {
    spread("bytes", texts(), 15, |n| n.to_le_bytes().repeat(2));
}

#[test]
fn mixed_keys_spread() {
    spread("field by field", mixed(), 10, |n| {
        (n as u32, random(n).to_le_bytes().to_vec())
    });
}

/// Each bit of a key changes about half of the bits that name its bucket and its tag, and seldom leaves it in its bucket.
#[test]
fn every_bit_of_a_key_counts() {
    const SEEDS: u64 = 300;
    const KEYS: u64 = 40;
    const BUCKET: u64 = 0xfff0;
    const USED: u64 = 0xff << 56 | BUCKET;
    for bit in 0..64 {
        let (mut changed, mut stayed) = (0, 0);
        for seed in 0..SEEDS {
            let state = state_of(seed);
            for n in 0..KEYS {
                let key = random(n << 32 | seed);
                let change = key.mix(state) ^ (key ^ 1 << bit).mix(state);
                changed += (change & USED).count_ones();
                stayed += u64::from(change & BUCKET == 0);
            }
        }
        let share = f64::from(changed) / f64::from(USED.count_ones()) / (SEEDS * KEYS) as f64;
        assert!((0.3..0.7).contains(&share), "bit {bit} changes {share:.3}");
        assert!(
            stayed * 100 < SEEDS * KEYS,
            "bit {bit} leaves {stayed} keys"
        );
    }
}

/// Keys of one bucket under a known seed are scattered by a new one: the map is no larger than that of random keys.
fn scatters<K: FastKey + Clone + Hash>(key: impl Fn(u64) -> K) {
    const SEED: u64 = 7;
    let count = 1_500;
    let size = |keys: Vec<K>| {
        let mut map = FastMap::with_seed(SEED);
        map.extend(keys.into_iter().map(|key| (key, ())));
        map.check_invariants();
        assert_eq!(map.len(), count);
        map.allocation_size()
    };
    let chance = size((0..count as u64).map(|n| key(random(n))).collect());
    let crafted = size(crafted((0..).map(|n| key(random(n))), SEED, 1 << 10, count));
    assert!(crafted * 10 <= chance * 11, "{crafted} bytes, not {chance}");
}

#[test]
fn crafted_keys_scatter() {
    scatters(|n| n);
    scatters(|n| n as u32);
    scatters(|n| u128::from(n) << 50);
    scatters(|n| n.to_string());
    scatters(|n| (n as u8, n.to_string()));
}
