//! Java's word for a change through `get_mut`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.compute_if_present(1, |n| n + 1);
}
