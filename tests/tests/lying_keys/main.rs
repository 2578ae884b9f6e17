//! Keys that lie: a handwritten [`FastKey`](map_core::FastKey) whose every answer may be any number or a panic, with an
//! `Eq`, `Clone`, `From` and `Equivalent` that are no better, in every kind of map. Such a map may lose and repeat keys,
//! and panic. But it has as many entries as it says, every one is dropped once, and every walk ends.

mod liar;
mod maps;
mod shared;
mod subtypes;
