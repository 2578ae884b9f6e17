//! Length, memory and growth.

use super::FastMap;
use crate::engine::{Keying, Table, TryReserveError};
use crate::key::FastKey;
use crate::keyed::ByKey;
use crate::trace;

impl<K, V> FastMap<K, V> {
    /// Returns the number of entries.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.len(), 2);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "size")]
    pub const fn len(&self) -> usize {
        self.table.len()
    }

    /// Returns `true` if there are no entries.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// assert!(map.is_empty());
    /// map.insert(1u32, "a");
    /// assert!(!map.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of entries that fit before the map must double; on the direct path, once the map has memory,
    /// the number of possible keys, rounded up to whole buckets of 16.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u64, u64> = FastMap::new();
    /// assert_eq!(map.capacity(), 0);
    /// map.insert(1, 1);
    /// assert_eq!(map.capacity(), 15); // one bucket
    /// let direct: FastMap<bool, u64> = FastMap::from([(true, 1)]);
    /// assert_eq!(direct.capacity(), 16);
    /// ```
    #[inline]
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }

    /// Returns the number of bytes that the map has on the heap, not counting what its keys and values own.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u64, u64> = FastMap::new();
    /// assert_eq!(map.allocation_size(), 0);
    /// map.insert(1, 1);
    /// assert_eq!(map.allocation_size(), 16 + 16 * 16); // one bucket: 16 tags, 16 slots
    /// ```
    #[must_use]
    pub const fn allocation_size(&self) -> usize {
        self.table.allocated_bytes()
    }

    /// Returns `true` if the map has begun to double and not yet moved every entry. Lookups need not care.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let small: FastMap<u32, u32> = (0..1_000).map(|key| (key, key)).collect();
    /// assert!(!small.is_growing()); // small maps double at once
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_growing(&self) -> bool {
        self.table.is_growing()
    }

    /// Removes all entries and drops them; the memory stays for new ones.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, "a")]);
    /// map.clear();
    /// assert!(map.is_empty() && map.capacity() > 0);
    /// ```
    pub fn clear(&mut self) {
        trace::clear::<K, _>(&self.table);
        self.table.clear();
    }
}

impl<K: FastKey, V> FastMap<K, V> {
    /// Creates an empty map with room for `capacity` entries.
    ///
    /// # Panics
    /// Panics if [`reserve`](FastMap::reserve) would.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map: FastMap<u32, u32> = FastMap::with_capacity(1_000);
    /// assert!(map.capacity() >= 1_000);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> FastMap<K, V> {
        match Table::with_capacity::<ByKey<K>>(capacity) {
            Ok(table) => FastMap { table },
            Err(error) => error.handle_error(),
        }
    }

    /// Shrinks the map's memory to what its entries need. See [`shrink_to`](FastMap::shrink_to).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u32, u32> = FastMap::with_capacity(1_000);
    /// map.insert(1, 2);
    /// map.shrink_to_fit();
    /// assert!(map.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Shrinks the map's memory to what its entries need, or what `min_capacity` entries need if that is more.
    ///
    /// Computes in *O*(capacity) time. Keys are hashed only where those that are left would crowd into few buckets;
    /// they get a new seed then. Where the allocator refuses memory that this needs for a while, or a key's `Hash`
    /// panics, the map stays as large as it is.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map: FastMap<u32, u32> = FastMap::with_capacity(1_000);
    /// map.shrink_to(100);
    /// assert!((100..1_000).contains(&map.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        trace::steps::<K, _, _>(&mut self.table, |table| {
            table.shrink_to(min_capacity, &ByKey::<K>::hash);
        });
    }

    /// Reserves room for `additional` new entries, at once: it also finishes growth that is under way, if the room is
    /// short.
    ///
    /// Computes in *O*(length + `additional`) time on average if the room is short, and else in *O*(1).
    ///
    /// # Panics
    /// Panics if the map's memory would exceed the address space; it aborts where the allocator refuses.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, 2)]);
    /// map.reserve(1_000);
    /// assert!(map.capacity() >= 1_001);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.handle_error();
        }
    }

    /// Makes room for entries that are to be put in. Into a map that is not empty some of them may be known already: half
    /// of them, as std supposes.
    #[track_caller]
    pub(crate) fn reserve_for(&mut self, expected: usize) {
        self.reserve(if self.is_empty() {
            expected
        } else {
            expected.div_ceil(2)
        });
    }

    /// Reserves room for `additional` new entries, or returns why it cannot; in the time of
    /// [`reserve`](FastMap::reserve).
    ///
    /// # Errors
    /// Returns an error if the map's memory would exceed the address space, or the allocator refuses. The map stays as
    /// it was.
    ///
    /// ```
    /// use map_core::{FastMap, TryReserveError};
    /// let mut map = FastMap::from([(1u32, 2)]);
    /// assert!(map.try_reserve(1_000).is_ok());
    /// assert_eq!(map.try_reserve(usize::MAX), Err(TryReserveError::CapacityOverflow));
    /// assert_eq!(map[&1], 2);
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        trace::steps::<K, _, _>(&mut self.table, |table| {
            table.try_reserve::<ByKey<K>>(additional)
        })
    }

    /// Says whether a map with room for so many entries could be addressed.
    #[cfg(feature = "sync")]
    pub(crate) fn could_hold(entries: usize) -> Result<(), TryReserveError> {
        Table::<(K, V)>::could_hold::<ByKey<K>>(entries)
    }

    /// Moves every entry that growth has yet to move; see [`is_growing`](FastMap::is_growing).
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// # Panics
    /// Panics if [`reserve`](FastMap::reserve) would.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::new();
    /// while !map.is_growing() {
    ///     map.insert(map.len() as u64, [0u64; 4]);
    /// }
    /// map.finish_growth();
    /// assert!(!map.is_growing());
    /// ```
    #[track_caller]
    pub fn finish_growth(&mut self) {
        let done = trace::steps::<K, _, _>(&mut self.table, |table| {
            table.finish_growth_of::<ByKey<K>>()
        });
        if let Err(error) = done {
            error.handle_error();
        }
    }

    /// Drops all entries and uses the memory for another map; see
    /// [`MapPool::take_for`](crate::pool::MapPool::take_for). It does not compile where the two are not laid out alike.
    #[cfg(feature = "pool")]
    pub(crate) fn recycle<L: FastKey, W>(self) -> FastMap<L, W> {
        FastMap {
            table: self.table.recycle::<(L, W), ByKey<K>, ByKey<L>>(),
        }
    }
}
