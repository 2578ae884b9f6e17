//! The path is checked where the parameters are known.

use map_core::{FastMap, Layout};

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "fast32")]
struct Block<const N: usize>([u8; N]);

const _: Layout = FastMap::<Block<8>, u8>::layout();

fn main() {}
