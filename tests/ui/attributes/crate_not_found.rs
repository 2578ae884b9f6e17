//! There is no such crate.
//! Fix: name where `map_core` is reached: its name in Cargo.toml, as in `#[fast_map(crate = "::map_core")]`.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(crate = "::fast_maps")]
struct UserId(u64);

fn main() {}
