//! The traits that every map has, and of these the ones that sets have too.

use core::fmt;
use core::ops::Index;

use equivalent::Equivalent;

use super::FastMap;
use super::batch::insert_in_windows;
use crate::key::FastKey;

/// Writes the traits of whatever is made of items: maps, and sets.
macro_rules! collection {
    ($name:ident<K $(, $value:ident)?> in $field:ident, of $item:ty, $repeated:literal) => {
        impl<K: FastKey $(, $value)?> Default for $name<K $(, $value)?> {
            #[inline]
            fn default() -> Self {
                $name::new()
            }
        }

        /// A clone has its original's seed, and so its order, and whatever growth was under way.
        impl<K: Clone $(, $value: Clone)?> Clone for $name<K $(, $value)?> {
            fn clone(&self) -> Self {
                $name { $field: self.$field.clone() }
            }
        }

        impl<K: FastKey $(, $value: Eq)?> Eq for $name<K $(, $value)?> {}

        impl<K: FastKey $(, $value)?> FromIterator<$item> for $name<K $(, $value)?> {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                let mut all = $name::new();
                all.extend(items);
                all
            }
        }

        #[doc = $repeated]
        impl<K: FastKey $(, $value)?, const N: usize> From<[$item; N]> for $name<K $(, $value)?> {
            fn from(items: [$item; N]) -> Self {
                $name::from_iter(items)
            }
        }
    };
}

/// Writes the traits of a map that are not those of its [`collection`], but for the `Extend` that puts entries in.
macro_rules! map_traits {
    ($map:ident in $field:ident) => {
        collection! {
            $map<K, V> in $field, of (K, V), "Of equal keys in the array, the last one's value counts."
        }

        impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for $map<K, V> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_map().entries(self).finish()
            }
        }

        /// Maps are equal if they have equal keys with equal values, whatever their seeds.
        impl<K: FastKey, V: PartialEq> PartialEq for $map<K, V> {
            fn eq(&self, other: &Self) -> bool {
                self.len() == other.len()
                    && self
                        .iter()
                        .all(|(key, value)| other.get(key).is_some_and(|theirs| value == theirs))
            }
        }

        /// # Panics
        /// Panics if the key is not in the map.
        impl<K, V, Q> Index<&Q> for $map<K, V>
        where
            K: FastKey,
            Q: FastKey + Equivalent<K> + ?Sized,
        {
            type Output = V;

            #[inline]
            #[track_caller]
            fn index(&self, key: &Q) -> &V {
                self.get(key).expect("no entry found for key")
            }
        }

        impl<'a, K: FastKey + Copy, V: Copy> Extend<(&'a K, &'a V)> for $map<K, V> {
            fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
                self.extend(entries.into_iter().map(|(key, value)| (*key, *value)));
            }
        }
    };
}

pub(crate) use {collection, map_traits};

map_traits!(FastMap in table);

/// A key that is there already keeps its place and gets the new value.
impl<K: FastKey, V> Extend<(K, V)> for FastMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = entries.into_iter();
        self.reserve_for(entries.size_hint().0);
        insert_in_windows(self, entries);
    }
}
