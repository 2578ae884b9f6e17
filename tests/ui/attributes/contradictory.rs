//! Wishes that cannot all come true.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias, map = "Users")]
struct UserId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(map = "Groups", set = "Groups")]
struct GroupId(u64);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "fast64")]
#[fast_map(path = "fast128")]
struct RoleId(u64);

fn main() {}
