//! That a value does not move is a promise about its address; references are borrowed from the map as ever.
//! Fix: end the first borrow before the map is changed; a place to come back to is the key, or the address.

use map_core::StableMap;

fn main() {
    let mut map: StableMap<u32, u64> = StableMap::from([(1, 10)]);
    let first = &map[&1];
    map.insert(2, 20);
    println!("{first}");
}
