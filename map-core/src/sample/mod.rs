//! [`Sample`]: random keys, for benchmarks and tests over a key type.

mod keys;

/// A type that random values can be made of; what benchmarks and tests over a key type ask for.
///
/// `#[fast_map(bench)]` on a key writes it, from what the key is made of. By hand it is for keys whose real values are
/// not spread evenly:
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, Sample, sample::Random};
///
/// #[derive(FastMap, Clone, PartialEq, Eq, Debug)]
/// struct Path(String);
///
/// impl Sample for Path {
///     fn sample(random: &mut Random) -> Path {
///         Path(format!("/users/{}/posts/{}", random.up_to(9_999), random.up_to(99)))
///     }
/// }
///
/// let mut random = Random::new(1);
/// assert_ne!(Path::sample(&mut random), Path::sample(&mut random));
/// # }
/// ```
///
/// Integers are uniform over their type, or over what a `#[fast_map(max = N)]` leaves of it. Variants are equally likely.
/// Texts and byte strings are 8 to 24 bytes long, other slices and vectors as many elements. References are leaked: samples
/// are for programs that end.
#[diagnostic::on_unimplemented(
    message = "there is no way to make random values of `{Self}`",
    label = "not a `Sample`",
    note = "if `{Self}` is a key of yours, put `#[fast_map(bench)]` below its `#[derive(FastMap)]`, or implement `Sample` for it",
    note = "if it is a field's type, implement `Sample` for the key that holds it, in place of `#[fast_map(bench)]`"
)]
pub trait Sample: Sized {
    /// Returns a value that `random` leads to; the same for the same state of `random`.
    fn sample(random: &mut Random) -> Self;
}

/// A small generator of pseudo-random numbers. Equal seeds give equal numbers, on every machine.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, [*Fast Splittable Pseudorandom Number
/// Generators*](https://doi.org/10.1145/2660193.2660195), 2014), with the constants of Vigna's
/// [`splitmix64.c`](https://prng.di.unimi.it/splitmix64.c). Not for secrets.
///
/// ```
/// use map_core::sample::Random;
/// let mut dice = Random::new(7);
/// let throw = 1 + dice.up_to(5);
/// assert!((1..=6).contains(&throw));
/// ```
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Creates a generator whose numbers follow from `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Returns the next 64 bits: a number from 0 to `u64::MAX`.
    pub const fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 to `last`, inclusive, all of them equally likely but for rounding.
    ///
    /// Where `last` is below 2⁶⁴ - 1 it is the high word of a product (Lemire, [*Fast Random Integer Generation in an
    /// Interval*](https://arxiv.org/abs/1805.10941), 2019, without the rejection), and the chances of two numbers
    /// differ by at most one in 2⁶⁴. From there on numbers that are too large are drawn again.
    pub const fn up_to(&mut self, last: u128) -> u128 {
        if last < u64::MAX as u128 {
            return (self.word() as u128 * (last + 1)) >> 64;
        }
        let mask = u128::MAX >> last.leading_zeros();
        loop {
            let number = ((self.word() as u128) << 64 | self.word() as u128) & mask;
            if number <= last {
                return number;
            }
        }
    }

    /// Brings the items into a random order, in *O*(*n*) time (Fisher and Yates's shuffle, as Durstenfeld does it).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.up_to(last as u128) as usize);
        }
    }
}
