//! Keys and values that make room for other threads just where a map is in the middle of something.

use std::hash::{Hash, Hasher};

use map_core::FastMap;

use super::chance::pause;

/// A number whose clones and comparisons sometimes take long, so that other threads come in between.
#[derive(Debug)]
pub struct Slow(pub u64);

impl Clone for Slow {
    fn clone(&self) -> Slow {
        pause();
        Slow(self.0)
    }
}

impl PartialEq for Slow {
    fn eq(&self, other: &Slow) -> bool {
        pause();
        self.0 == other.0
    }
}

/// A key that sometimes takes long to hash and to compare, which maps do under their locks too.
#[derive(FastMap, Clone, Copy, Debug)]
#[fast_map(path = "general", no_alias)]
pub struct SlowKey(pub u64);

impl Hash for SlowKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        pause();
        self.0.hash(state);
    }
}

impl PartialEq for SlowKey {
    fn eq(&self, other: &SlowKey) -> bool {
        pause();
        self.0 == other.0
    }
}

impl Eq for SlowKey {}
