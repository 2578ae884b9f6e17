//! A sampler by hand, and one by the attribute.
//! Fix: remove one of them.

use map_core::FastMap;
use map_core::sample::{Random, Sample};

#[derive(FastMap, Clone, PartialEq, Eq)]
#[fast_map(bench)]
struct UserId(u64);

impl Sample for UserId {
    fn sample(random: &mut Random) -> UserId {
        UserId(random.word() >> 32)
    }
}

fn main() {}
