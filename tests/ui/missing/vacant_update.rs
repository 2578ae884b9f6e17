//! An entry that is not there has nothing to change.

use map_core::{Entry, FastMap};

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    if let Entry::Vacant(mut entry) = map.entry(1) {
        entry.update(2);
    }
}
