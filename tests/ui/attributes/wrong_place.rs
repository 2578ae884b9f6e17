//! The attribute is the type's.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
enum Id {
    #[fast_map(path = "direct")]
    User(#[fast_map(no_alias)] u32),
    Root,
}

fn main() {}
