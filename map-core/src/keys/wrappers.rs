//! `Option`, markers and `IpAddr`.

use core::fmt::{self, Debug};
use core::marker::PhantomData;
use core::net::IpAddr;

use crate::error::KeyError;
use crate::hash;
use crate::key::FastKey;
use crate::key::describe::Described;
use crate::shape::Shape;

/// `None` takes the all-zero bits where the key never has them, and one more bit otherwise.
impl<T: FastKey> FastKey for Option<T> {
    const SHAPE: Shape = (match (T::SHAPE.is_packed(), T::SHAPE.is_never_zero()) {
        (true, true) => Shape::packed(T::SHAPE.bits(), with_none(T::SHAPE.cardinality())),
        (true, false) if T::SHAPE.bits() < 128 => {
            Shape::packed(T::SHAPE.bits() + 1, with_none(T::SHAPE.cardinality()))
        }
        _ => Shape::MIXED,
    })
    .ranged(T::SHAPE.is_ranged());

    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        match self {
            Some(key) if T::SHAPE.is_ranged() => key.check(),
            _ => Ok(()),
        }
    }

    #[inline(always)]
    fn pack(&self) -> u128 {
        match self {
            None => 0,
            Some(key) if T::SHAPE.is_never_zero() => key.pack(),
            Some(key) => key.pack() << 1 | 1,
        }
    }

    #[inline(always)]
    fn ordinal(&self) -> u64 {
        match self {
            None => 0,
            Some(key) => key.ordinal() + 1,
        }
    }

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        if Self::SHAPE.is_packed() {
            return hash::packed(state, self.pack(), Self::SHAPE.bits());
        }
        match self {
            None => hash::word(state, 0),
            Some(key) => key.mix(hash::word(state, 1)),
        }
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().map(Described).fmt(f)
    }
}

const fn with_none(cardinality: Option<u64>) -> Option<u64> {
    match cardinality {
        Some(values) => values.checked_add(1),
        None => None,
    }
}

impl<T: ?Sized> FastKey for PhantomData<T> {
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

/// 129 bits: one too many to pack.
impl FastKey for IpAddr {
    const SHAPE: Shape = Shape::MIXED;

    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        match self {
            IpAddr::V4(address) => address.mix(hash::word(state, 4)),
            IpAddr::V6(address) => address.mix(hash::word(state, 6)),
        }
    }

    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(self, f)
    }
}
