//! `#[derive(FastMap)]` on a key type, and [`FastMap<Key, V>`] is the map for exactly that key.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod engine;
mod hash;
mod key;
mod keys;
mod map;
mod missing;
mod path;
#[doc(hidden)]
pub mod private;
#[cfg(feature = "serde")]
mod serde;
mod set;
mod shape;

pub use engine::TryReserveError;
pub use equivalent::Equivalent;
pub use key::FastKey;
pub use map::{
    Drain, Entry, ExtractIf, FastMap, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Layout,
    OccupiedEntry, OccupiedError, VacantEntry, Values, ValuesMut,
};
#[cfg(feature = "derive")]
pub use map_derive::FastMap;
pub use path::{Path, Plan};
#[cfg(feature = "serde")]
pub use serde::pairs as serde_pairs;
pub use set::{
    Difference, FastSet, Intersection, SetDrain, SetExtractIf, SetIntoIter, SetIter,
    SymmetricDifference, Union,
};
