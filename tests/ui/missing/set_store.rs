//! Go's word.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.store(1);
}
