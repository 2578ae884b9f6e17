//! [`FastKey`]: what a key type says of itself.
//!
//! A key says what it is made of ([`FastKey::SHAPE`]) and hands its fields to a visitor; packing, ordinals and hashes
//! are written once, here, for all of them. `#[derive(FastMap)]` writes the two; types of the standard library, in
//! `keys`, write their packing by hand.

pub(crate) mod describe;

use core::fmt;

use crate::error::KeyError;
use crate::hash;
use crate::path::Plan;
use crate::shape::{Form, Shape, Variant, index_bits};

/// A type that can be the key of a [`FastMap`](struct@crate::FastMap).
///
/// Derive it with `#[derive(FastMap)]`; integers, `bool`, `char`, strings, arrays, tuples, `Option` and the other
/// plain types of the standard library are keys already. Equal keys pack, hash and count alike: a handwritten
/// `PartialEq` that ignores a field, or folds letters, breaks that, and such a key needs `#[fast_map(skip)]` on the field,
/// or `#[fast_map(path = "general")]` with a `Hash` of its own. [`assert_key_laws`](crate::testing::assert_key_laws) tells.
///
/// The methods and the hidden constants are for generated code and may change in any release.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key for `FastMap`",
    label = "not a `FastKey`",
    note = "if `{Self}` is yours, derive it: `#[derive(FastMap, PartialEq, Eq)]`",
    note = "if it has `Hash` and `Eq` but cannot be derived, put `#[fast_map(path = \"general\")]` on the key that holds it"
)]
pub trait FastKey: Eq {
    /// The path chosen for this key, and why.
    const PLAN: Plan = Plan::of(Self::SHAPE);

    /// Checks that the key keeps the ranges that its fields promise by `#[fast_map(max = ...)]`. Keys without such a
    /// field always do, and pay nothing for being asked.
    ///
    /// Inserting a key that does not into a map panics; looking it up finds nothing.
    ///
    /// # Errors
    /// Returns the first field that is out of its range, and its value.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use map_core::{FastKey, FastMap};
    ///
    /// #[derive(FastMap, PartialEq, Eq)]
    /// struct Percent {
    ///     #[fast_map(max = 100)]
    ///     value: u8,
    /// }
    ///
    /// assert!(Percent { value: 100 }.check().is_ok());
    /// let error = Percent { value: 101 }.check().unwrap_err();
    /// assert_eq!(error.to_string(), "`value` is 101, but its `#[fast_map(max = 100)]` promises 0 to 100");
    /// # }
    /// ```
    #[inline(always)]
    fn check(&self) -> Result<(), KeyError> {
        if Self::SHAPE.is_ranged() {
            self.visit(Check)
        } else {
            Ok(())
        }
    }

    /// What the key is made of.
    #[doc(hidden)]
    const SHAPE: Shape;

    /// The variants of an enum that has fields.
    #[doc(hidden)]
    const VARIANTS: &'static [Variant] = &[];

    /// Which variant of an enum this is, counted in the order they are written.
    #[doc(hidden)]
    #[inline(always)]
    fn variant(&self) -> usize {
        0
    }

    /// The key itself: where generated code mentions a field.
    #[doc(hidden)]
    #[inline(always)]
    fn field(&self) -> &Self {
        self
    }

    /// Hands the fields (of this variant) to `visitor`, as a tuple of references.
    #[doc(hidden)]
    #[inline(always)]
    fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        visitor.fields(())
    }

    /// The key as `SHAPE.bits()` bits; only keys of [`Form::Packed`] are asked. Equal bits mean equal keys.
    #[doc(hidden)]
    #[inline(always)]
    fn pack(&self) -> u128 {
        let payload_bits = if Self::VARIANTS.is_empty() {
            0
        } else {
            let index = index_bits(Self::VARIANTS.len());
            Self::SHAPE.bits().saturating_sub(index)
        };
        self.visit(Pack) | shl(self.variant() as u128, payload_bits)
    }

    /// The same bits in the places that `arrange` gives them: what maps hash and compare, where the key
    /// is all that they are asked for and not a part.
    #[doc(hidden)]
    #[inline(always)]
    fn arranged(&self) -> u128 {
        if Self::SHAPE.is_arranged() {
            self.visit(Arranged)
        } else {
            self.pack()
        }
    }

    /// The key's number among `SHAPE.cardinality()`; only keys whose values can be counted are asked.
    #[doc(hidden)]
    #[inline(always)]
    fn ordinal(&self) -> u64 {
        match Self::VARIANTS.get(self.variant()) {
            Some(variant) => variant.first() + self.visit(Ordinal),
            None => self.variant() as u64 + self.visit(Ordinal),
        }
    }

    /// Folds the key into `state`, as a part of another.
    #[doc(hidden)]
    #[inline(always)]
    fn mix(&self, state: u64) -> u64 {
        match Self::SHAPE.form() {
            Form::Packed => hash::packed(state, self.pack(), Self::SHAPE.bits()),
            _ if Self::VARIANTS.len() > 1 => {
                self.visit(Mix(hash::word(state, self.variant() as u64)))
            }
            _ => self.visit(Mix(state)),
        }
    }

    /// Writes the key down for people. Equal keys read alike, also where one is a view of the other; different keys do
    /// not, unless they hash alike and do not say what they are made of.
    #[doc(hidden)]
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe::by_fields(self, f)
    }

    /// Packs an array of keys, first element lowest.
    #[doc(hidden)]
    #[inline(always)]
    fn pack_array<const N: usize>(keys: &[Self; N]) -> u128
    where
        Self: Sized,
    {
        let mut packed = 0;
        let mut i = N;
        while i > 0 {
            i -= 1;
            packed = shl(packed, Self::SHAPE.bits()) | keys[i].pack();
        }
        packed
    }

    /// Folds the elements of a slice into `state`, and their number.
    #[doc(hidden)]
    #[inline]
    fn mix_slice(keys: &[Self], state: u64) -> u64
    where
        Self: Sized,
    {
        let start = hash::word(state, keys.len() as u64);
        keys.iter().fold(start, |state, key| key.mix(state))
    }

    /// The shape of a slice of these keys.
    #[doc(hidden)]
    const SLICE_SHAPE: Shape = Shape::MIXED.ranged(Self::SHAPE.is_ranged());
}

/// What is done with the fields of a key.
#[doc(hidden)]
pub trait Visitor {
    /// What comes of it.
    type Output;

    /// Takes the fields, a tuple of references.
    fn fields<F: FastKey>(self, fields: F) -> Self::Output;
}

struct Pack;

impl Visitor for Pack {
    type Output = u128;

    #[inline(always)]
    fn fields<F: FastKey>(self, fields: F) -> u128 {
        fields.pack()
    }
}

struct Arranged;

impl Visitor for Arranged {
    type Output = u128;

    #[inline(always)]
    fn fields<F: FastKey>(self, fields: F) -> u128 {
        fields.arranged()
    }
}

struct Ordinal;

impl Visitor for Ordinal {
    type Output = u64;

    #[inline(always)]
    fn fields<F: FastKey>(self, fields: F) -> u64 {
        fields.ordinal()
    }
}

struct Check;

impl Visitor for Check {
    type Output = Result<(), KeyError>;

    #[inline(always)]
    fn fields<F: FastKey>(self, fields: F) -> Result<(), KeyError> {
        fields.check()
    }
}

struct Mix(u64);

impl Visitor for Mix {
    type Output = u64;

    #[inline(always)]
    fn fields<F: FastKey>(self, fields: F) -> u64 {
        fields.mix(self.0)
    }
}

/// `value << bits`, where shifting everything out gives 0.
#[inline(always)]
pub(crate) const fn shl(value: u128, bits: u32) -> u128 {
    if bits >= u128::BITS { 0 } else { value << bits }
}
