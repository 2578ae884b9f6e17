//! A field that is no key is complained about as without a view.

use map_core::FastMap;

#[derive(PartialEq, Eq)]
struct Method(u8);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
struct Route {
    method: Method,
    path: String,
}

fn main() {}
