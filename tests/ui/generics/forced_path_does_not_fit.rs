//! The path is checked at the first map of such a key.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "fast32")]
struct Block<const N: usize>([u8; N]);

fn main() {
    let mut map: FastMap<Block<8>, u8> = FastMap::new();
    map.insert(Block([0; 8]), 1);
}
