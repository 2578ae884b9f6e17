//! JavaScript's word for `remove`.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.delete(&1);
}
