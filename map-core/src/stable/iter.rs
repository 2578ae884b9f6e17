//! The iterators over a map: those of [`FastMap`](crate::FastMap), without the values' boxes.

use alloc::boxed::Box;
use core::fmt;
use core::iter::FusedIterator;

use super::StableMap;
use crate::map::{self, iterators};

impl<K, V> StableMap<K, V> {
    /// All entries, in an order that stays the same while the map does.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u32, 10), (2, 20)]);
    /// assert_eq!(map.iter().map(|(k, v)| k * v).sum::<u32>(), 50);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.map.iter())
    }

    /// All entries, with values to change.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, 10), (2, 20)]);
    /// for (_, value) in map.iter_mut() {
    ///     *value += 1;
    /// }
    /// assert_eq!((map[&1], map[&2]), (11, 21));
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(self.map.iter_mut())
    }

    /// All keys, in the order of [`iter`](StableMap::iter).
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.keys().sum::<u32>(), 3);
    /// ```
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.map.keys())
    }

    /// All values, in the order of [`iter`](StableMap::iter).
    ///
    /// ```
    /// use map_core::StableMap;
    /// let map = StableMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.values().sum::<i32>(), 3);
    /// ```
    #[inline]
    pub fn values(&self) -> Values<'_, K, V> {
        Values(self.map.values())
    }

    /// All values, to change.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([("a", 1), ("b", 2)]);
    /// for value in map.values_mut() {
    ///     *value += 10;
    /// }
    /// assert_eq!(map["b"], 12);
    /// ```
    #[inline]
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut(self.map.values_mut())
    }

    /// All keys; the map is used up.
    ///
    /// ```
    /// use map_core::StableMap;
    /// assert_eq!(StableMap::from([("a", 1)]).into_keys().next(), Some("a"));
    /// ```
    #[inline]
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys(self.map.into_keys())
    }

    /// All values; the map is used up.
    ///
    /// ```
    /// use map_core::StableMap;
    /// assert_eq!(StableMap::from([("a", 1)]).into_values().next(), Some(1));
    /// ```
    #[inline]
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues(self.map.into_values())
    }

    /// Keeps only the entries for which `keep` says yes. The values of those stay where they are.
    ///
    /// Takes time in proportion to the table's memory. Should `keep` panic, what was not looked at is kept.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u32, u32> = (0..8).map(|x| (x, x * 10)).collect();
    /// map.retain(|key, _| key % 2 == 0);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.map.retain(|key, value| keep(key, value));
    }

    /// Empties the map and gives its entries; the table's memory stays. What the iterator has not given when it is
    /// dropped is dropped with it. If it is leaked, the entries are leaked too, and the map is empty and without memory.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map = StableMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.drain().map(|(key, _)| key).sum::<u32>(), 3);
    /// assert!(map.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        Drain(self.map.drain())
    }

    /// Takes out, one by one as the iterator is asked, the entries for which `take` says yes. What the iterator has not
    /// come to when it is dropped or leaked stays in the map.
    ///
    /// ```
    /// use map_core::StableMap;
    /// let mut map: StableMap<u32, u32> = (0..8).map(|x| (x, x)).collect();
    /// assert_eq!(map.extract_if(|key, _| key % 2 == 1).count(), 4);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn extract_if(
        &mut self,
        mut take: impl FnMut(&K, &mut V) -> bool,
    ) -> impl FusedIterator<Item = (K, V)> {
        self.map
            .extract_if(move |key, value| take(key, value))
            .map(|(key, value)| (key, *value))
    }
}

/// The entries of a map; see [`StableMap::iter`].
pub struct Iter<'a, K, V>(map::Iter<'a, K, Box<V>>);

/// The entries of a map, with values to change; see [`StableMap::iter_mut`].
pub struct IterMut<'a, K, V>(map::IterMut<'a, K, Box<V>>);

/// The entries of a map that is used up.
pub struct IntoIter<K, V>(map::IntoIter<K, Box<V>>);

/// The keys of a map; see [`StableMap::keys`].
pub struct Keys<'a, K, V>(map::Keys<'a, K, Box<V>>);

/// The values of a map; see [`StableMap::values`].
pub struct Values<'a, K, V>(map::Values<'a, K, Box<V>>);

/// The values of a map, to change; see [`StableMap::values_mut`].
pub struct ValuesMut<'a, K, V>(map::ValuesMut<'a, K, Box<V>>);

/// The keys of a map that is used up; see [`StableMap::into_keys`].
pub struct IntoKeys<K, V>(map::IntoKeys<K, Box<V>>);

/// The values of a map that is used up; see [`StableMap::into_values`].
pub struct IntoValues<K, V>(map::IntoValues<K, Box<V>>);

/// The entries of a map that was emptied; see [`StableMap::drain`].
pub struct Drain<'a, K, V>(map::Drain<'a, K, Box<V>>);

iterators! {
    Iter['a] -> (&'a K, &'a V), |(key, value)| (key, &**value);
    IterMut['a] -> (&'a K, &'a mut V), |(key, value)| (key, &mut **value);
    IntoIter[] -> (K, V), |(key, value)| (key, *value);
    Keys['a] -> &'a K, |key| key;
    Values['a] -> &'a V, |value| &**value;
    ValuesMut['a] -> &'a mut V, |value| &mut **value;
    IntoKeys[] -> K, |key| key;
    IntoValues[] -> V, |value| *value;
    Drain['a] -> (K, V), |(key, value)| (key, *value);
}

/// What the iterator inside has as well: it shows a box as its value.
macro_rules! as_inside {
    (Debug: $($name:ident [$($lifetime:lifetime)?] shows ($($bound:ident)*);)*) => {$(
        impl<K, V> fmt::Debug for $name<$($lifetime,)? K, V>
        where
            $($bound: fmt::Debug,)*
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
    (Clone: $($name:ident)*) => {$(
        impl<K, V> Clone for $name<'_, K, V> {
            #[inline]
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }
    )*};
    (Default: $($name:ident)*) => {$(
        impl<K, V> Default for $name<'_, K, V> {
            fn default() -> Self {
                $name(Default::default())
            }
        }
    )*};
}

as_inside! { Debug:
    Iter['_] shows (K V);
    IterMut['_] shows (K V);
    IntoIter[] shows (K V);
    Keys['_] shows (K);
    Values['_] shows (V);
    ValuesMut['_] shows (V);
    IntoKeys[] shows (K);
    IntoValues[] shows (V);
    Drain['_] shows (K V);
}
as_inside!(Clone: Iter Keys Values);
as_inside!(Default: Iter IterMut Keys Values ValuesMut);

impl<'a, K, V> IntoIterator for &'a StableMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    #[inline]
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut StableMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K, V> IntoIterator for StableMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    #[inline]
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(self.map.into_iter())
    }
}
