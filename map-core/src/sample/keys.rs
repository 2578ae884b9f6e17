//! Samples of the types that are keys as they are.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddrV4};
use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Wrapping,
};
use core::time::Duration;

use super::{Random, Sample};
use crate::keys::{Integer, UpTo};

macro_rules! integers {
    ($($int:ident $non_zero:ident)*) => {$(
        impl Sample for $int {
            fn sample(random: &mut Random) -> $int {
                random.up_to(u128::MAX >> (128 - $int::BITS)) as $int
            }
        }

        impl Sample for $non_zero {
            fn sample(random: &mut Random) -> $non_zero {
                loop {
                    if let Some(number) = $non_zero::new($int::sample(random)) {
                        return number;
                    }
                }
            }
        }
    )*};
}

integers! {
    u8 NonZeroU8
    u16 NonZeroU16
    u32 NonZeroU32
    u64 NonZeroU64
    u128 NonZeroU128
    usize NonZeroUsize
    i8 NonZeroI8
    i16 NonZeroI16
    i32 NonZeroI32
    i64 NonZeroI64
    i128 NonZeroI128
    isize NonZeroIsize
}

impl<T: Integer, const MAX: u128> UpTo<T, MAX> {
    /// Returns a field's value within the range that was promised.
    pub fn sample(random: &mut Random) -> T {
        T::of(random.up_to(MAX))
    }
}

/// Types whose samples are made of other samples.
macro_rules! made_of {
    ($(impl[$($generics:tt)*] $ty:ty: |$random:ident| $value:expr;)*) => {$(
        impl<$($generics)*> Sample for $ty {
            fn sample($random: &mut Random) -> Self {
                $value
            }
        }
    )*};
}

made_of! {
    impl[] bool: |random| random.up_to(1) == 1;
    impl[] char: |random| character(random);
    impl[] Ordering: |random| [Ordering::Less, Ordering::Equal, Ordering::Greater][random.up_to(2) as usize];
    impl[] Duration: |random| Duration::new(u64::sample(random), random.up_to(999_999_999) as u32);
    impl[] Ipv4Addr: |random| Ipv4Addr::from_bits(u32::sample(random));
    impl[] Ipv6Addr: |random| Ipv6Addr::from_bits(u128::sample(random));
    impl[] IpAddr: |random| if bool::sample(random) {
        IpAddr::V4(Ipv4Addr::sample(random))
    } else {
        IpAddr::V6(Ipv6Addr::sample(random))
    };
    impl[] SocketAddrV4: |random| SocketAddrV4::new(Ipv4Addr::sample(random), u16::sample(random));
    impl[T: Sample] Wrapping<T>: |random| Wrapping(T::sample(random));
    impl[T: Sample] Option<T>: |random| bool::sample(random).then(|| T::sample(random));
    impl[T: ?Sized] PhantomData<T>: |_random| PhantomData;
    impl[T: Sample, const N: usize] [T; N]: |random| core::array::from_fn(|_| T::sample(random));

    impl[] String: |random| text(random);
    impl[] Box<str>: |random| text(random).into();
    impl[] Rc<str>: |random| text(random).into();
    impl[] Arc<str>: |random| text(random).into();
    impl[] &str: |random| Box::leak(text(random).into());

    impl[T: Sample] Vec<T>: |random| elements(random);
    impl[T: Sample] Box<[T]>: |random| elements(random).into();
    impl[T: Sample] Rc<[T]>: |random| elements(random).into();
    impl[T: Sample] Arc<[T]>: |random| elements(random).into();
    impl[T: Sample] &[T]: |random| Box::leak(elements(random).into());

    impl[T: Sample] Box<T>: |random| Box::new(T::sample(random));
    impl[T: Sample] Rc<T>: |random| Rc::new(T::sample(random));
    impl[T: Sample] Arc<T>: |random| Arc::new(T::sample(random));
    impl[T: Sample] &T: |random| Box::leak(Box::new(T::sample(random)));
    impl[T: ToOwned<Owned: Sample> + ?Sized] Cow<'_, T>: |random| Cow::Owned(<T::Owned>::sample(random));
}

/// One of all that there are; no surrogate is one.
fn character(random: &mut Random) -> char {
    loop {
        if let Some(character) = char::from_u32(random.up_to(char::MAX as u128) as u32) {
            return character;
        }
    }
}

/// How many bytes a text has, and elements a list.
fn length(random: &mut Random) -> usize {
    8 + random.up_to(16) as usize
}

/// What names, paths and tokens are made of.
const LETTERS: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/";

fn text(random: &mut Random) -> String {
    let len = length(random);
    let letter = |_| char::from(LETTERS[random.up_to(63) as usize]);
    (0..len).map(letter).collect()
}

fn elements<T: Sample>(random: &mut Random) -> Vec<T> {
    let len = length(random);
    (0..len).map(|_| T::sample(random)).collect()
}

impl Sample for () {
    fn sample(_: &mut Random) {}
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: Sample),+> Sample for ($($name,)+) {
            fn sample(random: &mut Random) -> Self {
                ($($name::sample(random),)+)
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples<T: Sample>(count: usize) -> Vec<T> {
        let mut random = Random::new(5);
        (0..count).map(|_| T::sample(&mut random)).collect()
    }

    #[test]
    fn integers_reach_both_ends() {
        let bytes: Vec<u8> = samples(10_000);
        assert!((0..=255).all(|byte| bytes.contains(&byte)));
        assert!(samples::<i64>(100).iter().any(|n| *n < 0));
        assert!(samples::<u128>(100).iter().any(|n| *n > u128::MAX / 2));
        assert!(samples::<NonZeroU8>(10_000).iter().any(|n| n.get() == 255));
    }

    #[test]
    fn promised_ranges_are_kept_and_used_up() {
        let mut random = Random::new(1);
        let mut seen = [false; 10];
        for _ in 0..1_000 {
            let value: u16 = UpTo::<u16, 9>::sample(&mut random);
            seen[usize::from(value)] = true;
        }
        assert_eq!(seen, [true; 10]);
    }

    #[test]
    fn texts_are_of_all_lengths() {
        let lengths: Vec<usize> = samples::<String>(1_000).iter().map(String::len).collect();
        assert!((8..=24).all(|len| lengths.contains(&len)));
        assert!(lengths.iter().all(|len| (8..=24).contains(len)));
    }

    #[test]
    fn wide_numbers_are_uniform_too() {
        let mut random = Random::new(3);
        let last = (1u128 << 100) / 3;
        let above = (0..1_000).filter(|_| random.up_to(last) > last / 2);
        assert!((400..600).contains(&above.count()));
        assert_eq!(random.up_to(0), 0);
    }
}
