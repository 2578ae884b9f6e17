//! An insert may move every value.
//! Fix: copy the value out (`let first = map[&1];`), or look it up again after the insert.

use map_core::FastMap;

fn main() {
    let mut map = FastMap::from([(1u32, 2u64)]);
    let first = &map[&1];
    map.insert(2, 3);
    assert_eq!(*first, 2);
}
