//! Structs: newtypes of everything that is a key, several fields, markers, aliases, keys within keys.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::*;
use std::rc::Rc;
use std::sync::Arc;

use map_core::FastMap;

use super::Suit;
use super::numbered::{Numbered, numbered};

macro_rules! newtypes {
    ($($name:ident($ty:ty);)*) => {$(
        #[doc = concat!("A `", stringify!($ty), "` by another name.")]
        #[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
        #[fast_map(bench)]
        pub struct $name(pub $ty);

        numbered! { $name { 0: $ty }; }
    )*};
}

newtypes! {
    U8(u8);
    U16(u16);
    U32(u32);
    U64(u64);
    U128(u128);
    Usize(usize);
    I8(i8);
    I16(i16);
    I32(i32);
    I64(i64);
    I128(i128);
    Isize(isize);
    Bool(bool);
    Char(char);
    Id8(NonZeroU8);
    Id16(NonZeroU16);
    Id32(NonZeroU32);
    Id64(NonZeroU64);
    Id128(NonZeroU128);
    IdSize(NonZeroUsize);
    IdI8(NonZeroI8);
    IdI16(NonZeroI16);
    IdI32(NonZeroI32);
    IdI64(NonZeroI64);
    IdI128(NonZeroI128);
    IdIsize(NonZeroIsize);
    V4(Ipv4Addr);
    V6(Ipv6Addr);
    Ip(IpAddr);
    Uuid([u8; 16]);
    Rgb([u8; 3]);
    Long([u64; 3]);
    Pair((u32, u32));
    Maybe(Option<u32>);
    MaybeId(Option<NonZeroU64>);
    MaybeBool(Option<bool>);
    Unit(());
    Boxed(Box<u32>);
    Name(String);
    BoxedName(Box<str>);
    RcName(Rc<str>);
    ArcName(Arc<str>);
    StaticName(&'static str);
    CowName(Cow<'static, str>);
    Bytes(Vec<u8>);
    BoxedBytes(Box<[u8]>);
    Numbers(Vec<u32>);
    OfDerived(U32);
    OfText(Name);
    Hidden(Text);
}

/// A type alias hides its string from the macro but not from the plan.
pub type Text = String;

/// A type alias hides its width.
pub type Meters = u16;

/// 64 bits with a sign each.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Point {
    /// Across.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// The same of unsigned ones.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Edge(pub u32, pub u32);

/// With padding in memory, and none in its bits.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Packet(pub u8, pub bool, pub u16);

/// As `Packet`, and too wide for 32 bits.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct LongPacket(pub u8, pub bool, pub u16, pub u32);

/// All 128 bits.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Span {
    /// From here.
    pub from: u64,
    /// To there.
    pub to: u64,
}

/// One bit too many.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct TooWide(pub u64, pub bool, pub u64);

/// An alias and another key.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Aliased {
    /// An alias.
    pub height: Meters,
    /// Another key.
    pub at: Point,
}

/// A product of few values.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Switches(pub bool, pub Option<bool>, pub Suit);

/// A number and a string.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Mixed {
    /// The number.
    pub id: u32,
    /// The string.
    pub name: String,
}

/// Keys of every kind within one.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Nested(pub Switches, pub Option<Name>, pub [Packet; 2]);

/// Without fields.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct UnitStruct;

/// Without fields, in braces.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct EmptyBraces {}

/// Without fields, in parentheses.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct EmptyTuple();

/// A marker that is not a key.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Marked(pub u32, pub PhantomData<f64>);

/// More fields than tuples have, packed.
#[rustfmt::skip]
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Wide(
    pub bool, pub bool, pub bool, pub bool, pub bool, pub bool, pub bool,
    pub bool, pub bool, pub bool, pub bool, pub bool, pub bool, pub u8,
);

/// More fields than two levels of tuples have, hashed one by one.
#[rustfmt::skip]
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct WideMixed(
    pub String,
    pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8,
    pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8,
    pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8, pub u8,
);

numbered! {
    Point { x: i32, y: i32 };
    Edge { 0: u32, 1: u32 };
    Packet { 0: u8, 1: bool, 2: u16 };
    LongPacket { 0: u8, 1: bool, 2: u16, 3: u32 };
    Span { from: u64, to: u64 };
    TooWide { 0: u64, 1: bool, 2: u64 };
    Aliased { height: Meters, at: Point };
    Switches { 0: bool, 1: Option<bool>, 2: Suit };
    Mixed { id: u32, name: String };
    Nested { 0: Switches, 1: Option<Name>, 2: [Packet; 2] };
    UnitStruct {};
    EmptyBraces {};
    EmptyTuple {};
    Marked { 0: u32, 1: PhantomData<f64> };
    Wide {
        0: bool, 1: bool, 2: bool, 3: bool, 4: bool, 5: bool, 6: bool,
        7: bool, 8: bool, 9: bool, 10: bool, 11: bool, 12: bool, 13: u8,
    };
}

/// Four of the bytes are enough: more would not fit a number.
#[rustfmt::skip]
impl Numbered for WideMixed {
    const LAST: u128 = <([u8; 4], String)>::LAST;

    fn of(number: u128) -> Self {
        let ([a, b, c, d], name) = <([u8; 4], String)>::of(number);
        WideMixed(name, a, b, 0, 0, 0, 0, 0, 0, 0, 0, c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, d)
    }
}
