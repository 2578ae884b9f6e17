//! How a table behind a lock is asked for a key: with a hash that was made before, or without.

use core::hint::cold_path;

use equivalent::Equivalent;

use crate::engine::Query;
use crate::key::FastKey;
use crate::keyed::{ByKey, Search, is_direct};

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

/// The hash under the seed that all shards begin with; in a direct table, the ordinal.
#[derive(Clone, Copy)]
pub(super) struct Hashed {
    seed: u64,
    hash: u64,
}

impl Hashed {
    #[inline(always)]
    pub(super) fn of<Q, K>(key: &Q, seed: u64) -> Hashed
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        K: FastKey,
    {
        let hash = Query::<(K, ())>::hash(&Search::<Q, K>::new(key), seed);
        Hashed { seed, hash }
    }

    /// A number that chooses the shard, by its low bits. Of a hash it is twelve bits that the table of the shard does not
    /// look at: above the tag. Ordinals go around.
    #[inline(always)]
    pub(super) const fn shard<K: FastKey>(self) -> usize {
        if is_direct::<K>() {
            self.hash as usize
        } else {
            (self.hash >> 44) as usize & 0xfff
        }
    }
}

impl Ask for Hashed {
    #[inline(always)]
    fn query<'q, Q, K, V>(self, key: &'q Q) -> impl Query<(K, V), Keying = ByKey<K>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
        K: FastKey + 'q,
    {
        SearchHashed {
            search: Search::new(key),
            hashed: self,
        }
    }
}

/// A search for a key whose hash is known.
struct SearchHashed<'q, Q: ?Sized, K> {
    search: Search<'q, Q, K>,
    hashed: Hashed,
}

impl<Q: ?Sized, K> Clone for SearchHashed<'_, Q, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: ?Sized, K> Copy for SearchHashed<'_, Q, K> {}

impl<Q, K, V> Query<(K, V)> for SearchHashed<'_, Q, K>
where
    Q: FastKey + Equivalent<K> + ?Sized,
    K: FastKey,
{
    type Keying = ByKey<K>;

    #[inline(always)]
    fn hash(&self, seed: u64) -> u64 {
        if is_direct::<K>() || seed == self.hashed.seed {
            self.hashed.hash
        } else {
            // This shard met hostile keys and took a seed of its own.
            cold_path();
            Query::<(K, V)>::hash(&self.search, seed)
        }
    }

    #[inline(always)]
    fn is_in_range(&self) -> bool {
        Query::<(K, V)>::is_in_range(&self.search)
    }

    #[inline(always)]
    fn matcher(self) -> impl Fn(&(K, V)) -> bool {
        self.search.matcher()
    }
}
