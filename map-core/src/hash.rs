//! Hashing of packed keys and of bytes, and where a map's seed comes from.
//!
//! The mixer is a folded multiply: xor with the seed, a 64×64→128 bit product with a *fixed* odd constant, and the
//! product's halves xored together, as in wyhash and foldhash. The seed alone is never the multiplier: some random
//! multipliers put a thousand keys of a regular pattern into one bucket. Tables index by a hash's bits from the fourth
//! on, and tag by the eight below those, round the end of the word: both are good after one fold.

/// Of the odd constants whose multiples keep away from the powers of two most, the one under which regular patterns of
/// keys (counters, multiples of powers of two and of ten, dates, addresses) spread most evenly, over tables of all sizes
/// and many seeds. `tests/examples/multipliers.rs` searches for them.
const WORD: u64 = 0xd6e5_d9ed_e716_6f59;
/// wyhash's third and fourth secrets, for what is made of seeds.
const SEEDS: [u64; 2] = [0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3];

/// The halves of `a * b`, xored.
#[inline(always)]
const fn fold(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Folds one word into `state`.
#[inline(always)]
pub(crate) const fn word(state: u64, word: u64) -> u64 {
    fold(state ^ word, WORD)
}

/// Folds a packed key of `bits` bits into `state`.
#[inline(always)]
pub(crate) const fn packed(state: u64, key: u128, bits: u32) -> u64 {
    match bits {
        0 => state,
        1..=64 => word(state, key as u64),
        _ => pair(state, key as u64, (key >> 64) as u64),
    }
}

/// Folds two words into `state`: one wide product of both. Its second factor is as random as the seed, and one in thirty
/// random factors puts many keys of a regular pattern into few buckets; so half a product with a fixed one follows, whose
/// upper bits, which depend on all below them, become the lower ones.
#[inline(always)]
const fn pair(state: u64, a: u64, b: u64) -> u64 {
    fold(state ^ a, other(state) ^ b)
        .wrapping_mul(WORD)
        .rotate_left(32)
}

/// Folds a run of bytes, and its length, into `state`.
#[inline(always)]
pub(crate) fn bytes(state: u64, bytes: &[u8]) -> u64 {
    match bytes.len() {
        0..8 => {
            let [a, b] = two_words(bytes);
            // The length is not mixed with a word of the key, which could make up for it.
            let inner = fold(a ^ other(state), b ^ state);
            fold(inner ^ state ^ bytes.len() as u64, WORD)
        }
        8..=32 => {
            let lanes = mix_32(lanes(state), other(state), four_words(bytes));
            finish(lanes, bytes.len())
        }
        _ => long_bytes(state, bytes),
    }
}

/// What the other operand of a product of two words is mixed with, as unknown as that of the first. A constant would be
/// known to whoever makes the words: a word equal to it makes the product zero under every seed, whatever the other is.
/// And not the state times a power of two, which a rotation nearly is: a bit of one word would then change the product as
/// another bit of the other word does.
#[inline(always)]
const fn other(state: u64) -> u64 {
    state.swap_bytes()
}

/// All there is in less than 8 bytes.
#[inline(always)]
fn two_words(bytes: &[u8]) -> [u64; 2] {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => [
            u32::from_le_bytes(*first).into(),
            u32::from_le_bytes(*last).into(),
        ],
        _ if bytes.is_empty() => [0; 2],
        _ => {
            let (first, middle, last) = (bytes[0], bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
            [u64::from(first) << 8 | u64::from(middle), last.into()]
        }
    }
}

/// All there is in 8 to 32 bytes, by four words that overlap: one way for all these lengths, so that no branch has to
/// guess on which side of 16 a key is.
#[inline(always)]
fn four_words(bytes: &[u8]) -> [u64; 4] {
    let last = bytes.len() - 8;
    [
        word_at(bytes, 0),
        word_at(bytes, last.min(8)),
        word_at(bytes, last.saturating_sub(8)),
        word_at(bytes, last),
    ]
}

/// The eight bytes from `at` on.
#[inline(always)]
fn word_at(bytes: &[u8], at: usize) -> u64 {
    match bytes[at..].first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => unreachable!(),
    }
}

/// More than 32 bytes: 32 a round, and at the end the last 32, which may overlap what was taken before.
/// Not inlined: its loop would take registers from shorter keys, a tenth of all instructions of a lookup.
#[inline(never)]
fn long_bytes(state: u64, bytes: &[u8]) -> u64 {
    let other = other(state);
    let mut lanes = lanes(state);
    let mut rest = bytes;
    while let Some((round, more)) = rest.split_first_chunk::<32>()
        && !more.is_empty()
    {
        lanes = mix_32(lanes, other, four_words(round));
        rest = more;
    }
    if let Some(last) = bytes.last_chunk::<32>() {
        lanes = mix_32(lanes, other, four_words(last));
    }
    finish(lanes, bytes.len())
}

/// Where both lanes start.
#[inline(always)]
const fn lanes(state: u64) -> (u64, u64) {
    (state, state.wrapping_mul(SEEDS[0]))
}

/// Folds two words into each of two lanes: two products whose latencies overlap.
#[inline(always)]
const fn mix_32((even, odd): (u64, u64), other: u64, [a, b, c, d]: [u64; 4]) -> (u64, u64) {
    (fold(a ^ other, b ^ even), fold(c ^ other, d ^ odd))
}

/// The last round over both lanes: every bit of both reaches every bit of the result.
#[inline(always)]
const fn finish((even, odd): (u64, u64), len: usize) -> u64 {
    fold(even ^ odd.rotate_left(17) ^ len as u64, WORD)
}

/// Two words made of a seed, for hashes that take a longer key.
#[cfg(feature = "siphash")]
#[inline]
pub(crate) const fn halves(state: u64) -> (u64, u64) {
    (word(SEEDS[0], state), word(SEEDS[1], state))
}

/// A map's seed. Zero stands for "not drawn yet": a map has no seed before it has memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seed(u64);

impl Seed {
    /// No seed yet.
    pub(crate) const UNDRAWN: Seed = Seed(0);

    /// The seed that a user's number stands for.
    pub(crate) const fn from_user(number: u64) -> Seed {
        // A user's 1, 2, 3 are as far apart as drawn seeds are.
        match word(SEEDS[1], number) {
            0 => Seed(WORD),
            seed => Seed(seed),
        }
    }

    /// A fresh seed.
    pub(crate) fn draw() -> Seed {
        Seed::from_user(entropy())
    }

    pub(crate) const fn is_drawn(self) -> bool {
        self.0 != 0
    }

    #[inline(always)]
    pub(crate) const fn get(self) -> u64 {
        self.0
    }
}

/// The standard library's source: keys from the operating system once a thread, then a counter, through SipHash.
#[cfg(feature = "std")]
fn entropy() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(())
}

/// Without `std` there is no source of randomness: the address of the stack and of a static (which an operating system
/// may randomise) and a counter tell maps apart, and an attacker who knows the program may guess the rest.
#[cfg(not(feature = "std"))]
fn entropy() -> u64 {
    use core::sync::atomic::{AtomicUsize, Ordering};
    static COUNTER: AtomicUsize = AtomicUsize::new(1);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let stack = core::ptr::from_ref(&count).addr();
    let data = core::ptr::from_ref(&COUNTER).addr();
    word(word(stack as u64, data as u64), count as u64)
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::*;

    /// Regular patterns of keys fill buckets about as evenly as chance would, under every seed.
    #[test]
    fn patterns_spread_over_buckets() {
        patterns_spread(word);
    }

    /// So do pairs of a pattern and a constant, or of two halves of it.
    #[test]
    fn patterns_of_pairs_spread_over_buckets() {
        patterns_spread(|seed, key| pair(seed, key, 0));
        patterns_spread(|seed, key| pair(seed, 7, key));
        patterns_spread(|seed, key| pair(seed, key, key));
        patterns_spread(|seed, key| pair(seed, key & 0x3f, key >> 6));
    }

    fn patterns_spread(hash: impl Fn(u64, u64) -> u64) {
        const BUCKETS: usize = 4_096;
        for pattern in 0..66 {
            for seed in 0..12 {
                let seed = Seed::from_user(seed).get();
                let mut load = [0u8; BUCKETS];
                let mut tags = [0u32; 256];
                for i in 0..12 * BUCKETS as u64 {
                    let key = match pattern {
                        0..=47 => i << pattern,
                        48 => i.reverse_bits(),
                        49 => i.swap_bytes(),
                        // Two counters side by side, as of cells or of (shard, id).
                        _ => (i & 0xff) | (i >> 8) << (pattern - 42),
                    };
                    let hash = hash(seed, key);
                    load[(hash >> 4) as usize % BUCKETS] += 1;
                    tags[hash.rotate_left(4) as u8 as usize] += 1;
                }
                // By chance: at most 34 of 12 expected. Tags need only tell most entries apart.
                let worst = load.iter().max();
                assert!(
                    worst < Some(&45),
                    "pattern {pattern} seed {seed:#x}: {worst:?}"
                );
                let common = tags.iter().max();
                assert!(
                    common < Some(&(3 * 192)),
                    "pattern {pattern} seed {seed:#x}: a tag {common:?} times"
                );
            }
        }
    }

    #[test]
    fn every_byte_and_the_length_count() {
        let text: [u8; 150] = core::array::from_fn(|i| i as u8);
        let mut seen = std::collections::HashSet::new();
        for len in 0..text.len() {
            assert!(seen.insert(bytes(7, &text[..len])), "length {len}");
            for i in 0..len {
                let mut other = text;
                other[i] ^= 0x20;
                assert!(
                    seen.insert(bytes(7, &other[..len])),
                    "length {len} byte {i}"
                );
            }
        }
        assert_ne!(bytes(7, b"\0"), bytes(7, b"\0\0"));
    }

    /// No word of a key cancels the seed: with the words that do so under one seed, other seeds tell keys apart.
    #[test]
    fn no_word_is_absorbing() {
        let constants = [WORD, SEEDS[0], SEEDS[1], 0];
        for seed in [0, 1, 7].map(|number| Seed::from_user(number).get()) {
            for len in 8..=80usize {
                for constant in constants.map(|constant| [constant, constant ^ len as u64]) {
                    for (at, word) in (0..=len - 8).flat_map(|at| constant.map(|word| (at, word))) {
                        let mut hashes: Vec<u64> = (0..16u8)
                            .map(|last| {
                                let mut key = std::vec![last; len];
                                key[at..at + 8].copy_from_slice(&word.to_le_bytes());
                                bytes(seed, &key)
                            })
                            .collect();
                        hashes.sort_unstable();
                        hashes.dedup();
                        let expected = if len == 8 { 1 } else { 16 };
                        assert_eq!(hashes.len(), expected, "{word:#x} at {at} of {len}");
                    }
                }
            }
        }
    }

    /// Keys of at most two bits hardly ever agree in half of their hashes: no bit of one word stands for one of another.
    #[test]
    fn sparse_keys_differ() {
        let mut keys: Vec<[u64; 4]> = std::vec![[0; 4]];
        for (i, j) in (0..256).flat_map(|i| (0..=i).map(move |j| (i, j))) {
            let mut key = [0; 4];
            key[i / 64] |= 1 << (i % 64);
            key[j / 64] |= 1 << (j % 64);
            keys.push(key);
        }
        let check = |name: &str, words: usize, hash: &dyn Fn(u64, &[u64; 4]) -> u64| {
            let keys: Vec<_> = keys
                .iter()
                .filter(|key| key[words..] == [0; 4][words..])
                .collect();
            let mut equal = 0;
            for seed in 0..20 {
                let seed = Seed::from_user(seed).get();
                let mut halves: Vec<u32> = keys.iter().map(|key| hash(seed, key) as u32).collect();
                halves.sort_unstable();
                equal += halves.windows(2).filter(|pair| pair[0] == pair[1]).count();
            }
            let by_chance = 20.0 * (keys.len() as f64).powi(2) / 2f64.powi(33);
            assert!(
                (equal as f64) < 3.0 * by_chance + 6.0,
                "{name}: {equal} pairs, by chance {by_chance}"
            );
        };
        let text = |words: usize| {
            move |seed, key: &[u64; 4]| {
                let text: Vec<u8> = key[..words].iter().flat_map(|w| w.to_le_bytes()).collect();
                bytes(seed, &text)
            }
        };
        check("one word", 1, &|seed, key| word(seed, key[0]));
        check("a pair", 2, &|seed, key| pair(seed, key[0], key[1]));
        check("8 bytes", 1, &text(1));
        check("16 bytes", 2, &text(2));
        check("24 bytes", 3, &text(3));
        check("32 bytes", 4, &text(4));
    }

    /// No byte makes up for a length.
    #[test]
    fn lengths_of_uniform_keys_count() {
        let seed = Seed::from_user(7).get();
        let mut seen = std::collections::HashSet::new();
        for len in 1..40 {
            for (first, rest) in (0..64).flat_map(|first| [(first, 0), (first, 0x61)]) {
                let mut key = std::vec![rest; len];
                key[0] ^= first;
                assert!(seen.insert(bytes(seed, &key)), "length {len}, {first:#x}");
            }
        }
    }

    #[test]
    fn halves_of_a_wide_key_differ() {
        assert_ne!(packed(5, 1 << 64 | 2, 128), packed(5, 2 << 64 | 1, 128));
    }

    #[test]
    fn seeds_are_never_undrawn() {
        assert!(Seed::from_user(0).is_drawn());
        assert!(Seed::draw().is_drawn());
        assert!(Seed::draw() != Seed::draw());
    }
}
