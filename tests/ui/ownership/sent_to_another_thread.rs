//! A map is as `Send` as its keys and values are.
//! Fix: keys of `Arc<str>` instead of `Rc<str>`.

use std::rc::Rc;
use std::thread;

use map_core::FastMap;

fn main() {
    let map: FastMap<Rc<str>, u64> = FastMap::new();
    thread::spawn(move || drop(map));
}
