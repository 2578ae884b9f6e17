//! A key that was inserted is the map's.
//! Fix: `map.insert(name.clone(), 1)`, or use the key first; `map.entry(name)` gives it back by `key()`.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<String, u64> = FastMap::new();
    let name = String::from("a");
    map.insert(name, 1);
    println!("{name}");
}
