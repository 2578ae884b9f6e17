//! JavaScript's word for `contains`.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    if set.has(&1) {}
}
