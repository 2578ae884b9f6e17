//! The name of the alias is the user's own already.
//! Fix: `#[fast_map(map = "UserIds")]` names the alias otherwise; `#[fast_map(no_alias)]` leaves it out.

use map_core::FastMap;

struct UserIdMap;

#[derive(FastMap, PartialEq, Eq)]
struct UserId(u64);

fn main() {
    let _ = UserIdMap;
}
