//! Two entries of one map, each of which may change it.
//! Fix: end with one entry before asking for the other; to hold two values: `map.get_disjoint_mut([&1, &2])`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    let first = map.entry(1);
    let second = map.entry(2);
    *first.or_insert(1) += *second.or_insert(2);
}
