//! A key with a borrowed view of it.

use map_core::FastMap;

/// What is done.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Read.
    Get,
    /// Written.
    Post,
}

/// What it is done to.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(borrow)]
pub struct RouteKey {
    /// The number that is copied.
    pub method: Method,
    /// The text that is borrowed.
    pub path: String,
}
