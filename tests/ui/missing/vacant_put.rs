//! A value is put where none is by `insert`.

use map_core::{Entry, FastMap};

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    if let Entry::Vacant(entry) = map.entry(1) {
        entry.put(2);
    }
}
