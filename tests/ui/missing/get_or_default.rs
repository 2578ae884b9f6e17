//! Java's and C#'s word; Rust has one for reading and one for inserting.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<u32, u64> = FastMap::new();
    let _n = map.get_or_default(&1);
}
