//! Go's word for visiting all, and that of maps in order.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    for _ in map.range(1..3) {}
}
