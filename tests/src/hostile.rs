//! Sets of keys that are not random: what programs use every day and bad hashes fall for, and what an attacker would make.

mod spread;

use map_core::FastKey;
use map_core::testing::hash_with_seed;

pub use spread::{LOAD, Spread};

/// A set of keys without end, by number. All are different.
pub struct Pattern<K> {
    /// What is regular about them.
    pub name: String,
    key: Box<dyn Fn(u64) -> K>,
}

impl<K> Pattern<K> {
    /// Key number `n` is `key(n)`.
    pub fn new(name: impl Into<String>, key: impl Fn(u64) -> K + 'static) -> Pattern<K> {
        Pattern {
            name: name.into(),
            key: Box::new(key),
        }
    }

    /// The first `count` keys.
    pub fn keys(&self, count: u64) -> Vec<K> {
        (0..count).map(&self.key).collect()
    }

    fn map<T>(self, name: &str, to: impl Fn(K) -> T + 'static) -> Pattern<T>
    where
        K: 'static,
    {
        Pattern::new(format!("{}{name}", self.name), move |n| to((self.key)(n)))
    }
}

/// The multiplier of `rustc-hash` 2, and the one that `map-core` had while it was no secret.
const MULTIPLIERS: [(&str, u64); 2] = [
    ("Fx", 0xf135_7aea_2e62_a9c5),
    ("a known multiplier", 0xd6e5_d9ed_e716_6f59),
];

/// `x` so that `x * odd` is 1.
const fn inverse(odd: u64) -> u64 {
    let mut x = odd; // right in the lowest three bits, and in twice as many each round
    let mut round = 0;
    while round < 5 {
        x = x.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(x)));
        round += 1;
    }
    x
}

/// A day's number as the decimal digits of its date, and with a time of day below.
fn date(n: u64) -> u64 {
    let (year, month, day) = (1970 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    (year * 100 + month) * 100 + day
}

/// Sums of bits of which a product with a known factor makes one lattice under every seed.
const CUBES: [&[u32]; 2] = [
    &[13, 14, 15, 18, 19, 24, 33, 34, 35, 36, 56, 57, 58],
    &[12, 13, 14, 15, 16, 17, 18, 40, 41, 42, 43, 44, 45, 46],
];

/// All sums of these bits, and then, with the bits that are left, all other numbers.
pub fn cube(bits: &[u32]) -> Pattern<u64> {
    let rest = (0..64).filter(|bit| !bits.contains(bit));
    let places: Vec<u32> = bits.iter().copied().chain(rest).collect();
    Pattern::new(format!("sums of the bits {bits:?}"), move |n| {
        let bits = places.iter().enumerate();
        bits.fold(0, |key, (i, place)| key | (n >> i & 1) << place)
    })
}

/// Random numbers: SplitMix64's finish of a counter.
pub fn random(n: u64) -> u64 {
    crate::model::Rng(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).next()
}

/// Keys of 64 bits.
pub fn words() -> Vec<Pattern<u64>> {
    let mut all = vec![
        Pattern::new("sequential", |n| n),
        Pattern::new("sequential and negative", |n| {
            ((n as i64 / 2) ^ -(n as i64 & 1)) as u64
        }),
        Pattern::new("bits reversed", u64::reverse_bits),
        Pattern::new("bytes swapped", u64::swap_bytes),
        Pattern::new("floats", |n| (n as f64 + 1.0).to_bits()),
        Pattern::new("Gray code", |n| n ^ n >> 1),
        Pattern::new("squares", |n| n * n),
        Pattern::new("tens", |n| 10 * n),
        Pattern::new("hundreds", |n| 100 * n),
        Pattern::new("thousands", |n| 1_000 * n),
        Pattern::new("hours in seconds", |n| 3_600 * n),
        Pattern::new("days in seconds", |n| 86_400 * n),
        Pattern::new("objects of 24 bytes", |n| 0x7f3a_5c00_1010 + 24 * n),
        Pattern::new("objects of 16 bytes", |n| 0x7f3a_5c00_1010 + 16 * n),
        Pattern::new("objects of 48 bytes", |n| 0x7f3a_5c00_1010 + 48 * n),
        Pattern::new("pages", |n| 0x5581_0000_0000 + 4_096 * n),
        Pattern::new("dates", date),
        Pattern::new("dates and hours", |n| date(n / 24) << 16 | (n % 24) << 8),
    ];
    all.push(Pattern::new("pages of 2 MiB in regions of 1 TiB", |n| {
        (n & 0xff) << 40 | (n >> 8) << 21
    }));
    all.push(Pattern::new("pages of 4 KiB in regions of 2 MiB", |n| {
        (n & 0x3f) << 21 | (n >> 6) << 12
    }));
    for bits in CUBES {
        all.push(cube(bits));
    }
    for k in 1..=48 {
        all.push(Pattern::new(format!("multiples of 2^{k}"), move |n| {
            n.rotate_left(k) // so that all are different
        }));
    }
    for width in [8, 16, 24, 32, 40] {
        all.push(Pattern::new(
            format!("two counters, {width} bits apart"),
            move |n| n & 0x7f | (n >> 7) << width,
        ));
    }
    for width in [32, 40, 48, 56] {
        all.push(Pattern::new(
            format!("a counter, and another in a byte {width} bits above"),
            move |n| n >> 7 | (n & 0x7f) << width,
        ));
    }
    all.push(Pattern::new("a counter, and flags in bytes above", |n| {
        n >> 3 | (n & 1) << 40 | (n >> 1 & 1) << 48 | (n >> 2 & 1) << 56
    }));
    for (whose, multiplier) in MULTIPLIERS {
        for shift in [0, 20, 40] {
            all.push(Pattern::new(
                format!("what {whose} multiplies to n << {shift}"),
                move |n| inverse(multiplier).wrapping_mul(n << shift),
            ));
        }
    }
    all
}

/// Keys of 32 bits.
pub fn halves() -> Vec<Pattern<u32>> {
    let mut all = vec![
        Pattern::new("sequential", |n| n as u32),
        Pattern::new("bits reversed", |n| (n as u32).reverse_bits()),
        Pattern::new("bytes swapped", |n| (n as u32).swap_bytes()),
        Pattern::new("floats", |n| (n as f32 + 1.0).to_bits()),
        Pattern::new("dates", |n| date(n) as u32),
        Pattern::new("what Fx multiplies to n", |n| {
            (inverse(MULTIPLIERS[0].1) as u32).wrapping_mul(n as u32)
        }),
    ];
    for k in 1..=12 {
        all.push(Pattern::new(format!("multiples of 2^{k}"), move |n| {
            (n as u32).rotate_left(k)
        }));
    }
    all
}

/// Keys of 128 bits: the patterns of 64 bits in the high half (in the low half they are hashed as 64 bits are), and in both.
pub fn wides() -> Vec<Pattern<u128>> {
    let high = words()
        .into_iter()
        .map(|p| p.map(", high half", |n| u128::from(n) << 64));
    let both = words()
        .into_iter()
        .map(|p| p.map(", both halves", |n| u128::from(n) << 64 | u128::from(n)));
    let grid = [1, 16, 1 << 20, 1 << 40].map(|step: u128| {
        Pattern::new(format!("a grid of steps of {step}"), move |n| {
            ((u128::from(n & 0x7f) * step) << 64) | (u128::from(n >> 7) * step)
        })
    });
    let complements = Pattern::new("words and their complements", |n| {
        let word = u128::from(n >> 1);
        let key = word << 64 | word;
        if n & 1 == 0 { key } else { !key }
    });
    high.chain(both).chain(grid).chain([complements]).collect()
}

/// Byte strings: common prefixes, and a counter at the start, in the middle and at the end of every length around the
/// boundaries at which short keys are hashed differently.
pub fn texts() -> Vec<Pattern<Vec<u8>>> {
    let mut all = Vec::new();
    for prefix in [
        "",
        "user:",
        "/api/v1/items/",
        "https://example.org/some/long/path/to/",
    ] {
        all.push(Pattern::new(format!("{prefix:?} and a number"), move |n| {
            format!("{prefix}{n}").into_bytes()
        }));
        all.push(Pattern::new(format!("a number and {prefix:?}"), move |n| {
            format!("{n:07}{prefix}").into_bytes()
        }));
    }
    all.push(Pattern::new(
        "zeros of every length, a counter among them",
        |n| {
            let mut key = vec![0; 8 + (n % 57) as usize];
            key[..8].copy_from_slice(&(n / 57).to_le_bytes());
            key
        },
    ));
    for len in [
        3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65usize,
    ] {
        for at in [0, (len - 3) / 2, len - 3] {
            for fill in [0, b'a'] {
                let name = format!("{len} times {fill}, a counter at {at}");
                all.push(Pattern::new(name, move |n| {
                    let mut key = vec![fill; len];
                    key[at..at + 3].copy_from_slice(&n.to_le_bytes()[..3]);
                    key
                }));
            }
        }
    }
    all
}

/// Keys that are hashed field by field.
pub fn mixed() -> Vec<Pattern<(u32, Vec<u8>)>> {
    let numbers = halves()
        .into_iter()
        .map(|p| p.map(", and a text", |n| (n, b"text".to_vec())));
    let text = texts()
        .into_iter()
        .map(|p| p.map(", and a number", |text| (7, text)));
    numbers.chain(text).collect()
}

/// The first `count` of `keys` that an attacker who knows the seed would send: in a table of `buckets` buckets or fewer
/// all are in one.
pub fn crafted<K: FastKey>(
    keys: impl Iterator<Item = K>,
    seed: u64,
    buckets: u64,
    count: usize,
) -> Vec<K> {
    keys.filter(|key| hash_with_seed(key, seed) >> 4 & (buckets - 1) == 0)
        .take(count)
        .collect()
}

/// About `size` of `keys` that an attacker who knows the seed and how tables grow would send: those of the first kind few
/// in each bucket, then those of the second, as many in a few buckets as the map takes for chance.
pub fn crafted_below_notice<K: FastKey>(
    keys: impl Iterator<Item = K>,
    seed: u64,
    size: usize,
) -> (Vec<K>, Vec<K>) {
    /// Entries of one bucket: those of a calm one, and those of a hot one, with the ten nodes of its chain but for one entry.
    const CALM: usize = 8;
    const HOT: usize = 44;
    let buckets = (size / 10).next_power_of_two();
    // Nodes for less than half of the buckets.
    let hot_buckets = buckets / 21;
    let mut loads = vec![0; buckets];
    let (mut calm, mut hot) = (Vec::new(), Vec::new());
    for key in keys {
        let bucket = (hash_with_seed(&key, seed) >> 4) as usize & (buckets - 1);
        let (most, kind) = if bucket < hot_buckets {
            (HOT, &mut hot)
        } else {
            (CALM, &mut calm)
        };
        if loads[bucket] < most {
            loads[bucket] += 1;
            kind.push(key);
        }
        if hot.len() == HOT * hot_buckets {
            break;
        }
    }
    (calm, hot)
}
