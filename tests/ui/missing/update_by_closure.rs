//! Nor on how many there are, or what.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.update(1, |n| n + 1, 0, "four");
}
