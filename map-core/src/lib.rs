//! `#[derive(FastMap)]` on a key type, and [`FastMap<Key, V>`](struct@FastMap) is the map for exactly that key: its
//! layout, hash and comparison are chosen at compile time.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use map_core::{FastKey, FastMap, FastSet};
//!
//! #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
//! struct UserId(u64);
//!
//! #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
//! enum Level { Info, Warning, Error }
//!
//! let mut logins: FastMap<UserId, u32> = FastMap::new();
//! *logins.entry(UserId(7)).or_default() += 1;
//!
//! let loud = FastSet::from([Level::Warning, Level::Error]);
//! assert!(!loud.contains(&Level::Info));
//!
//! // Each key type says what was chosen for it, and why.
//! println!("{}", UserId::PLAN); // Fast64: the key packs into 64 bits, so it is hashed and compared as ...
//! println!("{}", Level::PLAN); // Direct: 3 possible keys; the key has few values, so each has a slot ...
//! # }
//! ```
//!
//! # Paths
//!
//! | path | keys | how |
//! |---|---|---|
//! | [`Direct`](Path::Direct) | at most 256 values: fieldless enums, `bool`, `u8`, and `Option`s, tuples, structs and enums of such; up to 65,536 on request | an array indexed by the key's ordinal; nothing is hashed |
//! | [`Fast32`](Path::Fast32) | at most 32 bits: `u16`, `u32`, `char`, `Ipv4Addr`, a struct of `u8`, `bool` and `u16` | packed into one integer |
//! | [`Fast64`](Path::Fast64) | at most 64 bits: ids, `(u32, u32)`, enums with payload, small arrays | packed into one integer |
//! | [`Fast128`](Path::Fast128) | at most 128 bits: uuids, `(u64, u64)`, `Ipv6Addr` | packed into one integer |
//! | [`FastStr`](Path::FastStr) | `String`, `&str`, `Box<str>`, `Arc<str>`, `Cow<str>`, byte strings, newtypes of these | a hash for short keys; looked up by `&str` or `&[u8]` |
//! | [`General`](Path::General) | all others, or a key's own `Hash` on request | field by field |
//!
//! Integers, strings, tuples, arrays and the other plain types are keys without a derive. What the derive's attributes
//! do is told [at the macro][macro]; how to choose, and how to come from another map, in the [`guide`].
//!
//! [`PLAN`](FastKey::PLAN) says which path a key took and why, [`FastMap::layout`] what its maps look like in memory; both
//! are constants. [`FastMap::inspect`] says what a map holds and where its bytes are. Where a map does not do what it
//! should, there are [`seven_questions`].
//!
//! # Borrowed lookups
//! A map is searched by its key, by anything that points to it, and by what is [`Equivalent`] to it and hashes alike:
//! `&str` and `&[u8]` for strings and their derived newtypes. For other keys that own memory, `#[fast_map(borrow)]`
//! generates a view, a `RouteKeyRef` for a `RouteKey`, and [`FastMap::entry_ref`] puts a key in only where it is new. A
//! view can also be written by hand. It derives `FastMap` with the key's fields in the key's order, from which follows that
//! it hashes alike, and says when it is equivalent:
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use map_core::{Equivalent, FastMap};
//!
//! #[derive(FastMap, PartialEq, Eq)]
//! struct RouteKey { version: u8, path: String }
//!
//! #[derive(FastMap, PartialEq, Eq)]
//! struct RouteView<'a>(u8, &'a str);
//!
//! impl Equivalent<RouteKey> for RouteView<'_> {
//!     fn equivalent(&self, key: &RouteKey) -> bool {
//!         self.0 == key.version && self.1 == key.path
//!     }
//! }
//!
//! let routes = FastMap::from([(RouteKey { version: 1, path: "/users".to_owned() }, "list")]);
//! assert_eq!(routes.get(&RouteView(1, "/users")), Some(&"list"));
//! # }
//! ```
//!
//! What is equivalent to a key and hashes otherwise could never be found, so asking by it does not compile. An array is an
//! integer to its map, and a slice is not:
//!
//! ```compile_fail
//! # use map_core::FastMap;
//! let names = FastMap::from([([0u8; 16], "nobody")]);
//! let bytes: &[u8] = &[0; 16];
//! names.get(bytes); // "the map cannot be searched by this type: it does not pack or hash like the map's key"
//! ```
//! ```
//! # use map_core::FastMap;
//! # let names = FastMap::from([([0u8; 16], "nobody")]);
//! # let bytes: &[u8] = &[0; 16];
//! let id: &[u8; 16] = bytes.try_into().unwrap();
//! assert_eq!(names.get(id), Some(&"nobody"));
//! ```
//!
//! # Growth
//! Small maps double at once. Large ones double in place, two buckets at every insert, so that no insert moves the
//! whole table; [`FastMap::is_growing`] and [`FastMap::finish_growth`] tell and end it. Removing leaves no tombstones: a
//! map whose size stays the same neither degrades nor grows.
//!
//! # Hostile keys
//! Each map has a seed of its own, random under `std`. Packed and string keys are mixed with it by multiplications. What
//! follows from that:
//! - The seed is a factor of every product, so that no set of keys collides under all seeds. Regular keys (counters,
//!   multiples, addresses, dates, sums of a few bits, texts with a common start) collide about as rarely as random ones.
//! - A map that meets more collisions than chance allows takes a new random seed, at once, which is the one time when an
//!   insert moves a large table. So keys that were crafted against one seed, that of
//!   [`with_seed`](FastMap::with_seed), say, slow a map down for a few dozen inserts and no more. Who knows the seed can
//!   stay just below that: lookups of such keys take a few times as long as others.
//! - It is not proof against an attacker who can see iteration orders, or time lookups at length, and so learn about the
//!   seed. Where that matters, `#[fast_map(hash = "siphash")]` hashes as the standard library does.
//! - A `Hash` of the key's own that gives many keys the same value gives them the same bucket under every seed. Each
//!   lookup then compares all of them.
//! - Without `std` there is no source of randomness, and seeds can be guessed.
//!
//! # Features
//! - `std` (default): random seeds; on Linux, memory that grows by remapping pages.
//! - `derive` (default): `#[derive(FastMap)]`.
//! - `serde`: maps, sets and what [`inspect`] sees as data; `serde_pairs` for keys that JSON cannot use as object keys.
//! - `siphash`: `#[fast_map(hash = "siphash")]`, for keys that may be hostile.
//! - `bench`: benchmarks for your own key types, beside other maps; see the module `bench`. For dev-dependencies.
//! - `trace`: what a map does as events of the `tracing` crate; see the module `trace`. It needs `std` and turns it on.
//! - `rayon`: parallel iterators, and what collects them; see the module `rayon`. It needs `std` and turns it on.
//! - `pool`: maps that are reused with their memory; see the module `pool`. It needs `std` and turns it on.
//! - `sync`: maps that threads share; see the module `sync`. It needs `std` and turns it on.
//!
//! Features only ever add. Without `std` the crate needs `core` and `alloc`, and an allocator. Seeds then come from the
//! addresses of the stack and of a static, and a counter: they tell maps apart, so that copying one into another stays
//! linear, but whoever knows the program may guess them. Where keys may be hostile, draw a seed from the device's source
//! of randomness and pass it to [`FastMap::with_seed`].
//!
#![cfg_attr(feature = "derive", doc = "[macro]: derive@FastMap")]
#![cfg_attr(
    not(feature = "derive"),
    doc = "[macro]: https://docs.rs/map-derive/latest/map_derive/derive.FastMap.html"
)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;
#[cfg(test)]
extern crate std;

#[cfg(feature = "bench")]
pub mod bench;
mod engine;
mod error;
#[doc = include_str!("../docs/guide.md")]
pub mod guide {}
#[doc = include_str!("../docs/seven_questions.md")]
pub mod seven_questions {}
mod hash;
pub mod inspect;
mod key;
mod keyed;
mod keys;
mod map;
mod missing;
#[cfg(any(feature = "pool", feature = "sync"))]
mod panics;
mod path;
#[cfg(feature = "pool")]
pub mod pool;
#[doc(hidden)]
pub mod private;
#[cfg(feature = "rayon")]
pub mod rayon;
pub mod sample;
#[cfg(feature = "serde")]
mod serde;
mod set;
mod shape;
pub mod stable;
#[cfg(feature = "sync")]
pub mod sync;
pub mod testing;
#[cfg(feature = "trace")]
pub mod trace;
#[cfg(not(feature = "trace"))]
#[path = "trace/off.rs"]
mod trace;
mod wording;

pub use engine::TryReserveError;
pub use equivalent::Equivalent;
pub use error::KeyError;
pub use key::FastKey;
pub use map::{
    Drain, Entry, EntryRef, ExtractIf, FastMap, Generation, GetBatch, IntoIter, IntoKeys,
    IntoValues, Iter, IterFromRandom, IterMut, IterSorted, Keys, Layout, OccupiedEntry,
    OccupiedError, VacantEntry, VacantEntryRef, Values, ValuesMut,
};
#[cfg(feature = "derive")]
pub use map_derive::FastMap;
pub use path::{Path, Plan};
pub use sample::Sample;
#[cfg(feature = "serde")]
pub use serde::pairs as serde_pairs;
pub use set::{
    Difference, FastSet, Intersection, SetDrain, SetExtractIf, SetIntoIter, SetIter,
    SymmetricDifference, Union,
};
pub use stable::StableMap;
