//! Java's word for a lazy `or_insert_with`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.compute_if_absent(1, || 2);
}
