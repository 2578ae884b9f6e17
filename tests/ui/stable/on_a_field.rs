//! The values stay where they are, whichever the field.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct UserId(#[fast_map(stable)] u64);

fn main() {}
