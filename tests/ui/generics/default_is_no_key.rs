//! What a parameter is by default is no key.

use map_core::FastMap;

#[derive(PartialEq, Eq)]
struct Meters;

#[derive(FastMap, PartialEq, Eq)]
struct Distance<T = Meters>(u32, T);

fn main() {
    let _: DistanceMap<Meters, u8> = FastMap::with_capacity(1);
}
