//! Where a key is, and whether it has moved.

use core::ptr::NonNull;

use equivalent::Equivalent;

use super::FastSet;
use crate::key::FastKey;
use crate::map::Generation;

impl<K: FastKey> FastSet<K> {
    /// The address of the key in the set that is equal to `key`, to print and to compare. It is good until the set is next
    /// changed.
    ///
    /// ```
    /// use map_core::FastSet;
    /// let names = FastSet::from([String::from("Ada")]);
    /// assert_eq!(names.address_of("Ada").unwrap().as_ptr().cast_const(), names.get("Ada").unwrap());
    /// assert_eq!(names.address_of("Alan"), None);
    /// ```
    pub fn address_of<Q>(&self, key: &Q) -> Option<NonNull<K>>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.get(key).map(NonNull::from)
    }

    /// A mark of where the key in the set is now, to compare with one taken later; see
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
    pub fn generation<Q>(&self, key: &Q) -> Option<Generation>
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let address = self.address_of(key)?.addr().get();
        Some(Generation::new(address, self.map.table.moves()))
    }
}
