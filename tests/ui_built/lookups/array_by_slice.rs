//! A map of arrays is searched by a slice, which hashes otherwise: known only once the method is compiled.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<[u8; 16], u32> = FastMap::new();
    let bytes: &[u8] = &[0; 16];
    map.remove(bytes);
}
