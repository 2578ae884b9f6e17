//! NaN is not equal to itself, so floats cannot be looked up.

use map_core::{FastKey, FastMap};

#[derive(FastMap, PartialEq)]
struct Price {
    cents: u32,
    rate: f64,
}

fn is_key<K: FastKey>() {}

fn main() {
    is_key::<Price>();
    let _: PriceMap<u32>;
}
