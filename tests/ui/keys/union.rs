//! A union does not know what it holds.

use map_core::{FastKey, FastMap};

#[derive(FastMap, Clone, Copy)]
union Word {
    number: u32,
    bytes: [u8; 4],
}

fn is_key<K: FastKey>() {}

fn main() {
    is_key::<Word>();
    let _: WordMap<u32>;
}
