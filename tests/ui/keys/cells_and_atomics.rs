//! Each is named with what to store instead.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use map_core::FastMap;

#[derive(FastMap)]
struct Shared {
    count: AtomicU32,
    names: Arc<RefCell<Vec<u8>>>,
    flag: std::cell::Cell<bool>,
}

fn main() {}
