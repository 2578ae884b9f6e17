//! The word of Java and JavaScript.

use map_core::sync::ShardedMap;

fn main() {
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.size();
}
