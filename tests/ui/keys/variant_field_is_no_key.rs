//! The same in an enum, where two variants share the type.

use map_core::FastMap;

#[derive(PartialEq, Eq)]
struct Colour(u8, u8, u8);

#[derive(FastMap, PartialEq, Eq)]
enum Paint {
    Plain(Colour),
    Mixed { first: Colour, parts: u8 },
    Last(Colour),
    Nothing,
}

fn main() {}
