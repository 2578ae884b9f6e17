//! A field of a key type that has no sampler, and one of a type that is no key.

use map_core::FastMap;

#[derive(FastMap, Clone, PartialEq, Eq)]
struct UserId(u64);

#[derive(FastMap, Clone, PartialEq, Eq)]
#[fast_map(bench)]
struct Session {
    user: UserId,
    number: u32,
}

#[derive(FastMap, Clone, PartialEq, Eq, Hash)]
#[fast_map(path = "general", bench)]
struct File(std::path::PathBuf);

fn main() {}
