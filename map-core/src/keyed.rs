//! Where the engine, which knows no keys, and [`FastKey`], which knows no tables, meet: what is looked for, by which hash,
//! and what it is equal to.

use core::marker::PhantomData;
use core::mem::offset_of;

use equivalent::Equivalent;

use crate::engine::{Keying, Query};
use crate::hash;
use crate::key::FastKey;
use crate::path::Path;
use crate::shape::Form;

/// An entry of a table that is searched by keys `K`.
pub(crate) trait Keyed<K> {
    /// Where its value lies, in bytes from its start.
    #[cfg_attr(not(feature = "trace"), expect(dead_code, reason = "only told"))]
    const VALUE_OFFSET: usize = 0;

    /// Its key.
    fn key(&self) -> &K;
}

impl<K, V> Keyed<K> for (K, V) {
    const VALUE_OFFSET: usize = offset_of!((K, V), 1);

    #[inline(always)]
    fn key(&self) -> &K {
        &self.0
    }
}

/// Entries by their key.
pub(crate) struct ByKey<K>(PhantomData<K>);

impl<K: FastKey, T: Keyed<K>> Keying<T> for ByKey<K> {
    const DIRECT: Option<u64> = ordinals::<K>();

    #[inline(always)]
    fn hash(entry: &T, seed: u64) -> u64 {
        Query::<T>::hash(&Search::<K, K>::new(entry.key()), seed)
    }

    #[inline(always)]
    fn check(entry: &T) {
        check_range(entry.key());
    }
}

/// A search for what is equivalent to `Q` in tables of keys `K`.
pub(crate) struct Search<'q, Q: ?Sized, K>(&'q Q, PhantomData<K>);

impl<Q: ?Sized, K> Clone for Search<'_, Q, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: ?Sized, K> Copy for Search<'_, Q, K> {}

impl<'q, Q: FastKey + Equivalent<K> + ?Sized, K: FastKey> Search<'q, Q, K> {
    #[inline(always)]
    pub(crate) fn new(query: &'q Q) -> Search<'q, Q, K> {
        const { assert_same_hash::<Q, K>() };
        Search(query, PhantomData)
    }

    /// Whether there can be such a key: out of its promised range, it could be taken for another.
    #[inline(always)]
    fn is_in_range(self) -> bool {
        !Q::SHAPE.is_ranged() || self.0.check().is_ok()
    }

    /// Tells whether a key is the wanted one. Keys that pack compare as integers, which need no address; all others by
    /// [`Equivalent`].
    #[inline(always)]
    fn matcher(self) -> impl Fn(&K) -> bool {
        /// What keys are compared with.
        enum Wanted<'q, Q: ?Sized> {
            Packed(u128),
            Whole(&'q Q),
        }
        let wanted = if const { Q::SHAPE.is_packed() && K::SHAPE.is_packed() } {
            Wanted::Packed(self.0.arranged())
        } else {
            Wanted::Whole(self.0)
        };
        move |key| match wanted {
            Wanted::Packed(wanted) => {
                // By halves: compared as one, 128 bits take more registers than a lookup has left.
                let key = key.arranged();
                wanted as u64 == key as u64 && wanted >> 64 == key >> 64
            }
            Wanted::Whole(wanted) => wanted.equivalent(key),
        }
    }

    /// Checks a key that was made where this search found nothing, and is to be put in for it.
    ///
    /// # Panics
    /// Where `key` breaks its promises, and where a map takes it for another than what was asked for. One that cannot be
    /// in a map is no key's equal, whatever its bits are taken for.
    #[inline]
    #[track_caller]
    pub(crate) fn assert_is_answered_by(self, key: &K) {
        check_range(key);
        let is_same = if const { is_direct::<K>() } {
            self.0.ordinal() == key.ordinal()
        } else {
            self.matcher()(key)
        };
        assert!(
            is_same && self.is_in_range(),
            "the key to put in is not the key that was asked for"
        );
    }
}

impl<Q, K, T> Query<T> for Search<'_, Q, K>
where
    Q: FastKey + Equivalent<K> + ?Sized,
    K: FastKey,
    T: Keyed<K>,
{
    type Keying = ByKey<K>;

    #[inline(always)]
    fn hash(&self, seed: u64) -> u64 {
        if const { is_direct::<K>() } {
            self.0.ordinal()
        } else {
            hash(self.0, seed)
        }
    }

    #[inline(always)]
    fn is_in_range(&self) -> bool {
        Search::is_in_range(*self)
    }

    #[inline(always)]
    fn matcher(self) -> impl Fn(&T) -> bool {
        let is_wanted = Search::matcher(self);
        move |entry| is_wanted(entry.key())
    }
}

/// Panics where a key breaks the promise of a `#[fast_map(max = ...)]`.
#[inline(always)]
#[track_caller]
pub(crate) fn check_range<K: FastKey>(key: &K) {
    if K::SHAPE.is_ranged()
        && let Err(error) = key.check()
    {
        error.handle_error()
    }
}

/// The key's hash in a map of this seed.
#[inline(always)]
pub(crate) fn hash<K: FastKey + ?Sized>(key: &K, seed: u64) -> u64 {
    let state = if const { K::SHAPE.is_packed() } {
        hash::packed(seed, key.arranged(), K::SHAPE.bits())
    } else {
        key.mix(seed)
    };
    hash::finish(state, seed)
}

/// How many ordinals there are, where maps of `K` are arrays indexed by them; nothing where they hash.
///
/// Every map asks, so it fails compilation where a handwritten key has a plan that is not its own.
#[track_caller]
pub(crate) const fn ordinals<K: FastKey + ?Sized>() -> Option<u64> {
    assert!(
        K::PLAN.is_for(K::SHAPE),
        "the key's `PLAN` is not one for its `SHAPE`; \
         help: derive `FastMap`, or leave `PLAN` out"
    );
    match K::PLAN.path {
        Path::Direct => K::PLAN.cardinality,
        _ => None,
    }
}

/// Whether maps of `K` are arrays indexed by ordinal.
#[track_caller]
pub(crate) const fn is_direct<K: FastKey + ?Sized>() -> bool {
    ordinals::<K>().is_some()
}

/// Fails compilation where a map with keys `K` is searched by a `Q` that hashes differently, and so could never be
/// found: `FastMap<[u8; 16], V>` by `[u8]`, say.
#[inline(always)]
pub(crate) const fn assert_same_hash<Q: FastKey + ?Sized, K: FastKey>() {
    let (query, key) = (Q::SHAPE, K::SHAPE);
    let same = match (query.form(), key.form()) {
        (Form::Packed, Form::Packed) => {
            if is_direct::<K>() {
                query.bits() == key.bits() && same_number(query.cardinality(), key.cardinality())
            } else {
                query.is_arranged_like(key)
            }
        }
        (Form::Text, Form::Text) | (Form::Mixed, Form::Mixed) => true,
        _ => false,
    };
    assert!(
        same,
        "the map cannot be searched by this type: it does not pack or hash like the map's key; \
         help: pass a `&K`, or derive `FastMap` on a view with the key's fields in the key's order"
    );
}

const fn same_number(a: Option<u64>, b: Option<u64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}
