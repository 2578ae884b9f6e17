//! Hashing of packed keys and of bytes, and where a map's seed comes from.
//!
//! The mixer is a folded multiply: xor with the seed, a 64×64→128 bit product with a *fixed* odd constant, and the
//! product's halves xored together, as in wyhash and foldhash. The seed is never the multiplier: some random
//! multipliers put a thousand keys of a regular pattern into one bucket. Tables index by the low bits of a hash and tag
//! by its top byte, and both are good after one fold.

/// wyhash's first secret, an odd constant whose bytes have four bits set each.
const WORD: u64 = 0xa076_1d64_78bd_642f;
/// wyhash's second secret: the upper half of a 128-bit key gets a multiplier of its own, so that swapping halves counts.
const UPPER: u64 = 0xe703_7ed1_a0b4_28db;
/// wyhash's third and fourth secrets, for bytes.
const BYTES: [u64; 2] = [0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3];

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
        // Both products at once: their latencies overlap.
        _ => word(state, key as u64) ^ fold(state.rotate_left(32) ^ (key >> 64) as u64, UPPER),
    }
}

/// Folds a run of bytes, and its length, into `state`.
#[inline(always)]
pub(crate) fn bytes(state: u64, bytes: &[u8]) -> u64 {
    match bytes.len() {
        0..8 => {
            let [a, b] = two_words(bytes);
            let inner = fold(a ^ BYTES[0] ^ bytes.len() as u64, b ^ state);
            fold(inner ^ state, WORD)
        }
        8..=32 => {
            let lanes = mix_32(state, state.rotate_left(29), four_words(bytes));
            finish(lanes, bytes.len())
        }
        _ => long_bytes(state, bytes),
    }
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
    let word = |at: usize| match bytes[at..].first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => unreachable!(),
    };
    [
        word(0),
        word(last.min(8)),
        word(last.saturating_sub(8)),
        word(last),
    ]
}

/// More than 32 bytes: 32 a round, and at the end the last 32, which may overlap what was taken before.
#[inline]
fn long_bytes(state: u64, bytes: &[u8]) -> u64 {
    let mut lanes = (state, state.rotate_left(29));
    let mut rest = bytes;
    while let Some((round, more)) = rest.split_first_chunk::<32>()
        && !more.is_empty()
    {
        lanes = mix_32(lanes.0, lanes.1, four_words(round));
        rest = more;
    }
    if let Some(last) = bytes.last_chunk::<32>() {
        lanes = mix_32(lanes.0, lanes.1, four_words(last));
    }
    finish(lanes, bytes.len())
}

/// Folds two words into each of two lanes: two products whose latencies overlap.
#[inline(always)]
const fn mix_32(even: u64, odd: u64, [a, b, c, d]: [u64; 4]) -> (u64, u64) {
    (fold(a ^ BYTES[0], b ^ even), fold(c ^ BYTES[1], d ^ odd))
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
    (word(BYTES[0], state), word(BYTES[1], state))
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
        match word(BYTES[1], number) {
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
    use super::*;

    /// Regular patterns of keys fill buckets about as evenly as chance would, under every seed.
    #[test]
    fn patterns_spread_over_buckets() {
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
                    let hash = word(seed, key);
                    load[(hash >> 4) as usize % BUCKETS] += 1;
                    tags[(hash >> 56) as usize] += 1;
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
