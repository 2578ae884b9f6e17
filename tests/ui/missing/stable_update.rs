//! What maps do not have, a map whose values never move does not have either.

use map_core::{FastMap, StableMap};

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(stable)]
struct UserId(u64);

fn main() {
    let mut map: StableMap<u32, u64> = StableMap::new();
    map.update(1, 2);
    let mut users: UserIdMap<u64> = StableMap::new();
    users.delete(&UserId(1));
}
