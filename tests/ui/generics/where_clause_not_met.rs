//! The key's own bounds are kept.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Wrapped<T>(T)
where
    T: Copy;

fn main() {
    let _: WrappedMap<String, u8> = FastMap::new();
}
