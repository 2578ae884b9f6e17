//! A view, and no view; and names that are none.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow, no_borrow)]
struct Route {
    method: u8,
    path: String,
}

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow = "route ref")]
struct Page {
    number: u8,
    path: String,
}

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow(Ref))]
struct Part {
    number: u8,
    path: String,
}

fn main() {}
