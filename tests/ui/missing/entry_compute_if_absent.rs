//! Java's word for `or_insert_with`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.entry(1).compute_if_absent(|| 2);
}
