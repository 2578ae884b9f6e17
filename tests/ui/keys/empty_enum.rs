//! An enum without variants has no values.

use map_core::{FastKey, FastMap};

#[derive(FastMap, PartialEq, Eq)]
enum Never {}

fn is_key<K: FastKey>() {}

fn main() {
    is_key::<Never>();
}
