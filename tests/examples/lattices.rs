//! Searches for sets of keys that are bad under most seeds:
//! `cargo run --release -p tests --example lattices -- [SECONDS] [SEEDS]`.
//!
//! Hashes by multiplication fall for sets that are sums: subcubes (all sums of some bits), arithmetic progressions, sums of
//! two progressions, and what is near them, Gray codes and reversed bits. Each kind of key gets so many seconds. Sets are
//! made by chance, and the worst subcubes are changed bit by bit for as long as they get worse. They fill tables of three
//! sizes to the brim under so many seeds. Nothing is timed: fill, hits and misses are counted in detours (see
//! [`Spread`]), one and a half lookups each, against those of random keys.

use std::env::args;
use std::time::{Duration, Instant};

use map_core::testing::hash_with_seed;
use tests::hostile::{LOAD, Spread, random};

/// A key of so many words.
struct Kind {
    name: &'static str,
    words: usize,
    hash: fn(&[u64], u64) -> u64,
}

fn bytes(words: &[u64], seed: u64) -> u64 {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    hash_with_seed(&bytes[..], seed)
}

const KINDS: [Kind; 7] = [
    Kind {
        name: "64 bits by a factor that is no secret, to see that bad ones are found",
        words: 1,
        hash: |words, seed| {
            let product = u128::from(words[0] ^ random(seed)) * 0xd6e5_d9ed_e716_6f59;
            product as u64 ^ (product >> 64) as u64
        },
    },
    Kind {
        name: "64 bits",
        words: 1,
        hash: |words, seed| hash_with_seed(&words[0], seed),
    },
    Kind {
        name: "128 bits",
        words: 2,
        hash: |words, seed| {
            let key = u128::from(words[1]) << 64 | u128::from(words[0]);
            hash_with_seed(&key, seed)
        },
    },
    Kind {
        name: "16 bytes",
        words: 2,
        hash: bytes,
    },
    Kind {
        name: "32 bytes",
        words: 4,
        hash: bytes,
    },
    Kind {
        name: "40 bytes",
        words: 5,
        hash: bytes,
    },
    Kind {
        name: "three numbers, field by field",
        words: 3,
        hash: |words, seed| hash_with_seed(&(words[0], words[1], words[2]), seed),
    },
];

/// Chance, from a counter.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        random(self.0)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number of any length.
    fn number(&mut self) -> u64 {
        self.next() >> self.below(63)
    }
}

/// A set of keys.
#[derive(Clone, Debug)]
enum Set {
    /// All sums of these bits, those of the second word from 64 on, and so forth.
    Cube(Vec<usize>),
    /// Multiples of a number in one of the words.
    Progression { word: usize, step: u64 },
    /// Sums of the first so many multiples of one number, and of all of another, each in one of the words.
    Sums {
        inner: (usize, u64),
        outer: (usize, u64),
        count: u64,
    },
    /// Gray code, so many bits up in one of the words.
    Gray { word: usize, shift: u32 },
    /// Numbers with their bits in reverse, so many bits down in one of the words.
    Reversed { word: usize, shift: u32 },
    /// Random keys.
    Random,
}

impl Set {
    fn by_chance(chance: &mut Chance, words: usize) -> Set {
        let (word, shift) = (chance.below(words), chance.below(48) as u32);
        match chance.below(8) {
            0..=3 => {
                let mut bits = Vec::new();
                let (count, run) = (8 + chance.below(13), 1 + chance.below(6));
                while bits.len() < count {
                    let start = chance.below(64 * words);
                    for bit in start..(start + run).min(64 * words) {
                        if bits.len() < count && !bits.contains(&bit) {
                            bits.push(bit);
                        }
                    }
                }
                Set::Cube(bits)
            }
            4 => Set::Progression {
                word,
                step: chance.number() | 1 << shift,
            },
            5 => Set::Sums {
                inner: (word, chance.number() | 1 << shift),
                outer: (chance.below(words), chance.number() | 1),
                count: 2 << chance.below(12),
            },
            6 => Set::Gray { word, shift },
            _ => Set::Reversed { word, shift },
        }
    }

    /// Another subcube: one bit of this is another bit.
    fn changed(&self, chance: &mut Chance, words: usize) -> Option<Set> {
        let Set::Cube(bits) = self else { return None };
        let mut bits = bits.clone();
        let new = chance.below(64 * words);
        if bits.contains(&new) {
            return None;
        }
        let old = chance.below(bits.len());
        bits[old] = new;
        Some(Set::Cube(bits))
    }

    /// How many keys there are at most.
    fn len(&self) -> usize {
        match self {
            Set::Cube(bits) => 1 << bits.len(),
            _ => usize::MAX,
        }
    }

    /// Key number `n`.
    fn key(&self, n: u64, words: &mut [u64]) {
        words.fill(0);
        match self {
            Set::Cube(bits) => {
                for (i, bit) in bits.iter().enumerate() {
                    words[bit / 64] |= (n >> i & 1) << (bit % 64);
                }
            }
            Set::Progression { word, step } => words[*word] = step.wrapping_mul(n),
            Set::Sums {
                inner,
                outer,
                count,
            } => {
                words[inner.0] = inner.1.wrapping_mul(n % count);
                words[outer.0] = words[outer.0].wrapping_add(outer.1.wrapping_mul(n / count));
            }
            Set::Gray { word, shift } => words[*word] = (n ^ n >> 1) << shift,
            Set::Reversed { word, shift } => words[*word] = n.reverse_bits() >> shift,
            Set::Random => {
                let from = n * words.len() as u64;
                for (number, word) in (from..).zip(words) {
                    *word = random(number);
                }
            }
        }
    }
}

/// How a set spreads over tables of one size.
#[derive(Default)]
struct Sums {
    seeds: u64,
    /// Sum of the dispersions.
    dispersion: f64,
    /// Seeds under which fill, hits or misses take more than one and a half times what they take with random keys.
    slow: u64,
    /// The worst of those ratios.
    worst: f64,
    /// Tables that take a new seed.
    suspicious: u64,
}

/// Detours of fill, hits and misses, in lookups.
fn costs(spread: Spread) -> [f64; 3] {
    [spread.overflowed, spread.hit, spread.miss].map(|detours| 1.0 + 1.5 * detours)
}

fn spread(kind: &Kind, set: &Set, buckets: usize, seed: u64) -> Option<Spread> {
    let count = LOAD * buckets;
    if set.len() < count + count / 3 {
        return None;
    }
    let mut words = vec![0; kind.words];
    let mut hashes: Vec<u64> = (0..(count + count / 3) as u64)
        .map(|n| {
            set.key(n, &mut words);
            (kind.hash)(&words, seed)
        })
        .collect();
    let absent = hashes.split_off(count);
    Some(Spread::of(&hashes, &absent, buckets))
}

fn sums(kind: &Kind, set: &Set, buckets: usize, seeds: u64, chance: [f64; 3]) -> Option<Sums> {
    let mut sums = Sums::default();
    for seed in 0..seeds {
        let spread = spread(kind, set, buckets, random(seed))?;
        let ratios = costs(spread)
            .into_iter()
            .zip(chance)
            .map(|(cost, by_chance)| cost / by_chance);
        let worst = ratios.fold(0.0, f64::max);
        sums.seeds += 1;
        sums.dispersion += spread.dispersion;
        sums.slow += u64::from(worst > 1.5);
        sums.worst = sums.worst.max(worst);
        sums.suspicious += spread.suspicious;
    }
    Some(sums)
}

/// Numbers of buckets, and the share of the seeds that is tried with them.
const SIZES: [(usize, u64); 3] = [(16, 1), (256, 2), (4_096, 16)];

fn search(kind: &Kind, time: Duration, seeds: u64) {
    let chance = SIZES.map(|(buckets, _)| {
        let spreads =
            (0..20).filter_map(|seed| spread(kind, &Set::Random, buckets, random(1_000 + seed)));
        spreads.fold([0.0; 3], |mut sum, spread| {
            for (sum, cost) in sum.iter_mut().zip(costs(spread)) {
                *sum += cost / 20.0;
            }
            sum
        })
    });
    let mut random = Chance(0);
    let (mut sets, mut tables, mut slow, mut suspicious) = (0u64, 0, 0, 0);
    let mut worst: Vec<(f64, f64, String)> = Vec::new();
    // The subcube that is being changed, and its mean dispersion; how often a change did not help.
    let mut climbing: Option<(Set, f64)> = None;
    let mut stuck = 0;
    let start = Instant::now();
    while start.elapsed() < time {
        let changed = climbing
            .as_ref()
            .and_then(|(set, _)| set.changed(&mut random, kind.words));
        let set = changed
            .clone()
            .unwrap_or_else(|| Set::by_chance(&mut random, kind.words));
        sets += 1;
        let mut most = 0.0;
        for ((buckets, share), chance) in SIZES.into_iter().zip(chance) {
            let Some(sums) = sums(kind, &set, buckets, seeds.div_ceil(share), chance) else {
                continue;
            };
            tables += sums.seeds;
            slow += sums.slow;
            suspicious += sums.suspicious;
            most = f64::max(most, sums.dispersion / sums.seeds as f64);
            let share = sums.slow as f64 / sums.seeds as f64;
            let name = format!("{buckets} buckets, {set:?}");
            if !worst.iter().any(|(.., other)| *other == name) {
                worst.push((share, sums.worst, name));
            }
        }
        worst.sort_by(|a, b| (b.0, b.1).partial_cmp(&(a.0, a.1)).unwrap());
        worst.truncate(3);
        let better = climbing.as_ref().is_none_or(|(_, before)| most > *before);
        if changed.is_none() || better {
            stuck = 0;
            if matches!(set, Set::Cube(_)) && better {
                climbing = Some((set, most));
            }
        } else {
            stuck += 1;
            if stuck == 40 {
                (climbing, stuck) = (None, 0);
            }
        }
    }
    println!(
        "{}: {sets} sets, {tables} tables: {slow} over 1.5, {suspicious} take a new seed",
        kind.name
    );
    for (share, worst, name) in worst {
        println!(
            "  over 1.5 under {:.1} % of the seeds, at most {worst:.2}: {name}",
            share * 100.0
        );
    }
}

fn main() {
    let mut args = args().skip(1);
    let mut number = |otherwise| {
        args.next()
            .map_or(otherwise, |arg| arg.parse().expect("a number"))
    };
    let (seconds, seeds) = (number(60), number(200));
    for kind in &KINDS {
        search(kind, Duration::from_secs(seconds), seeds);
    }
}
