//! `#[derive(FastMap)]` on a key type, and [`FastMap<Key, V>`] is the map for exactly that key.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod hash;
mod key;
mod keys;
mod path;
#[doc(hidden)]
pub mod private;
mod shape;

pub use equivalent::Equivalent;
pub use key::FastKey;
#[cfg(feature = "derive")]
pub use map_derive::FastMap;
pub use path::{Path, Plan};

/// Placeholder until the engine lands.
pub struct FastMap<K, V>(core::marker::PhantomData<(K, V)>);
/// Placeholder until the engine lands.
pub struct FastSet<K>(core::marker::PhantomData<K>);
