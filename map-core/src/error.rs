//! What a key is refused for.

use core::fmt;

/// A key that breaks the promise of a `#[fast_map(max = ...)]`; see [`FastKey::check`](crate::FastKey::check).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyError {
    pub(crate) field: &'static str,
    pub(crate) value: Value,
    pub(crate) max: u128,
}

impl KeyError {
    /// Returns the name of the field that is out of its range; of a tuple, its number.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// Returns the largest value that was promised.
    #[must_use]
    pub const fn max(&self) -> u128 {
        self.max
    }

    /// Panics with the error, where it cannot be returned.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn handle_error(self) -> ! {
        panic!("{self}; help: `checked_insert` returns this as an error")
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let KeyError { field, value, max } = self;
        write!(
            f,
            "`{field}` is {value}, but its `#[fast_map(max = {max})]` promises 0 to {max}"
        )
    }
}

impl core::error::Error for KeyError {}

/// Any integer.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// Zero or more.
    Positive(u128),
    /// Less.
    Negative(i128),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Positive(value) => value.fmt(f),
            Value::Negative(value) => value.fmt(f),
        }
    }
}
