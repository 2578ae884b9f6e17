//! A key type that is not on the list, because its hash is bad on purpose.

use std::hash::{Hash, Hasher};

use map_core::{FastMap, Path};

use super::{Numbered, Shape};

/// Keys in groups of 64 whose hashes are alike, so that buckets overflow, and maps look for a seed that helps and find
/// none.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "general", no_alias)]
pub struct Alike(u16);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0 / 64).hash(state);
    }
}

impl Numbered for Alike {
    const LAST: u128 = 1023;

    fn of(number: u128) -> Self {
        Alike(number as u16)
    }
}

impl Shape for Alike {
    const NAME: &'static str = "alike";
    const PATH: Path = Path::General;
    const BITS: u32 = 0;
    const CARDINALITY: Option<u64> = None;
}
