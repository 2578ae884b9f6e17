//! The word of scc; here it is `alter`.

use map_core::sync::ShardedMap;

fn main() {
    let map: ShardedMap<u32, u64> = ShardedMap::new();
    map.upsert(1, 2);
}
