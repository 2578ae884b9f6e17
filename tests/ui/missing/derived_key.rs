//! The message names the map as its author does.

use map_core::FastMap;

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct UserId(u64);

fn main() {
    let mut logins: UserIdMap<u32> = FastMap::new();
    logins.update(UserId(7), 1);
}
