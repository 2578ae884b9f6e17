//! Integers, `bool`, `char`, the never-zero integers and addresses.

use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4};
use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Wrapping,
};

use crate::hash;
use crate::key::{FastKey, Visitor};
use crate::shape::Shape;

/// `2^bits`, or more than can be counted.
const fn values(bits: u32) -> Option<u64> {
    1u64.checked_shl(bits)
}

macro_rules! integers {
    ($($int:ty as $unsigned:ty;)*) => {$(
        impl FastKey for $int {
            const SHAPE: Shape = Shape::packed(<$int>::BITS, values(<$int>::BITS));

            #[inline(always)]
            fn pack(&self) -> u128 {
                *self as $unsigned as u128
            }

            #[inline(always)]
            fn ordinal(&self) -> u64 {
                *self as $unsigned as u64
            }

            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

integers! {
    u16 as u16;
    u32 as u32;
    u64 as u64;
    u128 as u128;
    usize as usize;
    i8 as u8;
    i16 as u16;
    i32 as u32;
    i64 as u64;
    i128 as u128;
    isize as usize;
}

macro_rules! never_zero {
    ($($non_zero:ident($int:ty))*) => {$(
        impl FastKey for $non_zero {
            const SHAPE: Shape = Shape::packed(
                <$int>::BITS,
                match values(<$int>::BITS) {
                    Some(values) => Some(values - 1),
                    None if <$int>::BITS == 64 => Some(u64::MAX),
                    None => None,
                },
            )
            .never_zero();

            #[inline(always)]
            fn pack(&self) -> u128 {
                self.get().pack()
            }

            #[inline(always)]
            fn ordinal(&self) -> u64 {
                self.get().ordinal() - 1
            }

            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

never_zero! {
    NonZeroU8(u8) NonZeroU16(u16) NonZeroU32(u32) NonZeroU64(u64) NonZeroU128(u128) NonZeroUsize(usize)
    NonZeroI8(i8) NonZeroI16(i16) NonZeroI32(i32) NonZeroI64(i64) NonZeroI128(i128) NonZeroIsize(isize)
}

/// A key that packs like another type, by a conversion.
macro_rules! packs_like {
    ($($key:ty as $like:ty: |$self:ident| $value:expr, $shape:expr;)*) => {$(
        impl FastKey for $key {
            const SHAPE: Shape = $shape;

            #[inline(always)]
            fn pack(&self) -> u128 {
                let $self = self;
                <$like>::pack(&$value)
            }

            #[inline(always)]
            fn ordinal(&self) -> u64 {
                let $self = self;
                <$like>::ordinal(&$value)
            }

            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        }
    )*};
}

packs_like! {
    bool as i8: |key| *key as i8, Shape::packed(1, Some(2));
    // Surrogates are no characters but keep their ordinals.
    char as u32: |key| *key as u32, Shape::packed(21, Some(0x11_0000));
    Ipv4Addr as u32: |key| key.to_bits(), u32::SHAPE;
    Ipv6Addr as u128: |key| key.to_bits(), u128::SHAPE;
    core::cmp::Ordering as i8: |key| *key as i8 + 1, Shape::packed(2, Some(3));
    SocketAddrV4 as u64: |key| u64::from(key.ip().to_bits()) << 16 | u64::from(key.port()),
        Shape::packed(48, values(48));
    core::time::Duration as u128: |key| u128::from(key.as_secs()) << 32 | u128::from(key.subsec_nanos()),
        Shape::packed(96, None);
}

impl FastKey for u8 {
    const SHAPE: Shape = Shape::packed(8, Some(256));
    const SLICE_SHAPE: Shape = Shape::TEXT;

    #[inline(always)]
    fn pack(&self) -> u128 {
        *self as u128
    }

    #[inline(always)]
    fn ordinal(&self) -> u64 {
        *self as u64
    }

    #[inline(always)]
    fn pack_array<const N: usize>(keys: &[u8; N]) -> u128 {
        let mut bytes = [0; 16];
        bytes[..N].copy_from_slice(keys);
        u128::from_le_bytes(bytes)
    }

    #[inline(always)]
    fn mix_slice(keys: &[u8], state: u64) -> u64 {
        hash::bytes(state, keys)
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: FastKey> FastKey for Wrapping<T> {
    const SHAPE: Shape = T::SHAPE;

    #[inline(always)]
    fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        visitor.fields(&self.0)
    }
}
