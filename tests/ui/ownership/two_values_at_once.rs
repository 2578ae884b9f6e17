//! Two mutable references into one map.
//! Fix: `let [a, b] = map.get_disjoint_mut([&1, &2]);`

use map_core::FastMap;

fn main() {
    let mut map = FastMap::from([(1u32, 2u64), (2, 3)]);
    let a = map.get_mut(&1);
    let b = map.get_mut(&2);
    assert!(a < b);
}
