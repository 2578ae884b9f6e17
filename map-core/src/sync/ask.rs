//! How a table behind a lock is asked for a key: with a hash that was made before, or without.

use equivalent::Equivalent;

use crate::engine::Query;
use crate::key::FastKey;
use crate::map::{ByKey, Search};

/// What is known of a key's hash before its table is locked.
pub(super) trait Ask: Copy {
    /// The query for `key`.
    fn query<'q, Q, K, V>(self, key: &'q Q) -> impl Query<(K, V), Keying = ByKey<K>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        K: FastKey + 'q;
}

/// Nothing: the seed is behind the lock.
#[derive(Clone, Copy)]
pub(super) struct Unhashed;

impl Ask for Unhashed {
    #[inline(always)]
    fn query<'q, Q, K, V>(self, key: &'q Q) -> impl Query<(K, V), Keying = ByKey<K>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        K: FastKey + 'q,
    {
        Search::new(key)
    }
}
