//! The word of Go's `sync.Map`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    map.store(1, 2);
}
