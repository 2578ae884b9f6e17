//! How the key ignores the field cannot be known.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
struct Cached(String, u8, #[fast_map(skip)] u32);

fn main() {}
