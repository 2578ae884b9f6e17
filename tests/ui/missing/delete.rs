//! Go's and JavaScript's word for `remove`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.delete(&1);
}
