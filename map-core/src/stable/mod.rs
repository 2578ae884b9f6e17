//! [`StableMap`], whose values never move, its entries and its iterators.

mod access;
mod entry;
mod inspect;
mod iter;
mod traits;

use alloc::boxed::Box;
use core::ptr::NonNull;

use equivalent::Equivalent;

pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use iter::{Drain, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Values, ValuesMut};

use crate::engine::TryReserveError;
use crate::key::FastKey;
use crate::map::{FastMap, Generation, Layout, addresses};

/// A map whose values never move while they are in it: from the insert that puts a key in to the removal that takes it
/// out, its value has one address, whatever happens to the rest of the map.
///
/// It is searched, hashed and laid out as [`FastMap`](struct@FastMap) is, has the same methods, and keeps each value in an
/// allocation of its own. Setting a key that is there changes its value where it is. Growth, [`shrink_to_fit`],
/// removals of other keys, and moving the map itself leave all values where they are; a clone has values of its own.
///
/// `#[fast_map(stable)]` on a key makes it the type behind the key's alias. Besides where addresses matter, it is worth
/// a try for large values in maps that grow much: see the [guide](crate::guide#values-that-are-large-or-must-not-move).
///
/// What is promised is the address. The borrow checker holds references as it does with any map, and whether a raw
/// pointer may be used is for the `unsafe` code that does so to know.
///
/// [`shrink_to_fit`]: StableMap::shrink_to_fit
///
/// # Examples
/// ```
/// use map_core::StableMap;
///
/// let mut sessions = StableMap::from([(1u64, [0u8; 300])]);
/// let place = &raw const sessions[&1];
/// sessions.extend((2..10_000).map(|id| (id, [0u8; 300])));
/// sessions.retain(|id, _| id % 5_000 == 1);
/// sessions.shrink_to_fit();
/// assert_eq!(&raw const sessions[&1], place);
/// ```
pub struct StableMap<K, V> {
    // A box a value, and not slots of an arena: measured side by side, inserts took about the same time and hits in the
    // arena 1.4 to 2 times as long, `iter_mut` over it needs `unsafe`, and it gives nothing back.
    pub(crate) map: FastMap<K, Box<V>>,
}

impl<K, V> StableMap<K, V> {
    /// Creates an empty map. It allocates nothing, and draws its seed when it first does.
    ///
    /// ```
    /// use map_core::StableMap;
    /// static EMPTY: StableMap<u32, &str> = StableMap::new();
    /// assert_eq!(EMPTY.get(&1), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> StableMap<K, V> {
        StableMap {
            map: FastMap::new(),
        }
    }

    /// Creates an empty map with a seed that is made from `seed`; see [`FastMap::with_seed`].
    ///
    /// ```
    /// use map_core::StableMap;
    /// let fill = || {
    ///     let mut map = StableMap::with_seed(42);
    ///     map.extend((0..100u32).map(|i| (i, ())));
    ///     map.into_keys().collect::<Vec<_>>()
    /// };
    /// assert_eq!(fill(), fill());
    /// ```
    #[inline]
    #[must_use]
    pub const fn with_seed(seed: u64) -> StableMap<K, V> {
        StableMap {
            map: FastMap::with_seed(seed),
        }
    }

    /// Returns the number of entries.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.len(), 2);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "size")]
    pub const fn len(&self) -> usize {
        self.map.len()
    }

    /// Returns `true` if there are no entries.
    ///
    /// ```
    /// use map_core::StableMap;
    /// assert!(StableMap::<u32, &str>::new().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Returns the number of entries that the table has room for before it must double; see [`FastMap::capacity`]. Each
    /// value is allocated when it is inserted.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map: StableMap<u64, u64> = StableMap::with_capacity(100);
    /// assert!(map.capacity() >= 100);
    /// ```
    #[inline]
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }

    /// Returns the number of bytes that the map has on the heap: those of its table and of its values, not counting
    /// what keys and values own, nor what the allocator adds to each value.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u64, [u64; 32]> = StableMap::with_capacity(15);
    /// let table = map.allocation_size();
    /// map.insert(1, [0; 32]);
    /// assert_eq!(map.allocation_size(), table + 256);
    /// ```
    #[must_use]
    pub const fn allocation_size(&self) -> usize {
        self.map.allocation_size() + self.len() * size_of::<V>()
    }

    /// Removes all entries and drops them; the table's memory stays for new ones, that of the values is given back.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, "a")]);
    /// map.clear();
    /// assert!(map.is_empty() && map.capacity() > 0);
    /// ```
    pub fn clear(&mut self) {
        self.map.clear();
    }
}

impl<K: FastKey, V> StableMap<K, V> {
    /// Creates an empty map whose table has room for `capacity` entries.
    ///
    /// # Panics
    /// Panics if [`reserve`](StableMap::reserve) would.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map: StableMap<u32, u32> = StableMap::with_capacity(1_000);
    /// assert!(map.capacity() >= 1_000);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> StableMap<K, V> {
        StableMap {
            map: FastMap::with_capacity(capacity),
        }
    }

    /// Shrinks the table's memory to what the entries need. The values stay where they are; a value's own memory was
    /// given back when it was removed.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u32, u32> = StableMap::with_capacity(1_000);
    /// map.insert(1, 2);
    /// let place = &raw const map[&1];
    /// map.shrink_to_fit();
    /// assert!(map.capacity() < 100);
    /// assert_eq!(&raw const map[&1], place);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }

    /// Shrinks the table's memory to what the entries need, or what `min_capacity` entries need if that is more. The
    /// values stay where they are.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u32, u32> = StableMap::with_capacity(1_000);
    /// map.shrink_to(100);
    /// assert!((100..1_000).contains(&map.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.map.shrink_to(min_capacity);
    }

    /// Reserves room in the table for `additional` new entries, at once; in the time of [`FastMap::reserve`].
    ///
    /// # Panics
    /// Panics if the table's memory would exceed the address space; it aborts where the allocator refuses.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, 2)]);
    /// map.reserve(1_000);
    /// assert!(map.capacity() >= 1_001);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional);
    }

    /// Reserves room in the table for `additional` new entries, or returns why it cannot. The values themselves are
    /// allocated when they are inserted, which aborts where the allocator refuses.
    ///
    /// # Errors
    /// Returns an error if the table's memory would exceed the address space, or the allocator refuses. The map stays
    /// as it was.
    ///
    /// ```
    /// use map_core::{StableMap, TryReserveError};
    /// let mut map = StableMap::from([(1u32, 2)]);
    /// assert!(map.try_reserve(1_000).is_ok());
    /// assert_eq!(map.try_reserve(usize::MAX), Err(TryReserveError::CapacityOverflow));
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.map.try_reserve(additional)
    }

    /// Returns what maps of these types look like in memory; see [`FastMap::layout`].
    ///
    /// ```
    /// use map_core::{Layout, StableMap};
    /// const LAYOUT: Layout = StableMap::<u64, [u8; 300]>::layout();
    /// const _: () = assert!(LAYOUT.slot_bytes == 16 && LAYOUT.value_bytes == 300 && !LAYOUT.inline);
    /// const _: () = assert!(LAYOUT.bytes_per_entry(LAYOUT.max_load) == 300 + 23);
    /// ```
    #[must_use]
    pub const fn layout() -> Layout {
        Layout {
            value_bytes: size_of::<V>(),
            inline: false,
            ..FastMap::<K, Box<V>>::layout()
        }
    }

    /// Checks every invariant of the map's table; for tests of this library.
    #[doc(hidden)]
    pub fn check_invariants(&self) {
        self.map.check_invariants();
    }
}

addresses! {
    StableMap<K, V> gives V, moved as |_| 0; // no box ever moves

    /// Returns the address of the value of `key`, to print and to compare. It stays the same until the key is taken
    /// out.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u64, 10)]);
    /// assert_eq!(map.address_of(&1).unwrap().as_ptr().cast_const(), &raw const map[&1]);
    /// assert_eq!(map.address_of(&2), None);
    /// ```
    address_of

    /// Returns a mark of where the value of `key` is, as of [`FastMap::generation`](crate::FastMap::generation). Two of
    /// them are equal, whatever happened in between, unless the key was taken out and put in again.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u64, 10)]);
    /// let before = map.generation(&1);
    /// map.extend((2..1_000).map(|key| (key, 0))); // grows
    /// assert_eq!(map.generation(&1), before);
    /// ```
    generation
}
