//! What the maps' compound operations answer.

use core::error::Error;
use core::fmt;

/// The value in the map after a `load_or_store` or `load_or_insert_with`, and whether it was there before: Go's
/// `actual, loaded`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoadOrStore<V> {
    /// The key was there, with this value.
    Loaded(V),
    /// The key is new, and has this value now.
    Stored(V),
}

impl<V> LoadOrStore<V> {
    /// Returns the value that the key has, whichever way it came there.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map = LockedMap::from([("a", 1)]);
    /// assert_eq!(map.load_or_store("a", 2).into_value(), 1);
    /// ```
    #[inline]
    pub fn into_value(self) -> V {
        match self {
            LoadOrStore::Loaded(value) | LoadOrStore::Stored(value) => value,
        }
    }

    /// Returns `true` if the key was there before: Go's `loaded`.
    ///
    /// ```
    /// use map_core::sync::LockedMap;
    /// let map = LockedMap::new();
    /// assert!(!map.load_or_store("a", 1).is_loaded());
    /// assert!(map.load_or_store("a", 2).is_loaded());
    /// ```
    #[inline]
    pub const fn is_loaded(&self) -> bool {
        matches!(self, LoadOrStore::Loaded(_))
    }
}

/// The error of a `compare_and_swap`: the key is not in the map, or has another value than was expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CompareError<V> {
    /// The value that was not stored.
    pub not_stored: V,
}

impl<V> fmt::Debug for CompareError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompareError").finish_non_exhaustive()
    }
}

impl<V> fmt::Display for CompareError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key is absent or its value is not the expected one")
    }
}

impl<V> Error for CompareError<V> {}
