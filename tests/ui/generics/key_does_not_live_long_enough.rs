//! A map of borrowed keys lives no longer than what they borrow.
//! Fix: keep the text alive as long as the map, or own it in the key: `struct Name(String)`.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Name<'a>(&'a str);

fn main() {
    let mut map: FastMap<Name<'_>, u8> = FastMap::new();
    {
        let text = String::from("a");
        map.insert(Name(&text), 1);
    }
    assert_eq!(map.len(), 1);
}
