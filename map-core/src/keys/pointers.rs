//! Pointers to keys: each is the key it points to, so `Box<str>` is text and `&u64` a 64-bit integer.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::sync::Arc;
use core::fmt;

use crate::error::KeyError;
use crate::key::{FastKey, Visitor};
use crate::path::Plan;
use crate::shape::{Shape, Variant};

macro_rules! points_to {
    ($(impl[$($generics:tt)*] $pointer:ty => $target:ty;)*) => {$(
        impl<$($generics)*> FastKey for $pointer {
            const PLAN: Plan = <$target>::PLAN;
            const SHAPE: Shape = <$target>::SHAPE;
            const VARIANTS: &'static [Variant] = <$target>::VARIANTS;

            #[inline(always)]
            fn check(&self) -> Result<(), KeyError> {
                (**self).check()
            }

            #[inline(always)]
            fn variant(&self) -> usize {
                (**self).variant()
            }

            #[inline(always)]
            fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
                (**self).visit(visitor)
            }

            #[inline(always)]
            fn pack(&self) -> u128 {
                (**self).pack()
            }

            #[inline(always)]
            fn arranged(&self) -> u128 {
                (**self).arranged()
            }

            #[inline(always)]
            fn ordinal(&self) -> u64 {
                (**self).ordinal()
            }

            #[inline(always)]
            fn mix(&self, state: u64) -> u64 {
                (**self).mix(state)
            }

            fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).describe(f)
            }
        }
    )*};
}

points_to! {
    impl[T: FastKey + ?Sized] &T => T;
    impl[T: FastKey + ?Sized] Box<T> => T;
    impl[T: FastKey + ?Sized] Rc<T> => T;
    impl[T: FastKey + ?Sized] Arc<T> => T;
    impl[T: FastKey + ToOwned + ?Sized] Cow<'_, T> => T;
}
