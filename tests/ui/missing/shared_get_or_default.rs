//! A lookup with a default.

use map_core::sync::ShardedMap;

fn main() {
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.get_or_default(1);
}
