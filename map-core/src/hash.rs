//! Hashing of packed keys and of bytes, and where a map's seed comes from.
//!
//! A hash takes two steps, both products with *secret* factors:
//! - Each word of a key is folded into a **state**, which starts as the seed: the state is xored with the word and
//!   multiplied by itself, 64×64→128 bits, and the product's halves are xored, as in wyhash and foldhash.
//! - [`finish`], once a key, multiplies the state by the seed and keeps the upper half.
//!
//! A factor that is fixed, and a seed that is only xored before it, leave every set of keys that is made of sums of a few
//! bits one and the same lattice under all seeds. With a secret factor it is the seed that decides, as in a universal family
//! (Dietzfelbinger's multiply-shift). One product is still linear: one seed in a hundred, for some regular patterns one in
//! ten, puts many keys into few buckets. Two in a row are not, because of the fold between them. Measured over 1,600
//! patterns and 100 to 400 seeds each, tables that are half as slow again as with random keys: one product with a fixed
//! factor 0.02 % (some patterns under every seed), with a secret one 0.9 %, two products none. `tests/examples/lattices.rs`
//! searches for sets that are bad.
//!
//! Tables index by a hash's bits from the fourth on and tag by those from the thirty-sixth on. The top four are used by
//! nobody: the upper half of a product is less than its factors, so they are not evenly spread.

/// wyhash's third and fourth secrets, for what is made of seeds, and states of what needs no seed.
pub(crate) const SEEDS: [u64; 2] = [0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3];

/// The halves of `a * b`, xored.
#[inline(always)]
const fn fold(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Folds one word into `state`.
#[inline(always)]
pub(crate) const fn word(state: u64, word: u64) -> u64 {
    fold(state ^ word, state)
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

/// Folds two words into `state` by one product of both.
#[inline(always)]
const fn pair(state: u64, a: u64, b: u64) -> u64 {
    product(a, state, b, other(state))
}

/// The hash of a key that was folded into `state`, in a table with this seed.
#[inline(always)]
pub(crate) const fn finish(state: u64, seed: u64) -> u64 {
    ((state as u128 * seed as u128) >> 64) as u64
}

/// The hash of one word; for tests of tables.
#[cfg(test)]
pub(crate) const fn of_word(seed: u64, key: u64) -> u64 {
    finish(word(seed, key), seed)
}

/// A product of two words of a key, each hidden by a secret of its own. By sums, as in NH of UMAC: with xors, complements
/// of both words would have nearly the same product.
#[inline(always)]
const fn product(a: u64, secret: u64, b: u64, other: u64) -> u64 {
    fold(a.wrapping_add(secret), b.wrapping_add(other))
}

/// Folds a run of bytes, and its length, into `state`.
#[inline(always)]
pub(crate) fn bytes(state: u64, bytes: &[u8]) -> u64 {
    match bytes.len() {
        0..8 => {
            let [a, b] = two_words(bytes);
            // The words are of 32 bits: no bit of them can make up for the length.
            pair(state, b | (bytes.len() as u64) << 32, a)
        }
        8..=32 => {
            let lanes = mix_32(lanes(state), other(state), four_words(bytes));
            join(lanes, bytes.len())
        }
        _ => long_bytes(state, bytes),
    }
}

/// What the other operand of a product of two words is hidden by, as unknown as that of the first. A constant would be
/// known to whoever makes the words: a word that cancels it makes the product zero under every seed, whatever the other is.
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
    join(lanes, bytes.len())
}

/// Where both lanes start.
#[inline(always)]
const fn lanes(state: u64) -> (u64, u64) {
    (state, state.wrapping_mul(SEEDS[0]))
}

/// Folds two words into each of two lanes: two products whose latencies overlap.
#[inline(always)]
const fn mix_32((even, odd): (u64, u64), other: u64, [a, b, c, d]: [u64; 4]) -> (u64, u64) {
    (product(a, other, b, even), product(c, other, d, odd))
}

/// Both lanes and the length in one word: the length in upper bits, from which a product reaches bucket and tag.
#[inline(always)]
const fn join((even, odd): (u64, u64), len: usize) -> u64 {
    even ^ (odd ^ len as u64).rotate_left(48)
}

/// Two words made of a seed, for hashes that take a longer key.
#[cfg(feature = "siphash")]
#[inline]
pub(crate) const fn halves(state: u64) -> (u64, u64) {
    (word(SEEDS[0], state), word(SEEDS[1], state))
}

/// A map's seed. Zero stands for "not drawn yet": a map has no seed before it has memory. Drawn ones have their top bit, so
/// that what [`finish`] multiplies by them reaches nearly all bits that a hash has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seed(u64);

impl Seed {
    /// No seed yet.
    pub(crate) const UNDRAWN: Seed = Seed(0);

    /// The seed that a user's number stands for.
    pub(crate) const fn from_user(number: u64) -> Seed {
        // A user's 1, 2, 3 are as far apart as drawn seeds are.
        Seed(word(SEEDS[1], number) | 1 << 63)
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
        patterns_spread(of_word);
    }

    /// So do pairs of a pattern and a constant, or of two halves of it.
    #[test]
    fn patterns_of_pairs_spread_over_buckets() {
        let spread = |words: fn(u64) -> (u64, u64)| {
            patterns_spread(|seed, key| {
                let (a, b) = words(key);
                finish(pair(seed, a, b), seed)
            });
        };
        spread(|key| (key, 0));
        spread(|key| (7, key));
        spread(|key| (key, key));
        spread(|key| (key, !key));
        spread(|key| (key & 0x3f, key >> 6));
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
                    tags[(hash >> 36) as u8 as usize] += 1;
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
        let constants = [SEEDS[0], SEEDS[1], 0, u64::MAX];
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
                let hash = |key| finish(hash(seed, key), seed);
                let mut halves: Vec<u32> = keys.iter().map(|key| hash(key) as u32).collect();
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

    /// Complements of all words agree in half of their hashes no more often than chance has it. They did once in a few
    /// thousand seeds while words were xored with the seed before they were multiplied with each other.
    #[test]
    fn complements_differ() {
        let (zeros, ones) = ([0u8; 32], [0xff; 32]);
        let mut equal = [0; 3];
        for number in 0..200_000 {
            let state = Seed::from_user(number).get();
            let alike = |a: u64, b: u64| u32::from(a as u32 == b as u32);
            equal[0] += alike(pair(state, 0, 0), pair(state, !0, !0));
            for (len, equal) in [16, 32].into_iter().zip(&mut equal[1..]) {
                *equal += alike(bytes(state, &zeros[..len]), bytes(state, &ones[..len]));
            }
        }
        assert!(equal.iter().sum::<u32>() < 3, "{equal:?}");
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
