//! What the cases beside it should have been. That one program here compiles makes the harness build them all, and not
//! only check them.

use map_core::FastMap;

fn main() {
    let mut map: FastMap<[u8; 16], u32> = FastMap::new();
    let bytes: &[u8] = &[0; 16];
    let id: [u8; 16] = bytes.try_into().expect("16 bytes");
    map.remove(&id);
}
