//! Java's word.

use map_core::sync::ShardedMap;

fn main() {
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.put(1, 2);
}
