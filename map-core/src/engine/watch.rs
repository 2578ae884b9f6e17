//! What the engine tells watchers: each assign, each read, each step of growth. Every write passes one of the calls here,
//! so no way to write is forgotten. Without the feature `trace` they are empty, and so are the types that they take.

#[cfg(not(feature = "trace"))]
#[path = "watch/off.rs"]
mod switch;
#[cfg(feature = "trace")]
#[path = "watch/on.rs"]
mod switch;

pub(super) use switch::{History, hears_reads, insert, overwrite, read, read_found};
pub(crate) use switch::{clear, hears_assigns, steps};
