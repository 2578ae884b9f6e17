//! Watching maps work, by events of the crate [`tracing`]; feature `trace`.
//!
//! | target | level | what |
//! |---|---|---|
//! | [`ASSIGN`] | `DEBUG` | a key is about to be put in, or its value to be overwritten, by whichever method; see [`Assign`] for the fields |
//! | [`GROWTH`] | `DEBUG` | a step of growth, a shrink or a clear; see [`Growth`] for the fields |
//! | [`READ`] | `TRACE` | a key was looked up: `found`, `key_type`, `key`, `path`, `bucket`, and where it was found `probes` and `value` |
//!
//! Each assign is one event, sent before the slot is written and before the length counts it. What a value reached
//! through a reference is changed to, by `get_mut`, an occupied entry or `iter_mut`, no map can see: the lookup is a read.
//! `len`, iteration and removal send nothing. [`retain`](crate::FastMap::retain) and its like are no assigns, a clone is
//! none of its entries', and the first memory is no growth.
//!
//! Any subscriber will do. Ready for use are:
//! - [`on_assign`]: a layer that calls a closure at each assign;
//! - [`Recorder`]: for tests, what was assigned, to assert on;
//! - [`GrowthLines`]: a layer that writes a line for each growth, and [`init_from_env`], which turns it on in a program that
//!   is run with `FASTMAP_TRACE=1`.
//!
//! A subscriber that panics, panics in the method that sent the event; the map is valid then, and what was to be assigned
//! is not. What a subscriber itself does with maps sends no events.
//!
//! Keys are written as numbers, strings and their fields, so that they need not be `Debug`: `UserId(7)` is `7`,
//! `Cell { x: 1, y: 2 }` is `(1, 2)`, and of an enum's variants the third is `#2`. A key with a `Hash` of its own
//! (`#[fast_map(path = "general")]`) shows nothing but 128 bits of hash.
//!
//! # What it costs
//! Without the feature none of this is compiled. With it, and no subscriber that asks for the level, an assign or a read
//! asks once: it loads a number that all threads share and takes a branch that is always predicted. That is four
//! instructions, or five: of an insert into a small map a sixteenth, of a lookup there of an integer a sixth, of one of a
//! string a sixteenth.
//!
//! Where it is too much the program says at compile time how much it ever listens to, by a feature of `tracing`: with
//! `release_max_level_debug` reads ask nothing, with `release_max_level_info` assigns do not either, and what asks nothing
//! is compiled to what it is without the feature `trace`. With `lto = "fat"` a program that has no subscriber at all pays
//! nothing either: nobody ever writes the number, and the compiler sees that.
//!
//! ```toml
//! tracing = { version = "0.1", features = ["release_max_level_debug"] }
//! ```

mod event;
mod growth;
mod hook;
mod recorder;
mod step;
mod tell;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;

pub use event::{Assign, Growth, Operation};
pub use growth::{GrowthLines, init_from_env};
pub use hook::{OnAssign, on_assign};
pub use recorder::Recorder;
#[cfg(feature = "sync")]
pub(crate) use tell::make_room;
pub(crate) use tell::{
    asked, clear, found, get, get_mut, hears_reads, hears_writes, insert, overwrite, steps,
};

/// The target of assigns.
pub const ASSIGN: &str = "map_core::assign";

/// The target of growth, shrinking and clearing.
pub const GROWTH: &str = "map_core::growth";

/// The target of reads.
pub const READ: &str = "map_core::read";

/// Hears one target, so that the others cost nothing more than if nobody listened. A hint of the layer's own would quieten
/// the layers beside it.
fn only(target: &'static str) -> Targets {
    Targets::new().with_target(target, LevelFilter::DEBUG)
}
