//! Entries by a borrowed key have the same words.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<String, u64> = FastMap::new();
    map.entry_ref("key").update(|n| n + 1);
}
