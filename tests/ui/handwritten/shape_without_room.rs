//! A shape says how many bits a key packs into, and no more values than those tell apart.

use map_core::FastKey;
use map_core::private::Shape;

const TOO_WIDE: Shape = Shape::packed(200, None);
const NO_VALUES: Shape = Shape::packed(8, Some(0));
const TOO_MANY: Shape = Shape::packed(8, Some(257));
const UNCOUNTED: Shape = Shape::packed(0, None);

#[derive(PartialEq, Eq)]
struct NeverZero(u8);

impl FastKey for NeverZero {
    const SHAPE: Shape = Shape::packed(8, Some(256)).never_zero();
}

const NO_ROOM_FOR_NONE: Shape = <Option<NeverZero> as FastKey>::SHAPE;

fn main() {}
