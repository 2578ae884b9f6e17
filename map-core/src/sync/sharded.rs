//! [`ShardedMap`]: many tables, each behind a lock of its own.

use core::fmt;
use core::iter::FusedIterator;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::boxed::Box;
use std::thread::available_parallelism;
use std::vec;

use crossbeam_utils::CachePadded;
use equivalent::Equivalent;

use super::all;
use super::ask::Hashed;
use super::at::At;
use super::lock::Shard;
use super::methods::shared_map_methods;
use super::outcome::{CompareError, LoadOrStore};
use super::reentry::MapId;
use super::shim::RwLock;
use crate::engine::random_number;
use crate::key::FastKey;
use crate::map::{self, Entry, FastMap};

/// Shards for each thread that the machine runs at once: two threads then seldom meet in one. With 4, operations of two
/// threads on two cores took 1.2 to 1.5 times as long.
const SHARDS_PER_THREAD: usize = 64;

/// Most shards there are if the user does not say: 128 KiB of them.
const MAX_SHARDS_HERE: usize = 1 << 10;

/// Most shards there are: their number takes twelve bits of a hash.
const MAX_SHARDS: usize = 1 << 12;

/// A map of many shards, each a [`FastMap`](struct@FastMap) behind a readers-writer lock of its own: threads wait for each
/// other only where their keys are in one shard.
///
/// There are 64 shards for every thread that the machine runs at once, rounded up to a power of two, and at most 1,024;
/// an empty one takes 128 bytes. [`with_shards`](ShardedMap::with_shards) says otherwise. A key is hashed once, before
/// anything is locked: some bits of the hash choose the shard, and others its place there.
///
/// Operations on one key are one step. Those on all, [`range`](ShardedMap::range), [`retain`](ShardedMap::retain),
/// [`len`](ShardedMap::len), [`clear`](ShardedMap::clear) and [`snapshot`](ShardedMap::snapshot), go from shard to shard,
/// and others may write to those that they have left or not reached. Where the whole map must be seen at one moment, use
/// a [`LockedMap`](super::LockedMap).
///
/// ```
/// use map_core::sync::ShardedMap;
/// use std::thread;
///
/// let words = ShardedMap::new();
/// thread::scope(|scope| {
///     for text in ["a rose is a rose", "a horse is a horse"] {
///         let words = &words;
///         scope.spawn(move || {
///             for word in text.split(' ') {
///                 words.entry_with(word, |count| *count.or_insert(0) += 1);
///             }
///         });
///     }
/// });
/// assert_eq!(words.load("a"), Some(4));
/// ```
pub struct ShardedMap<K, V> {
    shards: Box<[Table<K, V>]>,
    /// What all shards are seeded with to begin with, so that a key can be hashed before its shard is known.
    seed: u64,
}

/// A table that shares no cache line with its neighbours.
type Table<K, V> = CachePadded<RwLock<FastMap<K, V>>>;

impl<K, V> ShardedMap<K, V> {
    /// Creates an empty map, with shards for this machine. It allocates the shards, and nothing in them.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// use std::sync::LazyLock;
    ///
    /// static SESSIONS: LazyLock<ShardedMap<u64, String>> = LazyLock::new(ShardedMap::new);
    /// SESSIONS.store(1, "ann".to_owned());
    /// assert_eq!(SESSIONS.len(), 1);
    /// ```
    #[must_use]
    pub fn new() -> ShardedMap<K, V> {
        ShardedMap::with_shards(shards_here())
    }

    /// Creates an empty map with so many shards, rounded up to a power of two, at least 1 and at most 4,096.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// let map: ShardedMap<u32, u32> = ShardedMap::with_shards(100);
    /// assert_eq!(map.shards(), 128);
    /// ```
    #[must_use]
    pub fn with_shards(shards: usize) -> ShardedMap<K, V> {
        ShardedMap::seeded(random_number(), shards)
    }

    /// Creates an empty map with a seed of the caller's, as [`FastMap::with_seed`](crate::FastMap::with_seed), and
    /// shards for this machine: only machines that run equally many threads at once iterate it alike.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// let map: ShardedMap<u32, u32> = ShardedMap::with_seed(42);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn with_seed(seed: u64) -> ShardedMap<K, V> {
        ShardedMap::seeded(seed, shards_here())
    }

    fn seeded(seed: u64, shards: usize) -> ShardedMap<K, V> {
        let shards = shards.clamp(1, MAX_SHARDS).next_power_of_two();
        let shards = (0..shards).map(|_| CachePadded::new(RwLock::new(FastMap::with_seed(seed))));
        ShardedMap {
            shards: shards.collect(),
            seed: FastMap::<K, V>::with_seed(seed).table.seed(),
        }
    }

    /// Returns the number of shards: a power of two.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// let map: ShardedMap<u32, u32> = ShardedMap::new();
    /// assert!(map.shards().is_power_of_two());
    /// ```
    #[must_use]
    pub const fn shards(&self) -> usize {
        self.shards.len()
    }

    fn tables(&self) -> impl Iterator<Item = Shard<'_, K, V>> {
        let tables = self.shards.iter();
        tables.map(|table| Shard::new(table, MapId::of(self)))
    }
}

impl<K: FastKey, V> ShardedMap<K, V> {
    /// Creates an empty map with room for `capacity` entries, spread over the shards with a little to spare, as chance
    /// does not fill them evenly.
    ///
    /// # Panics
    /// Panics if [`FastMap::with_capacity`](crate::FastMap::with_capacity) would.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// let map: ShardedMap<u32, u32> = ShardedMap::with_capacity(10_000);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> ShardedMap<K, V> {
        let mut map = ShardedMap::new();
        map.reserve(capacity);
        map
    }

    /// Makes room for so many more entries.
    #[track_caller]
    fn reserve(&mut self, additional: usize) {
        if additional == 0 {
            return;
        }
        let even = additional.div_ceil(self.shards());
        // Three standard deviations of what chance gives one shard.
        let each = even.saturating_add(3 * even.isqrt());
        // Of what cannot be addressed the part of one shard may be, and would be asked for.
        if let Err(error) = FastMap::<K, V>::could_hold(each.saturating_mul(self.shards())) {
            error.handle_error();
        }
        for shard in &mut self.shards {
            shard.get_mut().reserve(each);
        }
    }

    /// Consumes the map and returns all entries as one that is not shared.
    ///
    /// ```
    /// use map_core::sync::ShardedMap;
    /// let map = ShardedMap::from([(1u32, "one")]).into_inner();
    /// assert_eq!(map[&1], "one");
    /// ```
    #[must_use]
    pub fn into_inner(self) -> FastMap<K, V> {
        let mut map = FastMap::with_capacity(self.len());
        map.extend(self);
        map
    }

    /// Which shard has a key or would have it.
    #[inline(always)]
    fn at<Q>(&self, key: &Q) -> At<'_, K, V, Hashed>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let ask = Hashed::of::<Q, K>(key, self.seed);
        let table = &self.shards[ask.shard::<K>() & (self.shards.len() - 1)];
        At {
            shard: Shard::new(table, MapId::of(self)),
            ask,
        }
    }
}

/// As many shards as this machine wants.
fn shards_here() -> usize {
    let threads = available_parallelism().map_or(1, usize::from);
    (threads * SHARDS_PER_THREAD).min(MAX_SHARDS_HERE)
}

shared_map_methods!(ShardedMap);

impl<K: FastKey, V> From<FastMap<K, V>> for ShardedMap<K, V> {
    fn from(map: FastMap<K, V>) -> Self {
        ShardedMap::from_iter(map)
    }
}

impl<K: FastKey, V> Extend<(K, V)> for ShardedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        if self.is_empty() {
            self.reserve(entries.size_hint().0);
        }
        for (key, value) in entries {
            self.store(key, value);
        }
    }
}

/// An iterator over the entries of a [`ShardedMap`] that was consumed.
pub struct ShardedIntoIter<K, V> {
    shards: vec::IntoIter<Table<K, V>>,
    current: map::IntoIter<K, V>,
    left: usize,
}

impl<K, V> IntoIterator for ShardedMap<K, V> {
    type Item = (K, V);
    type IntoIter = ShardedIntoIter<K, V>;

    fn into_iter(self) -> ShardedIntoIter<K, V> {
        ShardedIntoIter {
            left: self.len(),
            shards: self.shards.into_vec().into_iter(),
            current: FastMap::new().into_iter(),
        }
    }
}

impl<K, V> Iterator for ShardedIntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.current.next() {
                self.left -= 1;
                return Some(entry);
            }
            self.current = self.shards.next()?.into_inner().into_inner().into_iter();
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> ExactSizeIterator for ShardedIntoIter<K, V> {}
impl<K, V> FusedIterator for ShardedIntoIter<K, V> {}

impl<K, V> fmt::Debug for ShardedIntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShardedIntoIter")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::{String, ToString};

    fn lens<K: FastKey, V>(map: &ShardedMap<K, V>) -> impl Iterator<Item = usize> {
        map.tables().map(|table| table.read().len())
    }

    /// The bits that choose the shard leave the tables of the shards what they need: none is crowded.
    #[test]
    fn keys_spread_over_shards_and_their_buckets() {
        let map: ShardedMap<u64, ()> = ShardedMap::with_shards(64);
        map.tables()
            .for_each(|table| assert!(table.read().is_empty()));
        for key in 0..64_000 {
            map.store(key, ());
        }
        // 1,000 each; five standard deviations are 158.
        assert!(lens(&map).all(|len| (800..1_200).contains(&len)));
        for table in map.tables() {
            let table = table.read();
            table.check_invariants();
            assert!(table.table.seed() == map.seed, "a shard met collisions");
        }
    }

    #[test]
    fn ordinals_go_around() {
        let map: ShardedMap<u8, ()> = ShardedMap::with_shards(64);
        for key in 0..=255 {
            map.store(key, ());
        }
        assert!(lens(&map).all(|len| len == 4));
    }

    /// A shard whose table took a seed of its own finds its keys as before.
    #[test]
    fn shards_may_be_seeded_anew() {
        fn check<K: FastKey + Clone>(key: impl Fn(u32) -> K) {
            let map = ShardedMap::with_seed(1);
            let store = |keys: core::ops::Range<u32>| keys.for_each(|n| map.store(key(n), n));
            store(0..1_000);
            for shard in map.tables().step_by(2) {
                let mut shard = shard.write();
                let mut reseeded = FastMap::with_seed(2);
                reseeded.extend(shard.drain());
                *shard = reseeded;
            }
            store(500..2_000);
            for n in 0..2_000 {
                assert_eq!(map.load(&key(n)), Some(n));
            }
            assert!((0..2_000).all(|n| map.delete(&key(n))));
            assert!(map.is_empty());
        }
        check(|n| n);
        check(|n| n.to_string());
        check(|n| (n, String::from("and text")));
    }

    #[test]
    fn room_is_made_in_every_shard() {
        let map: ShardedMap<u64, ()> = ShardedMap::with_capacity(100_000);
        let before: usize = map.tables().map(|table| table.read().capacity()).sum();
        (0..100_000).for_each(|key| map.store(key, ()));
        let after: usize = map.tables().map(|table| table.read().capacity()).sum();
        assert!(before >= 100_000 && before == after);
    }
}
