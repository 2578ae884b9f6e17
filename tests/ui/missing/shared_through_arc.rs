//! The methods are looked for behind an `Arc` too.

use std::sync::Arc;

use map_core::sync::SyncMap;

fn main() {
    let map: Arc<SyncMap<u32, u64>> = Arc::new(SyncMap::new());
    map.get_or_insert_with(1, || 2);
}
