//! The key types that the tests run over, each with the plan it must get: [`for_each_shape!`](crate::for_each_shape).
//!
//! There is one list, so that a new shape is tested, measured and documented by adding a row.

mod alike;
mod enums;
mod generics;
pub mod numbered;
mod structs;

use std::borrow::Cow;
use std::fmt::Debug;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::rc::Rc;
use std::sync::Arc;

use map_core::{FastKey, Path};

pub use alike::Alike;
pub use enums::*;
pub use generics::*;
pub use numbered::{Numbered, confusable, samples};
pub use structs::*;

/// A key type of the list.
pub trait Shape: FastKey + Numbered + Clone + Hash + Debug + 'static {
    /// Its name in the list.
    const NAME: &'static str;
    /// The path it must get.
    const PATH: Path;
    /// The bits that it packs into; 0 for keys that do not pack.
    const BITS: u32;
    /// How many values it has, where they can be counted in 64 bits.
    const CARDINALITY: Option<u64>;
}

/// Calls `$callback!` with all rows `name: Type = Path bits cardinality;`. Callers need the types in scope: `use
/// tests::shapes::*` and those of the standard library that the rows name.
#[macro_export]
macro_rules! for_each_shape {
    ($callback:ident) => {
        $callback! {
            // Newtypes.
            u8_newtype: U8 = Direct 8 Some(256);
            u16_newtype: U16 = Fast32 16 Some(1 << 16);
            u32_newtype: U32 = Fast32 32 Some(1 << 32);
            u64_newtype: U64 = Fast64 64 None;
            u128_newtype: U128 = Fast128 128 None;
            usize_newtype: Usize = Fast64 64 None;
            i8_newtype: I8 = Direct 8 Some(256);
            i16_newtype: I16 = Fast32 16 Some(1 << 16);
            i32_newtype: I32 = Fast32 32 Some(1 << 32);
            i64_newtype: I64 = Fast64 64 None;
            i128_newtype: I128 = Fast128 128 None;
            isize_newtype: Isize = Fast64 64 None;
            bool_newtype: Bool = Direct 1 Some(2);
            char_newtype: Char = Fast32 21 Some(0x11_0000);
            non_zero_u8: Id8 = Direct 8 Some(255);
            non_zero_u16: Id16 = Fast32 16 Some(65_535);
            non_zero_u32: Id32 = Fast32 32 Some((1 << 32) - 1);
            non_zero_u64: Id64 = Fast64 64 Some(u64::MAX);
            non_zero_u128: Id128 = Fast128 128 None;
            non_zero_usize: IdSize = Fast64 64 Some(u64::MAX);
            non_zero_i8: IdI8 = Direct 8 Some(255);
            non_zero_i16: IdI16 = Fast32 16 Some(65_535);
            non_zero_i32: IdI32 = Fast32 32 Some((1 << 32) - 1);
            non_zero_i64: IdI64 = Fast64 64 Some(u64::MAX);
            non_zero_i128: IdI128 = Fast128 128 None;
            non_zero_isize: IdIsize = Fast64 64 Some(u64::MAX);
            ipv4_newtype: V4 = Fast32 32 Some(1 << 32);
            ipv6_newtype: V6 = Fast128 128 None;
            ip_newtype: Ip = General 0 None;
            uuid: Uuid = Fast128 128 None;
            rgb: Rgb = Fast32 24 Some(1 << 24);
            long_array: Long = General 0 None;
            tuple_newtype: Pair = Fast64 64 None;
            option: Maybe = Fast64 33 Some((1 << 32) + 1);
            option_of_non_zero: MaybeId = Fast64 64 None;
            option_of_bool: MaybeBool = Direct 2 Some(3);
            unit_newtype: Unit = Direct 0 Some(1);
            boxed: Boxed = Fast32 32 Some(1 << 32);
            derived_in_derived: OfDerived = Fast32 32 Some(1 << 32);

            // Strings and byte strings.
            string_newtype: Name = FastStr 0 None;
            box_str: BoxedName = FastStr 0 None;
            rc_str: RcName = FastStr 0 None;
            arc_str: ArcName = FastStr 0 None;
            static_str: StaticName = FastStr 0 None;
            cow_str: CowName = FastStr 0 None;
            byte_vec: Bytes = FastStr 0 None;
            boxed_bytes: BoxedBytes = FastStr 0 None;
            text_in_derived: OfText = FastStr 0 None;
            text_behind_alias: Hidden = FastStr 0 None;
            number_vec: Numbers = General 0 None;

            // Structs.
            point: Point = Fast64 64 None;
            edge: Edge = Fast64 64 None;
            packet: Packet = Fast32 25 Some(1 << 25);
            long_packet: LongPacket = Fast64 57 Some(1 << 57);
            span: Span = Fast128 128 None;
            too_wide: TooWide = General 0 None;
            aliased: Aliased = Fast128 80 None;
            switches: Switches = Direct 5 Some(24);
            mixed: Mixed = General 0 None;
            nested: Nested = General 0 None;
            unit_struct: UnitStruct = Direct 0 Some(1);
            empty_braces: EmptyBraces = Direct 0 Some(1);
            empty_tuple: EmptyTuple = Direct 0 Some(1);
            marked: Marked = Fast32 32 Some(1 << 32);
            wide: Wide = Fast32 21 Some(1 << 21);
            wide_mixed: WideMixed = General 0 None;

            // Enums.
            suit: Suit = Direct 2 Some(4);
            discriminants: Discriminants = Direct 2 Some(4);
            single: Single = Direct 0 Some(1);
            brackets: Brackets = Direct 2 Some(3);
            many: Many = Fast32 9 Some(300);
            id: Id = Fast64 34 Some((1 << 33) + 1);
            finite: Finite = Direct 4 Some(10);
            token: Token = General 0 None;
            wrapper: Wrapper = Fast32 24 Some(1 << 24);
            name_only: NameOnly = FastStr 0 None;

            // Parameters.
            tagged: Tagged<u8> = Fast64 64 None;
            two: Two<u8> = Fast32 16 Some(1 << 16);
            two_mixed: Two<u8, &'static str> = General 0 None;
            short_block: Block<8> = Fast64 64 None;
            long_block: Block<20> = General 0 None;
            borrowed: Borrowed<'static> = FastStr 0 None;
            everything: Everything<'static, 'static, u8, 2> = General 0 None;
            either: Either<u32, u32> = Fast64 34 Some((1 << 33) + 1);
            labelled: Labelled<u8> = FastStr 0 None;
            unbounded: Unbounded<Nothing> = Fast32 16 Some(1 << 16);

            // Paths that the key's author named.
            port: Port = Direct 16 Some(1 << 16);
            roomy: Roomy = Fast64 16 Some(1 << 16);
            own: Own<Ipv4Addr> = General 0 None;
            foreign: Foreign = General 0 None;
            route: Route = FastStr 0 None;

            // Plain types.
            plain_u8: u8 = Direct 8 Some(256);
            plain_i16: i16 = Fast32 16 Some(1 << 16);
            plain_u32: u32 = Fast32 32 Some(1 << 32);
            plain_u64: u64 = Fast64 64 None;
            plain_i128: i128 = Fast128 128 None;
            plain_bool: bool = Direct 1 Some(2);
            plain_char: char = Fast32 21 Some(0x11_0000);
            plain_unit: () = Direct 0 Some(1);
            plain_non_zero: NonZeroU64 = Fast64 64 Some(u64::MAX);
            plain_option: Option<bool> = Direct 2 Some(3);
            plain_pair: (u32, u32) = Fast64 64 None;
            plain_mixed: (u16, String) = General 0 None;
            plain_uuid: [u8; 16] = Fast128 128 None;
            plain_ipv4: Ipv4Addr = Fast32 32 Some(1 << 32);
            plain_ipv6: Ipv6Addr = Fast128 128 None;
            plain_ip: IpAddr = General 0 None;
            plain_string: String = FastStr 0 None;
            plain_str: &'static str = FastStr 0 None;
            plain_box_str: Box<str> = FastStr 0 None;
            plain_rc_str: Rc<str> = FastStr 0 None;
            plain_arc_str: Arc<str> = FastStr 0 None;
            plain_cow_str: Cow<'static, str> = FastStr 0 None;
            plain_byte_vec: Vec<u8> = FastStr 0 None;
            plain_bytes: &'static [u8] = FastStr 0 None;
        }
    };
}

macro_rules! shapes {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {$(
        impl Shape for $key {
            const NAME: &'static str = stringify!($name);
            const PATH: Path = Path::$path;
            const BITS: u32 = $bits;
            const CARDINALITY: Option<u64> = $cardinality;
        }
    )*};
}

for_each_shape!(shapes);
