//! [`FastMap`]: the public methods, a file a group of them.

mod access;
mod address;
mod batch;
mod capacity;
mod disjoint;
mod entry;
mod entry_ref;
mod extract;
mod iter;
mod layout;
mod order;
mod traits;

pub use address::Generation;
pub(crate) use address::addresses;
pub use batch::GetBatch;
pub(crate) use entry::entries;
pub use entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
pub use entry_ref::{EntryRef, VacantEntryRef};
pub use extract::ExtractIf;
pub use iter::{Drain, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Values, ValuesMut};
pub(crate) use iter::{clones, debugs, iterators, visits};
pub use layout::Layout;
pub use order::{IterFromRandom, IterSorted};
pub(crate) use traits::{collection, map_traits};

use crate::engine::{Keying, Table};
use crate::hash::Seed;
use crate::key::FastKey;
use crate::keyed::ByKey;

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

impl<K, V> FastMap<K, V> {
    /// Creates an empty map. It allocates nothing, and draws its seed when it first does.
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

    /// Creates an empty map whose seed is made from `seed`, so that equal maps built by the same calls iterate in the
    /// same order, in every process.
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
            .check_invariants(|entry| ByKey::<K>::hash(entry, self.table.seed()));
    }
}
