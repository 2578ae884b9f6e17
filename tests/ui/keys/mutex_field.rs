//! A lock is there to change what it holds.

use std::sync::Mutex;

use map_core::FastMap;

#[derive(FastMap)]
struct Shared {
    id: u32,
    state: Mutex<u8>,
}

fn main() {}
