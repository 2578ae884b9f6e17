//! Benchmarks for your own key types, beside the maps that you could use instead.
//!
//! With `#[fast_map(bench)]` on the keys and this crate's feature `bench`, a benchmark is two lines, in
//! `benches/maps.rs`:
//!
//! ```no_run
//! # #[cfg(feature = "derive")] mod keys {
//! # use map_core::FastMap;
//! # #[derive(FastMap, Clone, PartialEq, Eq, Hash)] #[fast_map(bench)] pub struct UserId(u64);
//! # #[derive(FastMap, Clone, PartialEq, Eq, Hash)] #[fast_map(bench)] pub struct Route { host: u32, path: String }
//! # }
//! # #[cfg(feature = "derive")] use keys::*;
//! # #[cfg(not(feature = "derive"))] type UserId = u64;
//! # #[cfg(not(feature = "derive"))] type Route = String;
//! // use my_crate::{UserId, Route};
//! map_core::bench::main!(UserId, Route);
//! ```
//!
//! and in `Cargo.toml`:
//!
//! ```toml
//! [dev-dependencies]
//! map-core = { version = "0.1", features = ["bench"] }
//!
//! [[bench]]
//! name = "maps"
//! harness = false
//! ```
//!
//! `cargo bench` then prints a table a key type and size, and writes a page with charts and the figures as JSON;
//! `cargo bench -- --help` tells what else there is. The [guide](crate::guide#benchmarks-for-your-key) says how to read
//! the figures, and how they come about.

mod args;
mod chart;
mod key;
mod map;
mod memory;
mod operations;
mod page;
mod report;
#[doc(hidden)]
pub mod rivals;
mod rounds;
mod statistics;
mod suite;
mod table;
mod workload;

#[doc(hidden)]
pub use key::Benchmark;
#[doc(hidden)]
pub use suite::Suite;

#[doc(inline)]
pub use crate::__bench_main as main;
#[doc(hidden)]
pub use crate::__bench_suite as suite;

/// Expands to the whole of a benchmark: a `main` that measures maps of these key types.
///
/// Each must be `Clone` and [`Sample`](crate::Sample). What else it implements decides on the rivals: `Hash` for all hash maps,
/// `Ord` for `BTreeMap`, `enum_map::Enum` for enum-map, `fixed_map::Key` for fixed-map.
#[doc(hidden)]
#[macro_export]
macro_rules! __bench_main {
    ($($key:ty),+ $(,)?) => {
        fn main() -> ::std::process::ExitCode {
            $crate::bench::suite!($(::core::stringify!($key) => $key),+).main()
        }
    };
}

/// Key types under names, as a [`Suite`].
#[doc(hidden)]
#[macro_export]
macro_rules! __bench_suite {
    ($($name:expr => $key:ty),+ $(,)?) => {
        $crate::bench::Suite::new(
            ::core::module_path!(),
            ::core::option_env!("CARGO_TARGET_TMPDIR"),
            [$($crate::bench::Benchmark::new($name, $crate::__bench_rivals!($key))),+],
        )
    };
}
