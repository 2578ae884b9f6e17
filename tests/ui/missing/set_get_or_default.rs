//! Sets have no values, so nothing of theirs has a default.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.get_or_default(1);
}
