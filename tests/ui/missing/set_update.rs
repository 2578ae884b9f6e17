//! Python's word for `extend`.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.update([1, 2]);
}
