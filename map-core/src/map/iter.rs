//! The iterators over a map. All know how many entries are left, and go on giving `None` at the end.

use core::fmt;
use core::iter::FusedIterator;

use super::FastMap;
use crate::engine;
use crate::trace;

/// Writes the iterator impls of `$name`, whose items are made from its inner iterator's by `$item`.
macro_rules! iterators {
    ($($name:ident<$($lifetime:lifetime,)? $($param:ident),+> -> $type:ty, |$inner:pat_param| $item:expr;)*) => {$(
        impl<$($lifetime,)? $($param),+> Iterator for $name<$($lifetime,)? $($param),+> {
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

        impl<$($lifetime,)? $($param),+> ExactSizeIterator for $name<$($lifetime,)? $($param),+> {}
        impl<$($lifetime,)? $($param),+> FusedIterator for $name<$($lifetime,)? $($param),+> {}
    )*};
}

/// Writes a `Debug` that lists what is left.
macro_rules! debugs {
    ($($name:ident<$($lifetime:lifetime,)? $($param:ident),+> shows ($($bound:ident)*), |$self:ident| $rest:expr;)*) => {$(
        impl<$($param),+> fmt::Debug for $name<$($lifetime,)? $($param),+>
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

macro_rules! clones {
    ($($name:ident<$($param:ident),+>)*) => {$(
        impl<$($param),+> Clone for $name<'_, $($param),+> {
            #[inline]
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }
    )*};
}

/// Writes what visits all entries of a map that has its table at `$table` and holds each value as `$held`, from which
/// `$give` takes it out. The examples make their map by `$from`.
macro_rules! visits {
    (
        $map:ident at $($table:ident).+ holds $held:ty, |$held_value:ident| $give:expr;
        $uses:literal, $from:literal
    ) => {
        impl<K, V> $map<K, V> {
            /// Returns an iterator over all entries, in an order that stays the same while the map does.
            ///
            /// Visiting them all takes *O*(capacity) time: empty slots are passed over too.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let map = ", $from)]
            /// assert_eq!(map.iter().map(|(key, n)| key.len() * n).sum::<usize>(), 3);
            /// ```
            #[inline]
            pub fn iter(&self) -> Iter<'_, K, V> {
                Iter(self.$($table).+.iter())
            }

            /// Returns an iterator over all entries, with mutable references to the values.
            ///
            /// Visiting them all takes *O*(capacity) time.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let mut map = ", $from)]
            /// for (_, value) in map.iter_mut() {
            ///     *value += 1;
            /// }
            /// assert_eq!((map["a"], map["b"]), (2, 3));
            /// ```
            #[inline]
            pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
                IterMut(self.$($table).+.iter_mut())
            }

            /// Returns an iterator over all keys, in the order of
            #[doc = concat!("[`iter`](", stringify!($map), "::iter).")]
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let map = ", $from)]
            /// assert!(map.keys().zip(map.values()).all(|(key, value)| map[key] == *value));
            /// ```
            #[inline]
            pub fn keys(&self) -> Keys<'_, K, V> {
                Keys(self.iter())
            }

            /// Returns an iterator over all values, in the order of
            #[doc = concat!("[`iter`](", stringify!($map), "::iter).")]
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let map = ", $from)]
            /// assert_eq!(map.values().sum::<usize>(), 3);
            /// ```
            #[inline]
            pub fn values(&self) -> Values<'_, K, V> {
                Values(self.iter())
            }

            /// Returns an iterator over mutable references to all values.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let mut map = ", $from)]
            /// for value in map.values_mut() {
            ///     *value += 10;
            /// }
            /// assert_eq!(map["b"], 12);
            /// ```
            #[inline]
            pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
                ValuesMut(self.iter_mut())
            }

            /// Consumes the map and returns an iterator over its keys.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let map = ", $from)]
            /// let mut keys: Vec<&str> = map.into_keys().collect();
            /// keys.sort();
            /// assert_eq!(keys, ["a", "b"]);
            /// ```
            #[inline]
            pub fn into_keys(self) -> IntoKeys<K, V> {
                IntoKeys(self.into_iter())
            }

            /// Consumes the map and returns an iterator over its values.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let map = ", $from)]
            /// let mut values: Vec<usize> = map.into_values().collect();
            /// values.sort();
            /// assert_eq!(values, [1, 2]);
            /// ```
            #[inline]
            pub fn into_values(self) -> IntoValues<K, V> {
                IntoValues(self.into_iter())
            }

            /// Retains only the entries for which `keep` returns `true`.
            ///
            /// Computes in *O*(capacity) time. Should `keep` panic, what was not looked at is kept.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let mut map = ", $from)]
            /// map.retain(|_, value| *value > 1);
            /// assert_eq!((map.len(), map["b"]), (1, 2));
            /// ```
            pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
                self.$($table).+.retain(|(key, value)| keep(key, value));
            }

            /// Removes all entries and returns them as an iterator; the table's memory stays. What the iterator has not
            /// returned when it is dropped is dropped with it. If it is leaked, the entries are leaked too, and the map
            /// is empty and without memory.
            ///
            /// ```
            #[doc = $uses]
            #[doc = concat!("let mut map = ", $from)]
            /// for (key, value) in map.drain().take(1) {
            ///     assert!(key == "a" && value == 1 || key == "b" && value == 2);
            /// }
            /// assert!(map.is_empty());
            /// ```
            pub fn drain(&mut self) -> Drain<'_, K, V> {
                trace::clear::<K, _>(&self.$($table).+);
                Drain(self.$($table).+.drain())
            }
        }

        #[doc = concat!("An iterator over the entries of a map; see [`", stringify!($map), "::iter`].")]
        pub struct Iter<'a, K, V>(engine::Iter<'a, (K, $held)>);

        /// An iterator over the entries of a map, with mutable references to the values; see
        #[doc = concat!("[`", stringify!($map), "::iter_mut`].")]
        pub struct IterMut<'a, K, V>(engine::IterMut<'a, (K, $held)>);

        /// An iterator over the entries of a map that it has consumed.
        pub struct IntoIter<K, V>(engine::IntoWalk<(K, $held)>);

        #[doc = concat!("An iterator over the keys of a map; see [`", stringify!($map), "::keys`].")]
        pub struct Keys<'a, K, V>(Iter<'a, K, V>);

        #[doc = concat!("An iterator over the values of a map; see [`", stringify!($map), "::values`].")]
        pub struct Values<'a, K, V>(Iter<'a, K, V>);

        /// An iterator over mutable references to the values of a map; see
        #[doc = concat!("[`", stringify!($map), "::values_mut`].")]
        pub struct ValuesMut<'a, K, V>(IterMut<'a, K, V>);

        /// An iterator over the keys of a map that it has consumed; see
        #[doc = concat!("[`", stringify!($map), "::into_keys`].")]
        pub struct IntoKeys<K, V>(IntoIter<K, V>);

        /// An iterator over the values of a map that it has consumed; see
        #[doc = concat!("[`", stringify!($map), "::into_values`].")]
        pub struct IntoValues<K, V>(IntoIter<K, V>);

        /// An iterator over the entries of a map that was emptied; see
        #[doc = concat!("[`", stringify!($map), "::drain`].")]
        pub struct Drain<'a, K, V>(engine::Drain<'a, (K, $held)>);

        iterators! {
            Iter<'a, K, V> -> (&'a K, &'a V), |(key, value)| (key, value);
            IterMut<'a, K, V> -> (&'a K, &'a mut V), |(key, value)| (key, value);
            IntoIter<K, V> -> (K, V), |(key, $held_value)| (key, $give);
            Keys<'a, K, V> -> &'a K, |(key, _)| key;
            Values<'a, K, V> -> &'a V, |(_, value)| value;
            ValuesMut<'a, K, V> -> &'a mut V, |(_, value)| value;
            IntoKeys<K, V> -> K, |(key, _)| key;
            IntoValues<K, V> -> V, |(_, value)| value;
            Drain<'a, K, V> -> (K, V), |(key, $held_value)| (key, $give);
        }

        debugs! {
            Iter<'_, K, V> shows (K V), |it| it.clone();
            IterMut<'_, K, V> shows (K V), |it| it.0.rest();
            IntoIter<K, V> shows (K V), |it| it.0.rest();
            Keys<'_, K, V> shows (K), |it| it.clone();
            Values<'_, K, V> shows (V), |it| it.clone();
            ValuesMut<'_, K, V> shows (V), |it| it.0.0.rest().map(|(_, value)| value);
            IntoKeys<K, V> shows (K), |it| it.0.0.rest().map(|(key, _)| key);
            IntoValues<K, V> shows (V), |it| it.0.0.rest().map(|(_, value)| value);
            Drain<'_, K, V> shows (K V), |it| it.0.rest();
        }

        clones!(Iter<K, V> Keys<K, V> Values<K, V>);

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

        impl<'a, K, V> IntoIterator for &'a $map<K, V> {
            type Item = (&'a K, &'a V);
            type IntoIter = Iter<'a, K, V>;

            #[inline]
            fn into_iter(self) -> Iter<'a, K, V> {
                self.iter()
            }
        }

        impl<'a, K, V> IntoIterator for &'a mut $map<K, V> {
            type Item = (&'a K, &'a mut V);
            type IntoIter = IterMut<'a, K, V>;

            #[inline]
            fn into_iter(self) -> IterMut<'a, K, V> {
                self.iter_mut()
            }
        }

        impl<K, V> IntoIterator for $map<K, V> {
            type Item = (K, V);
            type IntoIter = IntoIter<K, V>;

            #[inline]
            fn into_iter(self) -> IntoIter<K, V> {
                IntoIter(self.$($table).+.into_walk())
            }
        }
    };
}

pub(crate) use {clones, debugs, iterators, visits};

visits! {
    FastMap at table holds V, |value| value;
    "use map_core::FastMap;", "FastMap::from([(\"a\", 1), (\"b\", 2)]);"
}

impl<K, V> Drain<'_, K, V> {
    /// The keys that are left.
    pub(crate) fn rest_keys(&self) -> impl Iterator<Item = &K> {
        self.0.rest().map(|(key, _)| key)
    }
}
