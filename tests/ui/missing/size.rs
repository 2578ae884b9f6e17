//! C++'s, Java's and JavaScript's word for `len`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    assert!(map.size() == 0);
}
