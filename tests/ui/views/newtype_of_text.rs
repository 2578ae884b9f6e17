//! Their maps are searched by `&str` and `&[u8]` without a view.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
struct Name(String);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow = "DigestView")]
struct Digest {
    bytes: Vec<u8>,
}

fn main() {}
