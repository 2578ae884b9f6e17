//! What a map of boxed values holds, and where.

use super::StableMap;
use crate::inspect::Inspection;
use crate::key::FastKey;

impl<K: FastKey, V> StableMap<K, V> {
    /// Returns what the map holds, and where its bytes are: those of its table, as of
    /// [`FastMap::inspect`](crate::FastMap::inspect), and those of its values.
    ///
    /// ```
    /// use map_core::StableMap;
    ///
    /// let map = StableMap::from([(1u64, [0u8; 300]), (2, [0; 300])]);
    /// let seen = map.inspect();
    /// assert_eq!((seen.bytes.slots, seen.bytes.values), (2 * 16, 2 * 300));
    /// assert_eq!(seen.bytes.total(), map.allocation_size());
    /// ```
    #[must_use]
    pub fn inspect(&self) -> Inspection {
        let mut seen = self.map.inspect();
        seen.value = core::any::type_name::<V>();
        seen.inline = false;
        seen.entry_bytes += size_of::<V>();
        seen.bytes.values = self.len() * size_of::<V>();
        seen
    }
}
