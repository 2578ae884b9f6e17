//! The only names that generated code uses besides [`FastKey`](crate::FastKey), [`FastMap`](struct@crate::FastMap) and
//! [`FastSet`](crate::FastSet). Not public API: anything here may change in any release.

pub use crate::key::Visitor;
pub use crate::keys::{UpTo, assert_limits};
pub use crate::path::{Path, Plan};
pub use crate::shape::{Shape, Variant};
pub use alloc::borrow::ToOwned;
pub use equivalent::Equivalent;

use crate::hash;

/// Folds a key that has a `Hash` of its own into `state`, for `#[fast_map(path = "general")]`. `hash` calls it, so that a
/// missing `Hash` is an error of the user's code and not of this function's bounds.
#[inline]
pub fn mix_hash(state: u64, hash: impl FnOnce(&mut FoldHasher)) -> u64 {
    let mut hasher = FoldHasher(state);
    hash(&mut hasher);
    hasher.0
}

/// The same by SipHash-1-3, for `#[fast_map(hash = "siphash")]`. Its 128-bit key is made of the 64 bits of `state`.
#[cfg(feature = "siphash")]
#[inline]
pub fn mix_sip(state: u64, hash: impl FnOnce(&mut siphasher::sip::SipHasher13)) -> u64 {
    use core::hash::Hasher;
    let (first, second) = hash::halves(state);
    let mut hasher = siphasher::sip::SipHasher13::new_with_keys(first, second);
    hash(&mut hasher);
    hasher.finish()
}

/// `Hash`'s protocol over the map's own mixers.
pub struct FoldHasher(u64);

impl core::hash::Hasher for FoldHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash::bytes(self.0, bytes);
    }

    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.0 = hash::word(self.0, u64::from(i));
    }

    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.0 = hash::word(self.0, u64::from(i));
    }

    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.0 = hash::word(self.0, u64::from(i));
    }

    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.0 = hash::word(self.0, i);
    }

    #[inline]
    fn write_u128(&mut self, i: u128) {
        self.0 = hash::packed(self.0, i, 128);
    }

    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.0 = hash::word(self.0, i as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// A bound that nothing meets, of the stub that follows a mistake. `E` is an error.
pub trait Refused<const E: usize>: Eq {}
