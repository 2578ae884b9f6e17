//! A map of `Rc` keys stays on its thread.
//! Fix: `Arc<str>` in place of `Rc<str>` in the key.

use map_core::FastMap;

use std::rc::Rc;
use std::thread;

#[derive(FastMap, PartialEq, Eq)]
struct Name(Rc<str>);

fn main() {
    let map: FastMap<Name, u8> = FastMap::new();
    thread::spawn(move || map.len());
}
