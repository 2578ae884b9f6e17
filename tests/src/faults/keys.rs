//! Keys and values that fail.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use map_core::testing::hash_with_seed;
use map_core::{FastKey, FastMap};

use super::SEED;
use crate::values::{Counted, Fuse, Value};

/// A key that is made from a number and tells it.
pub trait Key: FastKey + Clone + 'static {
    /// Of how many [`Counted`] it is made.
    const COUNTED: usize;

    /// The key with this number.
    fn of(number: u64) -> Self;

    /// The number that it was made from.
    fn number(&self) -> u64;

    /// The number of the `n`-th of 60 keys that are in one bucket as long as the map has the seed that the script gives
    /// it, in tables of up to 4,096 buckets. In a direct table none are.
    fn colliding(n: u64) -> u64;
}

/// A value that is made from a number and tells it.
pub trait Load: Value {
    /// Of how many [`Counted`] it is made.
    const COUNTED: usize;

    /// The number that it was made from.
    fn number(&self) -> u64;
}

/// A key that can fail at everything that keys do.
#[derive(FastMap, Clone, Eq, Debug)]
#[fast_map(path = "general", no_alias)]
pub struct Fragile(Counted);

impl PartialEq for Fragile {
    fn eq(&self, other: &Self) -> bool {
        Fuse::Eq.burn();
        self.0 == other.0
    }
}

/// From this number on, the hashes of [`Fragile`] keys are alike.
const ALIKE_FROM: u64 = 1_000;

impl Hash for Fragile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Fuse::Hash.burn();
        self.0.number().min(ALIKE_FROM).hash(state);
    }
}

impl Key for Fragile {
    const COUNTED: usize = 1;

    fn of(number: u64) -> Self {
        Fragile(Counted::of(number))
    }

    fn number(&self) -> u64 {
        self.0.number()
    }

    fn colliding(n: u64) -> u64 {
        ALIKE_FROM + n
    }
}

/// The numbers of 60 keys that are in one bucket under the script's seed.
fn search<K: Key>() -> Vec<u64> {
    let is_crafted = |number: &u64| hash_with_seed(&K::of(*number), SEED) >> 4 & 0xfff == 0;
    (1_000..).filter(is_crafted).take(60).collect()
}

static COLLIDING: LazyLock<Vec<u64>> = LazyLock::new(search::<u64>);

static COLLIDING_TEXTS: LazyLock<Vec<u64>> = LazyLock::new(search::<String>);

impl Key for u64 {
    const COUNTED: usize = 0;

    fn of(number: u64) -> Self {
        number
    }

    fn number(&self) -> u64 {
        *self
    }

    fn colliding(n: u64) -> u64 {
        COLLIDING[n as usize]
    }
}

impl Key for u8 {
    const COUNTED: usize = 0;

    fn of(number: u64) -> Self {
        number as u8
    }

    fn number(&self) -> u64 {
        (*self).into()
    }

    fn colliding(n: u64) -> u64 {
        170 + n
    }
}

impl Key for String {
    const COUNTED: usize = 0;

    fn of(number: u64) -> Self {
        format!("a key that has memory of its own: {number}")
    }

    fn number(&self) -> u64 {
        let digits = self.rsplit(' ').next();
        digits
            .and_then(|digits| digits.parse().ok())
            .expect("the end is a number")
    }

    fn colliding(n: u64) -> u64 {
        COLLIDING_TEXTS[n as usize]
    }
}

impl Load for Counted {
    const COUNTED: usize = 1;

    fn number(&self) -> u64 {
        Counted::number(self)
    }
}

/// A [`Counted`] of 16 KiB: tables of eight buckets grow step by step.
#[derive(Clone, PartialEq, Debug)]
pub struct Bulky {
    counted: Counted,
    ballast: [u64; 2_000],
}

impl Default for Bulky {
    fn default() -> Self {
        Bulky::of(0)
    }
}

impl Value for Bulky {
    fn of(number: u64) -> Self {
        Bulky {
            counted: Counted::of(number),
            ballast: [number; 2_000],
        }
    }
}

impl Load for Bulky {
    const COUNTED: usize = 1;

    fn number(&self) -> u64 {
        let number = self.counted.number();
        assert!(self.ballast[0] == number && self.ballast[1_999] == number);
        number
    }
}
