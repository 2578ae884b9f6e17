//! The map's word.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    if set.contains_key(&1) {}
}
