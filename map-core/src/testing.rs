//! Tests for keys whose `Eq` is written by hand: [`assert_key_laws`].

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;

use crate::hash::Seed;
use crate::key::FastKey;
use crate::keyed::hash;

/// Seeds under which hashes are compared: the smallest that is drawn, the largest, and one of no pattern.
const SEEDS: [u64; 3] = [1 << 63, u64::MAX, 0x9e37_79b9_7f4a_7c15];

/// Checks that a key type keeps the law of keys: equal keys pack, count and hash alike, keys that pack or count alike are
/// equal, and equality is reflexive and symmetric.
///
/// With derived `PartialEq` and `Eq` all this holds by itself; a test is for keys whose `PartialEq` is written by hand. All
/// pairs of samples are compared, so a few hundred are enough: those that could be confused, and some that are equal.
///
/// # Panics
/// Panics if a law is broken: the message names the law, the two samples and their positions.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, testing::assert_key_laws};
///
/// #[derive(FastMap, PartialEq, Eq, Debug)]
/// struct Seat { row: u8, number: u16 }
///
/// assert_key_laws((0..300).map(|n| Seat { row: n as u8, number: n % 7 }));
/// # }
/// ```
///
/// A key that folds letters, but packs and hashes them as they are, is caught:
///
/// ```should_panic
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, testing::assert_key_laws};
///
/// #[derive(FastMap, Debug)]
/// struct Header(String);
///
/// impl PartialEq for Header {
///     fn eq(&self, other: &Header) -> bool {
///         self.0.eq_ignore_ascii_case(&other.0)
///     }
/// }
/// impl Eq for Header {}
///
/// assert_key_laws(["Host", "host"].map(|name| Header(name.to_owned())));
/// # }
/// # #[cfg(not(feature = "derive"))] panic!();
/// ```
#[track_caller]
pub fn assert_key_laws<K: FastKey + Debug>(samples: impl IntoIterator<Item = K>) {
    let mut seen: Vec<(K, Encodings)> = Vec::new();
    for (at, key) in samples.into_iter().enumerate() {
        let encodings = Encodings::of(&key, at);
        assert!(
            reflexive(&key),
            "sample {at} is not equal to itself: {key:?}"
        );
        for (before, (other, others)) in seen.iter().enumerate() {
            let equal = key == *other;
            let pair = || format!("samples {before} and {at}: {other:?} and {key:?}");
            assert!(
                equal == (*other == key),
                "equality depends on the order; {}",
                pair()
            );
            if equal {
                encodings.assert_alike(others, pair);
            } else {
                encodings.assert_apart(others, pair);
            }
        }
        seen.push((key, encodings));
    }
}

/// The hash of `key` in maps that [`FastMap::with_seed`](crate::FastMap::with_seed) made with this seed; for tests that
/// know the seed, as an attacker might.
#[doc(hidden)]
#[must_use]
pub fn hash_with_seed<K: FastKey + ?Sized>(key: &K, seed: u64) -> u64 {
    hash(key, Seed::from_user(seed).get())
}

/// Compared through a function, as comparing a value with itself is suspicious elsewhere.
fn reflexive<K: Eq>(key: &K) -> bool {
    let same = key;
    key == same
}

/// How a key looks to a map.
struct Encodings {
    packed: Option<u128>,
    ordinal: Option<u64>,
    hashes: [u64; SEEDS.len()],
}

impl Encodings {
    #[track_caller]
    fn of<K: FastKey + Debug>(key: &K, at: usize) -> Encodings {
        let shape = K::SHAPE;
        if shape.is_packed() {
            let (packed, bits) = (key.pack(), shape.bits());
            assert!(
                bits >= 128 || packed >> bits == 0,
                "sample {at} packs into more than the {bits} bits of its type: {packed:#x} of {key:?}"
            );
        }
        let values = shape.cardinality().filter(|_| shape.is_packed());
        let ordinal = values.map(|_| key.ordinal());
        if let (Some(values), Some(ordinal)) = (values, ordinal) {
            assert!(
                ordinal < values,
                "sample {at} is number {ordinal} of {values}: {key:?}"
            );
        }
        Encodings {
            packed: shape.is_packed().then(|| key.arranged()),
            ordinal,
            hashes: SEEDS.map(|seed| hash(key, seed)),
        }
    }

    /// What equal keys need.
    #[track_caller]
    fn assert_alike(&self, other: &Encodings, pair: impl Fn() -> String) {
        const FIX: &str = "help: give `PartialEq` all fields as they are (derive it), or mark a field that it ignores \
             `#[fast_map(skip)]`, or put `#[fast_map(path = \"general\")]` on the key and write a `Hash` that agrees";
        assert!(
            self.packed == other.packed,
            "equal keys pack differently; {}; {FIX}",
            pair()
        );
        assert!(
            self.ordinal == other.ordinal,
            "equal keys count differently; {}; {FIX}",
            pair()
        );
        assert!(
            self.hashes == other.hashes,
            "equal keys hash differently; {}; {FIX}",
            pair()
        );
    }

    /// What different keys need. They may hash alike, by chance.
    #[track_caller]
    fn assert_apart(&self, other: &Encodings, pair: impl Fn() -> String) {
        assert!(
            self.packed.is_none() || self.packed != other.packed,
            "different keys pack alike, so a map takes one for the other; {}",
            pair()
        );
        assert!(
            self.ordinal.is_none() || self.ordinal != other.ordinal,
            "different keys count alike, so a map takes one for the other; {}",
            pair()
        );
    }
}
