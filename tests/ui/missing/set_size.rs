//! Java's and JavaScript's word for `len`.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.size();
}
