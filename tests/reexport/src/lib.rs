//! A crate that has `map-core` under another name, derives keys with it, and passes it on.

pub use renamed_core as maps;
use renamed_core::FastMap;

/// A key of a crate that calls `map-core` otherwise.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(crate = "::renamed_core")]
pub struct OrderId(pub u64);

/// The same with all that the derive can add.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(crate = "::renamed_core", borrow)]
pub struct Line {
    /// Of a key of this crate.
    pub order: OrderId,
    /// With a promise.
    #[fast_map(max = 999)]
    pub number: u16,
    /// Borrowed in the view.
    pub article: String,
}
