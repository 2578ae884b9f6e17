//! [`FastSet`]: a map without values, and the algebra of sets.

mod iter;
mod ops;
mod traits;

use core::ptr::NonNull;

use equivalent::Equivalent;

pub use iter::{SetDrain, SetExtractIf, SetIntoIter, SetIter};
pub use ops::{Difference, Intersection, SymmetricDifference, Union};

use crate::engine::TryReserveError;
use crate::error::KeyError;
use crate::key::FastKey;
use crate::map::{Entry, EntryRef, FastMap, Generation, Layout, addresses};

/// A set of keys `K`, laid out, hashed and compared as `K`'s derive chose.
///
/// It behaves as [`std::collections::HashSet`](https://doc.rust-lang.org/std/collections/struct.HashSet.html) does, save for what [`FastMap`] does differently.
///
/// # Examples
/// ```
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, FastSet};
///
/// #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
/// enum Right { Read, Write, Share }
///
/// let mut rights = FastSet::from([Right::Read, Right::Write]);
/// assert!(rights.insert(Right::Share));
/// assert!(!rights.insert(Right::Share), "it is there already");
/// assert!(rights.contains(&Right::Read));
/// # }
/// ```
pub struct FastSet<K> {
    pub(crate) map: FastMap<K, ()>,
}

impl<K> FastSet<K> {
    /// Creates an empty set. It allocates nothing, and draws its seed when it first does.
    ///
    /// ```
    /// use map_core::FastSet;
    /// static NONE: FastSet<u32> = FastSet::new();
    /// assert!(NONE.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> FastSet<K> {
        FastSet {
            map: FastMap::new(),
        }
    }

    /// Creates an empty set whose seed is made from `seed`; see [`FastMap::with_seed`].
    ///
    /// ```
    /// use map_core::FastSet;
    /// let fill = |mut set: FastSet<u32>| {
    ///     set.extend(0..100);
    ///     set.into_iter().collect::<Vec<_>>()
    /// };
    /// assert_eq!(fill(FastSet::with_seed(42)), fill(FastSet::with_seed(42)));
    /// ```
    #[inline]
    #[must_use]
    pub const fn with_seed(seed: u64) -> FastSet<K> {
        FastSet {
            map: FastMap::with_seed(seed),
        }
    }
}

impl<K: FastKey> FastSet<K> {
    /// Creates an empty set with room for `capacity` keys.
    ///
    /// # Panics
    /// Panics if [`FastMap::reserve`] would.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set: FastSet<u32> = FastSet::with_capacity(100);
    /// assert!(set.capacity() >= 100);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> FastSet<K> {
        FastSet {
            map: FastMap::with_capacity(capacity),
        }
    }

    /// Shrinks the set's memory to what its keys need.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = FastSet::with_capacity(1_000);
    /// set.insert(1);
    /// set.shrink_to_fit();
    /// assert!(set.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }

    /// Shrinks the set's memory to what its keys need, or what `min_capacity` keys need if that is more.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = FastSet::with_capacity(1_000);
    /// set.shrink_to(100);
    /// assert!((100..1_000).contains(&set.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.map.shrink_to(min_capacity);
    }

    /// Returns `true` if the set holds `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set = FastSet::from([1u32, 2]);
    /// assert!(set.contains(&1) && !set.contains(&3));
    /// ```
    #[inline]
    pub fn contains<Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.contains_key(key)
    }

    /// Returns a reference to the key that is in the set and is equivalent to `key`.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let set = FastSet::from(["a".to_owned()]);
    /// assert_eq!(set.get("a").map(String::as_str), Some("a"));
    /// ```
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> Option<&K>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.get_key_value(key).map(|(key, ())| key)
    }

    /// Inserts a key as [`insert`](FastSet::insert) does, after checking what its `#[fast_map(max = ...)]` promises.
    ///
    /// # Errors
    /// Returns the error of [`check`](FastKey::check) if that refuses the key; the set stays as it was.
    #[inline]
    pub fn checked_insert(&mut self, key: K) -> Result<bool, KeyError> {
        key.check()?;
        Ok(self.insert(key))
    }

    /// Inserts a key and returns whether it is new. A key that is there already stays, and `key` is dropped.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::new();
    /// assert!(set.insert(2u32));
    /// assert!(!set.insert(2));
    /// ```
    #[inline]
    #[doc(alias = "add")]
    #[doc(alias = "push")]
    pub fn insert(&mut self, key: K) -> bool {
        self.map.insert(key, ()).is_none()
    }

    /// Inserts a key and returns the equal one that was there.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::from([String::from("a")]);
    /// assert_eq!(set.replace(String::from("a")).as_deref(), Some("a"));
    /// assert_eq!(set.replace(String::from("b")), None);
    /// ```
    pub fn replace(&mut self, key: K) -> Option<K> {
        self.map.replace_entry(key, ()).map(|(key, ())| key)
    }

    /// Returns a reference to the key that is in the set and equal to `key`, which is inserted if there is none.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::new();
    /// assert_eq!(set.get_or_insert(7u64), &7);
    /// assert_eq!(set.len(), 1);
    /// ```
    pub fn get_or_insert(&mut self, key: K) -> &K {
        match self.map.entry(key) {
            Entry::Occupied(entry) => entry.into_key_ref(),
            Entry::Vacant(entry) => entry.insert_entry(()).into_key_ref(),
        }
    }

    /// Returns a reference to the key that is in the set and equivalent to `key`; if there is none, what `make` makes
    /// of `key` is inserted.
    ///
    /// Computes in *O*(1) amortised time on average.
    ///
    /// # Panics
    /// Panics if the key that was made is not equivalent to `key`.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut pets = FastSet::from(["cat", "dog"].map(String::from));
    /// assert_eq!(pets.get_or_insert_with("fish", |pet| pet.to_owned()), "fish");
    /// assert_eq!(pets.get_or_insert_with("cat", |_| unreachable!()), "cat");
    /// assert_eq!(pets.len(), 3);
    /// ```
    #[track_caller]
    pub fn get_or_insert_with<Q>(&mut self, key: &Q, make: impl FnOnce(&Q) -> K) -> &K
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        match self.map.entry_ref(key) {
            EntryRef::Occupied(entry) => entry.into_key_ref(),
            EntryRef::Vacant(entry) => entry.insert_entry_with_key(make(key), ()).into_key_ref(),
        }
    }

    /// Removes a key and returns whether it was there.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::from([2u32]);
    /// assert!(set.remove(&2));
    /// assert!(!set.remove(&2));
    /// ```
    #[inline]
    #[doc(alias = "delete")]
    pub fn remove<Q>(&mut self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.remove(key).is_some()
    }

    /// Removes a key and returns it.
    ///
    /// Computes in *O*(1) time on average.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::from(["a".to_owned()]);
    /// assert_eq!(set.take("a").as_deref(), Some("a"));
    /// assert!(set.is_empty());
    /// ```
    #[inline]
    pub fn take<Q>(&mut self, key: &Q) -> Option<K>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.map.remove_entry(key).map(|(key, ())| key)
    }

    /// Reserves room for `additional` new keys; see [`FastMap::reserve`].
    ///
    /// # Panics
    /// Panics if [`FastMap::reserve`] would.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = FastSet::new();
    /// set.reserve(100);
    /// assert!(set.capacity() >= 100);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional);
    }

    /// Reserves room for `additional` new keys, or returns why it cannot; see [`FastMap::try_reserve`].
    ///
    /// # Errors
    /// Returns an error if [`FastMap::try_reserve`] would.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = FastSet::new();
    /// assert!(set.try_reserve(100).is_ok());
    /// assert!(set.try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.map.try_reserve(additional)
    }

    /// Moves every key that growth has yet to move; see [`FastMap::finish_growth`].
    ///
    /// # Panics
    /// Panics if [`FastMap::reserve`] would.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = (0..1_000).collect();
    /// set.finish_growth();
    /// assert!(!set.is_growing());
    /// ```
    #[track_caller]
    pub fn finish_growth(&mut self) {
        self.map.finish_growth();
    }

    /// Returns what sets of these keys look like in memory; see [`FastMap::layout`].
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert_eq!(FastSet::<u64>::layout().slot_bytes, 8);
    /// ```
    #[must_use]
    pub const fn layout() -> Layout {
        FastMap::<K, ()>::layout()
    }

    /// Checks every invariant of the set's table; for tests of this library.
    #[doc(hidden)]
    pub fn check_invariants(&self) {
        self.map.check_invariants();
    }
}

impl<K> FastSet<K> {
    /// Returns the number of keys.
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert_eq!(FastSet::from([1u32, 2, 2]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "size")]
    pub const fn len(&self) -> usize {
        self.map.len()
    }

    /// Returns `true` if there are no keys.
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert!(FastSet::<u32>::new().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Returns the number of keys that fit before the set must double; see [`FastMap::capacity`].
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert_eq!(FastSet::from([1u32]).capacity(), 15); // one bucket
    /// ```
    #[inline]
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }

    /// Returns the number of bytes that the set has on the heap; see [`FastMap::allocation_size`].
    ///
    /// ```
    /// use map_core::FastSet;
    /// assert_eq!(FastSet::<u32>::new().allocation_size(), 0);
    /// ```
    #[must_use]
    pub const fn allocation_size(&self) -> usize {
        self.map.allocation_size()
    }

    /// Returns `true` if the set has begun to double and not yet moved every key.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let small: FastSet<u32> = (0..1_000).collect();
    /// assert!(!small.is_growing()); // small sets double at once
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_growing(&self) -> bool {
        self.map.is_growing()
    }

    /// Removes all keys and drops them; the memory stays for new ones.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set = FastSet::from([1u32]);
    /// set.clear();
    /// assert!(set.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// Retains only the keys for which `keep` returns `true`.
    ///
    /// Computes in *O*(capacity) time.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut set: FastSet<u32> = (0..6).collect();
    /// set.retain(|key| key % 2 == 0);
    /// assert_eq!(set, FastSet::from([0, 2, 4]));
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K) -> bool) {
        self.map.retain(|key, ()| keep(key));
    }
}

addresses! {
    FastSet<K> gives K, moved as |set| set.map.table.moves();

    /// Returns the address of the key in the set that is equal to `key`, to print and to compare. It is good until the
    /// set is next changed.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let names = FastSet::from([String::from("Ada")]);
    /// assert_eq!(names.address_of("Ada").unwrap().as_ptr().cast_const(), names.get("Ada").unwrap());
    /// assert_eq!(names.address_of("Alan"), None);
    /// ```
    address_of

    /// Returns a mark of where the key in the set is now, to compare with one taken later; see
    /// [`FastMap::generation`](crate::FastMap::generation).
    ///
    /// ```
    /// use map_core::FastSet;
    /// let mut ids = FastSet::from([1u64]);
    /// let before = ids.generation(&1);
    /// ids.insert(2);
    /// assert_eq!(ids.generation(&1), before);
    /// ids.extend(3..100); // grows
    /// assert_ne!(ids.generation(&1), before);
    /// ```
    generation
}
