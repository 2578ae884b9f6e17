//! Strings, byte strings, and slices and vectors of any keys.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::error::KeyError;
use crate::hash;
use crate::key::FastKey;
use crate::key::describe;
use crate::shape::Shape;

impl FastKey for str {
    const SHAPE: Shape = Shape::TEXT;

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        hash::bytes(state, self.as_bytes())
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl FastKey for String {
    const SHAPE: Shape = Shape::TEXT;

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        hash::bytes(state, self.as_bytes())
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// `[u8]` is text; slices of other keys are hashed element by element.
impl<T: FastKey> FastKey for [T] {
    const SHAPE: Shape = T::SLICE_SHAPE;

    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        check_all(self)
    }

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        T::mix_slice(self, state)
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe::list(self, f)
    }
}

impl<T: FastKey> FastKey for Vec<T> {
    const SHAPE: Shape = T::SLICE_SHAPE;

    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        check_all(self)
    }

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        T::mix_slice(self, state)
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe::list(self, f)
    }
}

impl<T: FastKey, const N: usize> FastKey for [T; N] {
    const SHAPE: Shape = T::SHAPE.times(N);

    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        check_all(self)
    }

    #[inline(always)]
    fn pack(&self) -> u128 {
        T::pack_array(self)
    }

    /// The first element counts most, as in a number.
    #[inline(always)]
    fn ordinal(&self) -> u64 {
        match T::SHAPE.cardinality() {
            Some(base) => self
                .iter()
                .fold(0, |number, key| number * base + key.ordinal()),
            None => 0,
        }
    }

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        if Self::SHAPE.is_packed() {
            hash::packed(state, self.pack(), Self::SHAPE.bits())
        } else {
            T::mix_slice(self, state)
        }
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe::list(self, f)
    }
}

/// Whether all elements keep their ranges.
#[inline(always)]
fn check_all<T: FastKey>(keys: &[T]) -> Result<(), KeyError> {
    if T::SHAPE.is_ranged() {
        keys.iter().try_for_each(T::check)
    } else {
        Ok(())
    }
}
