//! A field whose type is no key, alone and inside another.

use map_core::{FastKey, FastMap};

#[derive(PartialEq, Eq)]
struct Colour(u8, u8, u8);

#[derive(FastMap, PartialEq, Eq)]
struct Pixel {
    x: u32,
    colour: Colour,
    before: Option<Colour>,
}

fn is_key<K: FastKey>() {}

fn main() {
    is_key::<Pixel>();
    let _: PixelMap<u32>;
}
