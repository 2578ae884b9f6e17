//! The number of slots is known where the array's length is.

use map_core::{FastMap, Layout};

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(path = "direct")]
struct Flags<const N: usize>([bool; N]);

const _: Layout = FastMap::<Flags<20>, u8>::layout();

fn main() {}
