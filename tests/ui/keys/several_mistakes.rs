//! All mistakes in a type are reported together, and nothing else is.

use std::sync::Mutex;

use map_core::{FastKey, FastMap};

#[derive(FastMap)]
#[fast_map(pth = "direct", path = "fsat64", map = 3)]
struct Everything<'a> {
    price: f64,
    slot: &'a mut u32,
    #[fast_map(skip)]
    lock: Mutex<u8>,
    fine: u32,
}

fn is_key<K: FastKey>() {}

fn main() {
    is_key::<Everything<'static>>();
    let _: EverythingMap<'static, u32>;
}
