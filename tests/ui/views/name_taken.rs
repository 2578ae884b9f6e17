//! The view's usual name is the user's own already.
//! Fix: `#[fast_map(borrow = "RouteView")]` names the view otherwise.

use map_core::FastMap;

struct RouteRef(u8);

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
struct Route {
    version: u8,
    path: String,
}

fn main() {
    let _ = RouteRef(1);
}
