//! A generic key of what is none.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Pair<A, B>(A, B);

#[derive(PartialEq, Eq)]
struct Colour(u8);

fn main() {
    let mut map = FastMap::new();
    map.insert(Pair(1u8, Colour(2)), 3);
}
