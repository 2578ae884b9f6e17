//! Only the compiler knows what the alias stands for.

use map_core::FastMap;

type Level = u8;

#[derive(FastMap, PartialEq, Eq)]
struct Shade {
    #[fast_map(max = 300)]
    level: Level,
}

fn main() {}
