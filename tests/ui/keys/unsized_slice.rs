//! A map holds its keys, so their size must be known.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Bytes([u8]);

fn main() {
    let _: FastMap<Bytes, u8> = FastMap::new();
}
