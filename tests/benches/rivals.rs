//! Maps of a few shapes of keys, one or two a path, beside other maps. `cargo bench -p tests --bench rivals` takes some
//! minutes; `-- --help` after it tells what else there is. All other shapes are in `shapes.rs`.

use tests::shapes::{Edge, Id, LongPacket, Mixed, Name, Span, Suit, U8, U32, U64};

map_core::bench::main! {
    Suit,
    U8,
    U32,
    U64,
    Edge,
    LongPacket,
    Id,
    Span,
    Name,
    Mixed,
}
