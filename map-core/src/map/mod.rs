//! [`FastMap`]: the public methods, a file a group of them.

mod access;
mod address;
mod batch;
mod bulk;
mod capacity;
mod disjoint;
mod entry;
mod entry_ref;
mod iter;
mod layout;
mod order;
mod traits;

use core::any::type_name;
use core::fmt;
use core::marker::PhantomData;
use core::mem::offset_of;

use equivalent::Equivalent;

pub use address::Generation;
pub use batch::GetBatch;
pub use bulk::{Drain, ExtractIf};
pub use entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
pub use entry_ref::{EntryRef, VacantEntryRef};
pub(crate) use iter::iterators;
pub use iter::{IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Values, ValuesMut};
pub use layout::Layout;
pub use order::{IterFromRandom, IterSorted};

use crate::describe::{Described, DescribedEntry};
use crate::engine::{Keying, Query, Table};
use crate::hash::Seed;
use crate::key::{FastKey, assert_same_hash, hash, is_direct, is_possible, matcher, ordinals};
use crate::path::Path;

/// A map from keys `K` to values `V`, laid out, hashed and compared as `K`'s derive chose.
///
/// It behaves as [`std::collections::HashMap`](https://doc.rust-lang.org/std/collections/struct.HashMap.html) does, save for this:
/// - There is no hasher parameter: the key's [`PLAN`](FastKey::PLAN) says how it is found. The seed is random for each
///   map and drawn when the map first needs memory, or given by [`with_seed`](FastMap::with_seed).
/// - Iteration order is the seed's, and on the direct path the order of the keys' ordinals. It does not change while the
///   map does not, and is no other map's, save for a clone's.
/// - A large map grows a little with every few inserts instead of all at once.
/// - [`capacity`](FastMap::capacity) counts what fits before the map must double; a few entries more or less may still
///   need memory for overflow, so `with_capacity` saves the rehashing, not every single allocation.
///
/// Changing a key so that it packs, hashes or compares differently while it is in a map is a logic error, as it is with
/// std's: the map may then lose or repeat entries, but nothing unsafe happens.
///
/// # Examples
/// ```
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, Path, FastKey};
///
/// #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
/// struct UserId(u64);
///
/// let mut logins: FastMap<UserId, u32> = FastMap::new();
/// *logins.entry(UserId(7)).or_default() += 1;
/// *logins.entry(UserId(7)).or_default() += 1;
/// assert_eq!(logins[&UserId(7)], 2);
/// assert_eq!(UserId::PLAN.path, Path::Fast64);
/// # }
/// ```
pub struct FastMap<K, V> {
    pub(crate) table: Table<(K, V)>,
}

/// An entry of a table that is searched by keys `K`.
pub(crate) trait Keyed<K> {
    /// Where its value lies, in bytes from its start.
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
    fn place(entry: &T, seed: u64) -> u64 {
        place::<K, K>(entry.key(), seed)
    }

    #[inline(always)]
    fn check(entry: &T) {
        check_range(entry.key());
    }

    const PATH: Path = K::PLAN.path;
    const VALUE_OFFSET: usize = T::VALUE_OFFSET;

    fn key_type() -> &'static str {
        type_name::<K>()
    }

    fn key(entry: &T) -> impl fmt::Display {
        DescribedEntry::<T, K>::new(entry)
    }
}

/// Panics where a key breaks the promise of a `#[fast_map(max = ...)]`.
#[inline(always)]
pub(crate) fn check_range<K: FastKey>(key: &K) {
    if K::SHAPE.is_ranged()
        && let Err(error) = key.check()
    {
        error.raise()
    }
}

/// The hash of a query for maps of `K`, or its ordinal.
#[inline(always)]
fn place<Q: FastKey + ?Sized, K: FastKey>(query: &Q, seed: u64) -> u64 {
    if const { is_direct::<K>() } {
        query.ordinal()
    } else {
        hash(query, seed)
    }
}

/// A search for what is equivalent to `Q`.
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
}

impl<Q, K, T> Query<T> for Search<'_, Q, K>
where
    Q: FastKey + Equivalent<K> + ?Sized,
    K: FastKey,
    T: Keyed<K>,
{
    type Keying = ByKey<K>;

    #[inline(always)]
    fn place(&self, seed: u64) -> u64 {
        place::<Q, K>(self.0, seed)
    }

    #[inline(always)]
    fn is_possible(&self) -> bool {
        is_possible(self.0)
    }

    #[inline(always)]
    fn matcher(self) -> impl Fn(&T) -> bool {
        let is_wanted = matcher(self.0);
        move |entry| is_wanted(entry.key())
    }

    fn key(&self) -> impl fmt::Display {
        Described(self.0)
    }
}

impl<K, V> FastMap<K, V> {
    /// An empty map. It allocates nothing, and draws its seed when it first does.
    ///
    /// ```
    /// use map_core::FastMap;
    /// static EMPTY: FastMap<u32, &str> = FastMap::new();
    /// assert_eq!(EMPTY.get(&1), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> FastMap<K, V> {
        FastMap {
            table: Table::new(Seed::UNDRAWN),
        }
    }

    /// An empty map whose seed is made from `seed`, so that equal maps built by the same calls iterate in the same order,
    /// in every process.
    ///
    /// Whoever knows the seed can craft keys that collide. A map that meets suspiciously many collisions grows to the
    /// same size with a new, random seed, and is no longer reproducible from there on.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let fill = || {
    ///     let mut map = FastMap::with_seed(42);
    ///     map.extend((0..100u32).map(|i| (i, ())));
    ///     map.into_keys().collect::<Vec<_>>()
    /// };
    /// assert_eq!(fill(), fill());
    /// ```
    #[inline]
    #[must_use]
    pub const fn with_seed(seed: u64) -> FastMap<K, V> {
        FastMap {
            table: Table::new(Seed::from_user(seed)),
        }
    }
}

impl<K: FastKey, V> FastMap<K, V> {
    /// Checks every invariant of the map's table; for tests of this library.
    #[doc(hidden)]
    pub fn check_invariants(&self) {
        self.table
            .check_invariants(|entry| ByKey::<K>::place(entry, self.table.seed()));
    }
}
