//! Nor may a loop take entries out of what it stands on.
//! Fix: `map.retain(|key, value| ...)`, or `map.extract_if(...)` to have what is taken out.

use map_core::FastMap;

fn main() {
    let mut map = FastMap::from([(1u32, 2u64)]);
    for (key, value) in map.iter() {
        if *value == 2 {
            map.remove(key);
        }
    }
}
