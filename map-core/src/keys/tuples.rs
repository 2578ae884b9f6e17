//! Tuples, which derived structs and enum variants hand their fields over as.

use core::fmt;

use crate::error::KeyError;
use crate::hash;
use crate::key::describe::Described;
use crate::key::{FastKey, shl};
use crate::shape::Shape;
use crate::shape::arrange;

impl FastKey for () {
    const SHAPE: Shape = Shape::UNIT;

    #[inline(always)]
    fn pack(&self) -> u128 {
        0
    }

    #[inline(always)]
    fn ordinal(&self) -> u64 {
        0
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: FastKey),+> FastKey for ($($name,)+) {
            const SHAPE: Shape = Shape::product(&[$($name::SHAPE),+]);

            #[inline(always)]
            fn check(&self) -> Result<(), KeyError> {
                $(
                    if $name::SHAPE.is_ranged() {
                        self.$index.check()?;
                    }
                )+
                Ok(())
            }

            /// The first field lowest.
            #[inline(always)]
            fn pack(&self) -> u128 {
                let (mut packed, mut at) = (0, 0);
                $(
                    packed |= shl(self.$index.pack(), at);
                    at += $name::SHAPE.bits();
                )+
                let _ = at;
                packed
            }

            #[inline(always)]
            fn arranged(&self) -> u128 {
                if const { arrange::only(&[$($name::SHAPE),+]).is_some() } {
                    return 0 $(| self.$index.arranged())+;
                }
                match const { arrange::offsets(&[$($name::SHAPE),+]) } {
                    // In one register, if that is wide enough: the compiler joins loads there that it leaves apart in two.
                    Some(offsets) if const { Self::SHAPE.bits() <= 64 } => {
                        (0 $(| (self.$index.pack() as u64).wrapping_shl(offsets[$index]))+).into()
                    }
                    Some(offsets) => 0 $(| shl(self.$index.pack(), offsets[$index]))+,
                    None => self.pack(),
                }
            }

            /// The first field counts most, as the digits of a number.
            #[inline(always)]
            fn ordinal(&self) -> u64 {
                let mut number = 0;
                $(
                    if let Some(base) = $name::SHAPE.cardinality() {
                        number = number * base + self.$index.ordinal();
                    }
                )+
                number
            }

            #[inline(always)]
            fn mix(&self, mut state: u64) -> u64 {
                if Self::SHAPE.is_packed() {
                    return hash::packed(state, self.pack(), Self::SHAPE.bits());
                }
                $(state = self.$index.mix(state);)+
                state
            }

            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut tuple = f.debug_tuple("");
                $(tuple.field(&Described(&self.$index));)+
                tuple.finish()
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
