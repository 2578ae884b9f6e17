//! The iterators over a map. All know how many entries are left, and go on giving `None` at the end.

use core::fmt;
use core::iter::FusedIterator;

use super::FastMap;
use crate::engine;

impl<K, V> FastMap<K, V> {
    /// All entries, in an order that stays the same while the map does.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u32, 10), (2, 20)]);
    /// assert_eq!(map.iter().map(|(k, v)| k * v).sum::<u32>(), 50);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.table.iter())
    }

    /// All entries, with values to change.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u32, 10), (2, 20)]);
    /// for (_, value) in map.iter_mut() {
    ///     *value += 1;
    /// }
    /// assert_eq!((map[&1], map[&2]), (11, 21));
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(self.table.iter_mut())
    }

    /// All keys, in the order of [`iter`](FastMap::iter).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u32, "a"), (2, "b")]);
    /// assert_eq!(map.keys().sum::<u32>(), 3);
    /// assert!(map.keys().zip(map.values()).all(|(key, value)| map[key] == *value));
    /// ```
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// All values, in the order of [`iter`](FastMap::iter).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.values().sum::<i32>(), 3);
    /// ```
    #[inline]
    pub fn values(&self) -> Values<'_, K, V> {
        Values(self.iter())
    }

    /// All values, to change.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([("a", 1), ("b", 2)]);
    /// for value in map.values_mut() {
    ///     *value += 10;
    /// }
    /// assert_eq!(map["b"], 12);
    /// ```
    #[inline]
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut(self.iter_mut())
    }

    /// All keys; the map is used up.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([("a", 1), ("b", 2)]);
    /// let mut keys: Vec<&str> = map.into_keys().collect();
    /// keys.sort();
    /// assert_eq!(keys, ["a", "b"]);
    /// ```
    #[inline]
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys(self.into_iter())
    }

    /// All values; the map is used up.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([("a", 1), ("b", 2)]);
    /// let mut values: Vec<i32> = map.into_values().collect();
    /// values.sort();
    /// assert_eq!(values, [1, 2]);
    /// ```
    #[inline]
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues(self.into_iter())
    }
}

/// The entries of a map; see [`FastMap::iter`].
pub struct Iter<'a, K, V>(engine::Iter<'a, (K, V)>);

/// The entries of a map, with values to change; see [`FastMap::iter_mut`].
pub struct IterMut<'a, K, V>(engine::IterMut<'a, (K, V)>);

/// The entries of a map that is used up.
pub struct IntoIter<K, V>(engine::IntoWalk<(K, V)>);

/// The keys of a map; see [`FastMap::keys`].
pub struct Keys<'a, K, V>(Iter<'a, K, V>);

/// The values of a map; see [`FastMap::values`].
pub struct Values<'a, K, V>(Iter<'a, K, V>);

/// The values of a map, to change; see [`FastMap::values_mut`].
pub struct ValuesMut<'a, K, V>(IterMut<'a, K, V>);

/// The keys of a map that is used up; see [`FastMap::into_keys`].
pub struct IntoKeys<K, V>(IntoIter<K, V>);

/// The values of a map that is used up; see [`FastMap::into_values`].
pub struct IntoValues<K, V>(IntoIter<K, V>);

/// Writes the iterator impls of `$name`, whose items are made from its inner iterator's by `$item`.
macro_rules! iterators {
    ($($name:ident [$($lifetime:lifetime)?] -> $type:ty, |$inner:pat_param| $item:expr;)*) => {$(
        impl<$($lifetime,)? K, V> Iterator for $name<$($lifetime,)? K, V> {
            type Item = $type;

            #[inline]
            fn next(&mut self) -> Option<$type> {
                match self.0.next() {
                    Some($inner) => Some($item),
                    None => None,
                }
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            #[inline]
            fn count(self) -> usize {
                self.len()
            }

            #[inline]
            fn fold<B, F: FnMut(B, $type) -> B>(self, init: B, mut f: F) -> B {
                self.0.fold(init, |so_far, $inner| f(so_far, $item))
            }
        }

        impl<$($lifetime,)? K, V> ExactSizeIterator for $name<$($lifetime,)? K, V> {}
        impl<$($lifetime,)? K, V> FusedIterator for $name<$($lifetime,)? K, V> {}
    )*};
}

pub(crate) use iterators;

iterators! {
    Iter['a] -> (&'a K, &'a V), |(key, value)| (key, value);
    IterMut['a] -> (&'a K, &'a mut V), |(key, value)| (&*key, value);
    IntoIter[] -> (K, V), |entry| entry;
    Keys['a] -> &'a K, |(key, _)| key;
    Values['a] -> &'a V, |(_, value)| value;
    ValuesMut['a] -> &'a mut V, |(_, value)| value;
    IntoKeys[] -> K, |(key, _)| key;
    IntoValues[] -> V, |(_, value)| value;
}

/// What is left of an iterator, as its `Debug` shows it.
macro_rules! debugs {
    ($($name:ident [$($lifetime:lifetime)?] shows ($($bound:ident)*), |$self:ident| $rest:expr;)*) => {$(
        impl<K, V> fmt::Debug for $name<$($lifetime,)? K, V>
        where
            $($bound: fmt::Debug,)*
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $self = self;
                f.debug_list().entries($rest).finish()
            }
        }
    )*};
}

debugs! {
    Iter['_] shows (K V), |it| it.clone();
    IterMut['_] shows (K V), |it| it.0.rest();
    IntoIter[] shows (K V), |it| it.0.rest();
    Keys['_] shows (K), |it| it.clone();
    Values['_] shows (V), |it| it.clone();
    ValuesMut['_] shows (V), |it| it.0.0.rest().map(|(_, value)| value);
    IntoKeys[] shows (K), |it| it.0.0.rest().map(|(key, _)| key);
    IntoValues[] shows (V), |it| it.0.0.rest().map(|(_, value)| value);
}

macro_rules! clones {
    ($($name:ident)*) => {$(
        impl<K, V> Clone for $name<'_, K, V> {
            #[inline]
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }
    )*};
}

clones!(Iter Keys Values);

impl<K, V> Default for Iter<'_, K, V> {
    fn default() -> Self {
        Iter(engine::Iter::empty())
    }
}

impl<K, V> Default for IterMut<'_, K, V> {
    fn default() -> Self {
        IterMut(engine::IterMut::empty())
    }
}

impl<K, V> Default for Keys<'_, K, V> {
    fn default() -> Self {
        Keys(Iter::default())
    }
}

impl<K, V> Default for Values<'_, K, V> {
    fn default() -> Self {
        Values(Iter::default())
    }
}

impl<K, V> Default for ValuesMut<'_, K, V> {
    fn default() -> Self {
        ValuesMut(IterMut::default())
    }
}

impl<'a, K, V> IntoIterator for &'a FastMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    #[inline]
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut FastMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K, V> IntoIterator for FastMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    #[inline]
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(self.table.into_walk())
    }
}
