//! A word of maps in other languages.

use map_core::FastSet;

fn main() {
    let mut set: FastSet<u32> = FastSet::new();
    set.set(1);
}
