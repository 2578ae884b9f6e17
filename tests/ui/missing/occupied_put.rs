//! The value of an entry that is there is replaced by `insert`.

use map_core::{Entry, FastMap};

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    if let Entry::Occupied(mut entry) = map.entry(1) {
        entry.put(2);
    }
}
