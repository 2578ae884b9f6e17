//! [`Numbered`]: the values of a type by number, so that one test can run over any key type.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::*;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

/// A type whose values can be made from numbers.
pub trait Numbered: Sized {
    /// The last number that has a value of its own, or [`u128::MAX`] if there are more values than numbers.
    const LAST: u128;

    /// The value with this number; different numbers up to [`LAST`](Numbered::LAST) have different values.
    fn of(number: u128) -> Self;

    /// The `n`-th sample. The first ones come from both ends and from the middle: for a number the smallest and largest
    /// as an unsigned and as a signed one, and what is next to them. It starts over when all values have been given.
    fn sample(n: u64) -> Self {
        Self::of(nth(n, Self::LAST))
    }

    /// Takes the lowest digit of `number` and makes a value of it, as a part of a larger one.
    fn take(number: &mut u128) -> Self {
        match Self::LAST.checked_add(1) {
            Some(values) => {
                let digit = *number % values;
                *number /= values;
                Self::of(digit)
            }
            None => Self::of(std::mem::take(number)),
        }
    }
}

/// How many different samples there are; [`u64::MAX`] stands for more.
pub const fn samples<K: Numbered>() -> u64 {
    if K::LAST >= u64::MAX as u128 {
        u64::MAX
    } else {
        K::LAST as u64 + 1
    }
}

/// Samples that are chosen to be confused: 300 from the ends and the middle, and those with one bit of their number set
/// or cleared. All are different.
pub fn confusable<K: Numbered>() -> Vec<K> {
    let ends = (0..300.min(samples::<K>())).map(|n| nth(n, K::LAST));
    let bits = (0..128).map(|bit| 1u128 << bit);
    let bits = bits.flat_map(|bit| [Some(bit), K::LAST.checked_sub(bit)]);
    let mut numbers: Vec<u128> = ends.chain(bits.flatten()).collect();
    numbers.retain(|number| *number <= K::LAST);
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(K::of).collect()
}

/// A permutation of `0..=last` that starts with `0, last, half, half - 1, 1, ...`.
pub fn nth(n: u64, last: u128) -> u128 {
    let n = match last.checked_add(1) {
        Some(values) => u128::from(n) % values,
        None => u128::from(n),
    };
    let half = last - last / 2;
    let quarter = if last < 3 { 0 } else { (last - 3) / 4 + 1 };
    if n / 4 >= quarter {
        // What the four walks leave between them: at most three numbers.
        let (left, gap) = (n - 4 * quarter, half - 2 * quarter);
        return if left < gap {
            quarter + left
        } else {
            half + quarter + left - gap
        };
    }
    match n % 4 {
        0 => n / 4,
        1 => last - n / 4,
        2 => half + n / 4,
        _ => half - 1 - n / 4,
    }
}

/// The last number of a product of types with these last numbers.
pub const fn product(lasts: &[u128]) -> u128 {
    let mut values = 1u128;
    let mut i = 0;
    while i < lasts.len() {
        values = match lasts[i].checked_add(1) {
            None => return u128::MAX,
            Some(more) => match values.checked_mul(more) {
                None => return u128::MAX,
                Some(values) => values,
            },
        };
        i += 1;
    }
    values - 1
}

/// Numbers the values of structs: `numbered!(Type { field: Type, ... })`, tuple structs by `0: Type`.
macro_rules! numbered {
    ($($name:ty { $($field:tt: $ty:ty),* $(,)? };)*) => {$(
        impl $crate::shapes::Numbered for $name {
            const LAST: u128 = $crate::shapes::numbered::product(&[$(<$ty as $crate::shapes::Numbered>::LAST),*]);

            fn of(number: u128) -> Self {
                let mut _number = number;
                Self { $($field: <$ty as $crate::shapes::Numbered>::take(&mut _number)),* }
            }
        }
    )*};
}

/// Numbers the values of enums: first one of each variant, then the others, variant by variant.
macro_rules! numbered_enum {
    ($($name:ty { $($variant:ident { $($field:tt: $ty:ty),* })* };)*) => {$(
        impl $crate::shapes::Numbered for $name {
            const LAST: u128 = {
                let mut values = 0u128;
                $(
                    let last = $crate::shapes::numbered::product(&[$(<$ty as $crate::shapes::Numbered>::LAST),*]);
                    values = values.saturating_add(last).saturating_add(1);
                )*
                values - 1
            };

            fn of(number: u128) -> Self {
                let mut first = number;
                $(
                    if first == 0 {
                        return Self::$variant { $($field: <$ty as $crate::shapes::Numbered>::of(0)),* };
                    }
                    first = first.wrapping_sub(1);
                )*
                let mut _rest = first;
                $(
                    let last = $crate::shapes::numbered::product(&[$(<$ty as $crate::shapes::Numbered>::LAST),*]);
                    if _rest < last {
                        let mut _digits = _rest + 1;
                        return Self::$variant { $($field: <$ty as $crate::shapes::Numbered>::take(&mut _digits)),* };
                    }
                    _rest -= last;
                )*
                unreachable!("{number} is past the last of {}", stringify!($name))
            }
        }
    )*};
}

pub(crate) use {numbered, numbered_enum};

macro_rules! integers {
    ($($int:ident $non_zero:ident($unsigned:ty);)*) => {$(
        impl Numbered for $int {
            const LAST: u128 = <$unsigned>::MAX as u128;

            fn of(number: u128) -> Self {
                number as $int
            }
        }

        impl Numbered for $non_zero {
            const LAST: u128 = <$unsigned>::MAX as u128 - 1;

            fn of(number: u128) -> Self {
                $non_zero::new((number + 1) as $int).expect("a number from 1 to the largest")
            }
        }
    )*};
}

integers! {
    u8 NonZeroU8(u8);
    u16 NonZeroU16(u16);
    u32 NonZeroU32(u32);
    u64 NonZeroU64(u64);
    u128 NonZeroU128(u128);
    usize NonZeroUsize(usize);
    i8 NonZeroI8(u8);
    i16 NonZeroI16(u16);
    i32 NonZeroI32(u32);
    i64 NonZeroI64(u64);
    i128 NonZeroI128(u128);
    isize NonZeroIsize(usize);
}

impl Numbered for bool {
    const LAST: u128 = 1;

    fn of(number: u128) -> Self {
        number == 1
    }
}

impl Numbered for char {
    const LAST: u128 = 0x11_0000 - 0x800 - 1;

    fn of(number: u128) -> Self {
        let number = if number < 0xd800 {
            number
        } else {
            number + 0x800
        };
        char::from_u32(number as u32).expect("not a surrogate")
    }
}

impl Numbered for Ipv4Addr {
    const LAST: u128 = u32::MAX as u128;

    fn of(number: u128) -> Self {
        Ipv4Addr::from_bits(number as u32)
    }
}

impl Numbered for Ipv6Addr {
    const LAST: u128 = u128::MAX;

    fn of(number: u128) -> Self {
        Ipv6Addr::from_bits(number)
    }
}

/// A quarter of the numbers are IPv4, so that the same bits come as both.
impl Numbered for IpAddr {
    const LAST: u128 = (1 << 34) - 1;

    fn of(number: u128) -> Self {
        match number % 4 {
            0 => Ipv4Addr::of(number / 4).into(),
            1 => Ipv6Addr::of(number / 4).into(),
            2 => Ipv6Addr::of(u128::MAX - number / 4).into(),
            _ => Ipv4Addr::of(number / 4).to_ipv6_mapped().into(),
        }
    }
}

impl Numbered for () {
    const LAST: u128 = 0;

    fn of(_: u128) -> Self {}
}

impl<T> Numbered for PhantomData<T> {
    const LAST: u128 = 0;

    fn of(_: u128) -> Self {
        PhantomData
    }
}

impl<T: Numbered> Numbered for Option<T> {
    const LAST: u128 = T::LAST.saturating_add(1);

    fn of(number: u128) -> Self {
        number.checked_sub(1).map(T::of)
    }
}

impl<T: Numbered, const N: usize> Numbered for [T; N] {
    const LAST: u128 = product(&[T::LAST; N]);

    fn of(mut number: u128) -> Self {
        std::array::from_fn(|_| T::take(&mut number))
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: Numbered),+> Numbered for ($($name,)+) {
            const LAST: u128 = product(&[$($name::LAST),+]);

            fn of(mut number: u128) -> Self {
                ($($name::take(&mut number),)+)
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
}

/// Bytes of every length class: none, one, what fits a word or two, long ones with a long common start. The number in
/// decimal is the end, after `pad`s.
fn bytes(number: u128, pad: u8) -> Vec<u8> {
    if number == 0 {
        return Vec::new();
    }
    let pads = [0, 3, 7, 12, 40, 200][(number % 6) as usize];
    let mut bytes = vec![pad; pads];
    bytes.extend(number.to_string().bytes());
    bytes
}

fn text(number: u128) -> String {
    String::from_utf8(bytes(number, b'-')).expect("ASCII")
}

/// Texts that live for ever, for borrowed keys.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..4096).map(text).collect());

impl Numbered for &'static str {
    const LAST: u128 = 4095;

    fn of(number: u128) -> Self {
        &TEXTS[number as usize]
    }
}

impl Numbered for &'static [u8] {
    const LAST: u128 = 4095;

    fn of(number: u128) -> Self {
        <&str>::of(number).as_bytes()
    }
}

macro_rules! made_of {
    ($($ty:ty = |$number:ident| $value:expr;)*) => {$(
        impl Numbered for $ty {
            const LAST: u128 = u64::MAX as u128;

            fn of($number: u128) -> Self {
                $value
            }
        }
    )*};
}

made_of! {
    String = |number| text(number);
    Box<str> = |number| text(number).into();
    Rc<str> = |number| text(number).into();
    Arc<str> = |number| text(number).into();
    Vec<u8> = |number| bytes(number, 0);
    Box<[u8]> = |number| bytes(number, 0xff).into();
    Vec<u32> = |number| bytes(number, 0).into_iter().map(u32::from).collect();
}

impl Numbered for Box<u32> {
    const LAST: u128 = u32::LAST;

    fn of(number: u128) -> Self {
        Box::new(u32::of(number))
    }
}

/// Borrowed and owned by turns; they are equal if their texts are.
impl Numbered for Cow<'static, str> {
    const LAST: u128 = u64::MAX as u128;

    fn of(number: u128) -> Self {
        if number.is_multiple_of(2) && number < 4096 {
            Cow::Borrowed(<&str>::of(number))
        } else {
            Cow::Owned(text(number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_once() {
        for last in 0..50 {
            let mut all: Vec<u128> = (0..=last as u64).map(|n| nth(n, last)).collect();
            all.sort_unstable();
            assert_eq!(all, (0..=last).collect::<Vec<_>>());
        }
    }

    #[test]
    fn extremes_come_first() {
        let first: [i64; 5] = std::array::from_fn(|n| i64::sample(n as u64));
        assert_eq!(first, [0, -1, i64::MIN, i64::MAX, 1]);
        let first: [u128; 2] = std::array::from_fn(|n| u128::sample(n as u64));
        assert_eq!(first, [0, u128::MAX]);
    }
}
