//! Fields whose author promised a range, by `#[fast_map(max = N)]`: they pack into the bits that `0..=N` needs, and are
//! checked before they get into a map.

use crate::error::{KeyError, Value};
use crate::key::FastKey;
use crate::shape::Shape;

/// The integers, whose fields may be given a `max`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`max` needs an integer, and `{Self}` is none",
    label = "not an integer",
    note = "remove `max`, or store the number that it limits: a `u8`, `u16`, `u32`, `u64` or `u128`"
)]
pub trait Integer: FastKey + Copy {
    /// The largest one.
    const LAST: u128;

    /// The number, whatever its type.
    fn value(self) -> Value;

    /// The integer with this value, which it can have.
    fn of(value: u128) -> Self;
}

macro_rules! integers {
    ($($int:ident)*) => {$(
        impl Integer for $int {
            const LAST: u128 = $int::MAX as u128;

            #[inline(always)]
            #[allow(unused_comparisons, reason = "unsigned ones are never negative")]
            fn value(self) -> Value {
                if self < 0 {
                    Value::Negative(self as i128)
                } else {
                    Value::Positive(self as u128)
                }
            }

            #[inline(always)]
            fn of(value: u128) -> $int {
                value as $int
            }
        }
    )*};
}

integers! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// A field of type `T` whose author promised `0..=MAX`.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UpTo<T, const MAX: u128> {
    value: T,
    field: &'static str,
}

impl<T: Integer, const MAX: u128> UpTo<T, MAX> {
    const MASK: u128 = u128::MAX >> MAX.leading_zeros();

    /// The field called `field`.
    #[inline(always)]
    pub const fn of(value: &T, field: &'static str) -> Self {
        UpTo {
            value: *value,
            field,
        }
    }

    /// The bits that the promise leaves: those of a larger value would overlap other fields, before it is refused.
    #[inline(always)]
    fn masked(&self) -> u128 {
        self.value.pack() & Self::MASK
    }
}

impl<T: Integer, const MAX: u128> FastKey for UpTo<T, MAX> {
    const SHAPE: Shape = Shape::up_to(MAX);

    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        match self.value.value() {
            Value::Positive(value) if value <= MAX => Ok(()),
            value => Err(KeyError {
                field: self.field,
                value,
                max: MAX,
            }),
        }
    }

    #[inline(always)]
    fn pack(&self) -> u128 {
        self.masked()
    }

    #[inline(always)]
    fn ordinal(&self) -> u64 {
        self.masked() as u64
    }

    /// In keys that do not pack, the promise changes nothing.
    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        self.value.mix(state)
    }
}

/// Fails compilation where a field of type `T` cannot exceed `max` anyway.
#[doc(hidden)]
#[track_caller]
pub const fn assert_limits<T: Integer>(max: u128) {
    assert!(
        max < T::LAST,
        "`max` is no limit: the field's type has no larger value; help: remove `max`, or lower it"
    );
}
