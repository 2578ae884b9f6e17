//! [`Map`]: what is timed, the same for every contender. Values are `u64`s.
//!
//! All of it is inlined whatever its size, so that the loops of [`operations`](super::operations) are compiled as if they
//! called the maps' own methods: a wrapper that the compiler may or may not inline costs one contender a call where another
//! has none.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash};

use enum_map::{Enum, EnumMap};
use indexmap::IndexMap;
use intmap::IntMap;

use crate::{FastKey, FastMap};

/// A map from `K` to `u64`.
pub trait Map<K>: Clone {
    /// An empty one.
    fn new() -> Self;

    /// An empty one with room for so many entries.
    fn with_capacity(entries: usize) -> Self;

    /// Puts a value in; the one that was there.
    fn insert(&mut self, key: K, value: u64) -> Option<u64>;

    /// The value of a key.
    fn get(&self, key: &K) -> Option<u64>;

    /// Takes a key out; its value.
    fn remove(&mut self, key: &K) -> Option<u64>;

    /// The sum of all values, by iteration.
    fn total(&self) -> u64;

    /// The sum of the values of `keys`, and for each that is absent 1. Maps that can look many keys up at once do so.
    #[inline(always)]
    fn sum_of(&self, keys: &[K]) -> u64 {
        keys.iter().fold(0, |sum: u64, key| {
            sum.wrapping_add(self.get(key).unwrap_or(1))
        })
    }
}

#[inline]
fn sum<'v>(values: impl Iterator<Item = &'v u64>) -> u64 {
    values.fold(0, |sum: u64, value| sum.wrapping_add(*value))
}

/// The operations of maps that have them under `std`'s names; `remove` under the name that leaves no order to keep.
macro_rules! as_std_has_it {
    ($remove:ident) => {
        #[inline(always)]
        fn insert(&mut self, key: K, value: u64) -> Option<u64> {
            self.insert(key, value)
        }

        #[inline(always)]
        fn get(&self, key: &K) -> Option<u64> {
            self.get(key).copied()
        }

        #[inline(always)]
        fn remove(&mut self, key: &K) -> Option<u64> {
            self.$remove(key)
        }

        #[inline(always)]
        fn total(&self) -> u64 {
            sum(self.values())
        }
    };
}

impl<K: FastKey + Clone> Map<K> for FastMap<K, u64> {
    #[inline(always)]
    fn new() -> Self {
        FastMap::new()
    }

    #[inline(always)]
    fn with_capacity(entries: usize) -> Self {
        FastMap::with_capacity(entries)
    }

    as_std_has_it! { remove }

    #[inline(always)]
    fn sum_of(&self, keys: &[K]) -> u64 {
        self.get_batch(keys).fold(0, |sum: u64, value| {
            sum.wrapping_add(value.copied().unwrap_or(1))
        })
    }
}

/// Maps whose hash is a parameter, as `std`'s is.
macro_rules! like_std {
    ($($($map:ident)::+<K, u64, S>: $remove:ident;)*) => {$(
        impl<K: Hash + Eq + Clone, S: BuildHasher + Default + Clone> Map<K> for $($map)::+<K, u64, S> {
            #[inline(always)]
            fn new() -> Self {
                Self::default()
            }

            #[inline(always)]
            fn with_capacity(entries: usize) -> Self {
                Self::with_capacity_and_hasher(entries, S::default())
            }

            as_std_has_it! { $remove }
        }
    )*};
}

like_std! {
    std::collections::HashMap<K, u64, S>: remove;
    hashbrown::HashMap<K, u64, S>: remove;
    griddle::HashMap<K, u64, S>: remove;
    IndexMap<K, u64, S>: swap_remove;
}

impl<K: Ord + Clone> Map<K> for BTreeMap<K, u64> {
    #[inline(always)]
    fn new() -> Self {
        BTreeMap::new()
    }

    #[inline(always)]
    fn with_capacity(_entries: usize) -> Self {
        BTreeMap::new()
    }

    as_std_has_it! { remove }
}

/// `intmap`'s map, by the key's bits, as a program would pass `id.0`.
#[derive(Clone)]
pub struct ByBits(IntMap<u64, u64>);

impl<K: FastKey> Map<K> for ByBits {
    #[inline(always)]
    fn new() -> Self {
        ByBits(IntMap::new())
    }

    #[inline(always)]
    fn with_capacity(entries: usize) -> Self {
        ByBits(IntMap::with_capacity(entries))
    }

    #[inline(always)]
    fn insert(&mut self, key: K, value: u64) -> Option<u64> {
        self.0.insert(key.pack() as u64, value)
    }

    #[inline(always)]
    fn get(&self, key: &K) -> Option<u64> {
        self.0.get(key.pack() as u64).copied()
    }

    #[inline(always)]
    fn remove(&mut self, key: &K) -> Option<u64> {
        self.0.remove(key.pack() as u64)
    }

    #[inline(always)]
    fn total(&self) -> u64 {
        sum(self.0.values())
    }
}

/// `enum-map`'s map has a value for every key; here it may be `None`.
impl<K: Enum + Clone> Map<K> for EnumMap<K, Option<u64>>
where
    Self: Clone,
{
    #[inline(always)]
    fn new() -> Self {
        EnumMap::default()
    }

    #[inline(always)]
    fn with_capacity(_entries: usize) -> Self {
        EnumMap::default()
    }

    #[inline(always)]
    fn insert(&mut self, key: K, value: u64) -> Option<u64> {
        self[key].replace(value)
    }

    #[inline(always)]
    fn get(&self, key: &K) -> Option<u64> {
        self[key.clone()]
    }

    #[inline(always)]
    fn remove(&mut self, key: &K) -> Option<u64> {
        self[key.clone()].take()
    }

    #[inline(always)]
    fn total(&self) -> u64 {
        sum(self.values().flatten())
    }
}

impl<K: fixed_map::Key> Map<K> for fixed_map::Map<K, u64>
where
    Self: Clone,
{
    #[inline(always)]
    fn new() -> Self {
        fixed_map::Map::new()
    }

    #[inline(always)]
    fn with_capacity(_entries: usize) -> Self {
        fixed_map::Map::new()
    }

    #[inline(always)]
    fn insert(&mut self, key: K, value: u64) -> Option<u64> {
        self.insert(key, value)
    }

    #[inline(always)]
    fn get(&self, key: &K) -> Option<u64> {
        self.get(*key).copied()
    }

    #[inline(always)]
    fn remove(&mut self, key: &K) -> Option<u64> {
        self.remove(*key)
    }

    #[inline(always)]
    fn total(&self) -> u64 {
        sum(self.values())
    }
}
