//! Which of them?

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Percent(#[fast_map(max = 100, max = 101)] u8);

fn main() {}
