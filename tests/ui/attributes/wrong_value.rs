//! Values of the wrong kind, or missing.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = direct, map, set = "not a name", no_alias = true, crate = "1")]
struct UserId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map]
struct GroupId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path: "direct")]
struct RoleId(u64);

fn main() {}
