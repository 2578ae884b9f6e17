//! Where a value is: always in the same place.

use core::ptr::NonNull;

use equivalent::Equivalent;

use super::StableMap;
use crate::key::FastKey;
use crate::map::Generation;

impl<K: FastKey, V> StableMap<K, V> {
    /// The address of the value of `key`, to print and to compare. It stays the same until the key is taken out.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u64, 10)]);
    /// assert_eq!(map.address_of(&1).unwrap().as_ptr().cast_const(), &raw const map[&1]);
    /// assert_eq!(map.address_of(&2), None);
    /// ```
    pub fn address_of<Q>(&self, key: &Q) -> Option<NonNull<V>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.get(key).map(NonNull::from)
    }

    /// A mark of where the value of `key` is, as of [`FastMap::generation`](crate::FastMap::generation). Two of them are equal,
    /// whatever happened in between, unless the key was taken out and put in again.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u64, 10)]);
    /// let before = map.generation(&1);
    /// map.extend((2..1_000).map(|key| (key, 0))); // grows
    /// assert_eq!(map.generation(&1), before);
    /// ```
    pub fn generation<Q>(&self, key: &Q) -> Option<Generation>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let address = self.address_of(key)?.addr().get();
        Some(Generation::new(address, 0)) // it never moves
    }
}
