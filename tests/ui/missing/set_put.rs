//! Java's word for `insert`.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.put(1);
}
