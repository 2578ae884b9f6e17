//! An entry that is there is taken out by `remove`.

use map_core::{Entry, FastMap};

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    if let Entry::Occupied(entry) = map.entry(1) {
        entry.delete();
    }
}
