//! Many keys at once.

use core::fmt;
use core::iter::FusedIterator;

use equivalent::Equivalent;

use super::FastMap;
use crate::engine::WINDOW;
use crate::key::FastKey;
use crate::keyed::{ByKey, Search};
use crate::trace;

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns an iterator over the values of many keys, in the keys' order; `None` for a key that is not in the map.
    ///
    /// Each key is looked up in *O*(1) time on average. In a map that exceeds the cache this is faster than as many
    /// calls of [`get`](FastMap::get), because the waits for memory overlap; in a small one it does just those calls.
    /// Up to 32 keys are taken from `keys` before the first value is given. `for_each`, `fold` and `sum` are a little
    /// quicker than a `for` loop.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map = FastMap::from([(1u64, "one"), (2, "two")]);
    /// let words: Vec<_> = map.get_batch(&[2, 3, 1]).collect();
    /// assert_eq!(words, [Some(&"two"), None, Some(&"one")]);
    ///
    /// let ages = FastMap::from([("Ada".to_owned(), 36)]);
    /// assert_eq!(ages.get_batch(["Ada", "Alan"]).flatten().sum::<i32>(), 36);
    /// ```
    pub fn get_batch<'m, 'q, Q, I>(&'m self, keys: I) -> GetBatch<'m, K, V, I::IntoIter>
    where
        Q: FastKey + Equivalent<K> + ?Sized + 'q,
        I: IntoIterator<Item = &'q Q>,
    {
        GetBatch {
            map: self,
            keys: keys.into_iter(),
            entries: [None; WINDOW],
            given: 0,
            ready: 0,
        }
    }
}

/// An iterator over the values of many keys; see [`FastMap::get_batch`].
#[must_use = "iterators are lazy: nothing is looked up before they are asked"]
pub struct GetBatch<'m, K, V, I> {
    map: &'m FastMap<K, V>,
    keys: I,
    /// The values of the current window of keys.
    entries: [Option<&'m (K, V)>; WINDOW],
    /// How many of them were given.
    given: usize,
    /// How many there are.
    ready: usize,
}

impl<'m, 'q, K, V, Q, I> Iterator for GetBatch<'m, K, V, I>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized + 'q,
    I: Iterator<Item = &'q Q>,
{
    type Item = Option<&'m V>;

    #[inline]
    fn next(&mut self) -> Option<Option<&'m V>> {
        if !self.map.table.is_worth_a_window() {
            return self.keys.next().map(|key| self.map.get(key));
        }
        if self.given == self.ready {
            self.look_up_window()?;
        }
        self.given += 1;
        Some(self.entries[self.given - 1].map(|(_, value)| value))
    }

    #[inline]
    fn fold<B, F: FnMut(B, Option<&'m V>) -> B>(mut self, init: B, mut f: F) -> B {
        if !self.map.table.is_worth_a_window() {
            let map = self.map;
            return self.keys.fold(init, |so_far, key| f(so_far, map.get(key)));
        }
        let mut so_far = init;
        loop {
            for entry in &self.entries[self.given..self.ready] {
                so_far = f(so_far, entry.map(|(_, value)| value));
            }
            if self.look_up_window().is_none() {
                return so_far;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.keys.size_hint();
        let waiting = self.ready - self.given;
        (
            least.saturating_add(waiting),
            most.and_then(|most| most.checked_add(waiting)),
        )
    }
}

impl<'m, 'q, K, V, Q, I> GetBatch<'m, K, V, I>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized + 'q,
    I: Iterator<Item = &'q Q>,
{
    /// Takes a window of keys and looks them up; nothing where there are no more keys.
    #[cold] // in small maps; in large ones a call in 32 lookups is nothing
    #[inline(never)]
    fn look_up_window(&mut self) -> Option<()> {
        (self.given, self.ready) = (0, 0);
        let first = self.keys.next()?;
        // A window that is not full asks for its first key again; those answers are not given.
        let mut keys = [first; WINDOW];
        let mut taken = 1;
        for (place, key) in keys[1..].iter_mut().zip(&mut self.keys) {
            *place = key;
            taken += 1;
        }
        let queries = keys.map(Search::new);
        if trace::hears_reads() {
            for (entry, key) in self.entries.iter_mut().zip(keys) {
                *entry = trace::get(&self.map.table, Search::new(key), key);
            }
        } else {
            self.map.table.get_window(&queries, &mut self.entries);
        }
        self.ready = taken;
        Some(())
    }
}

impl<'q, K, V, Q, I> ExactSizeIterator for GetBatch<'_, K, V, I>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized + 'q,
    I: ExactSizeIterator<Item = &'q Q>,
{
}

impl<'q, K, V, Q, I> FusedIterator for GetBatch<'_, K, V, I>
where
    K: FastKey,
    Q: FastKey + Equivalent<K> + ?Sized + 'q,
    I: FusedIterator<Item = &'q Q>,
{
}

impl<K, V, I> fmt::Debug for GetBatch<'_, K, V, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetBatch").finish_non_exhaustive()
    }
}

/// Entries that are on their way into a map that waits for memory: asked for together, then put in one by one.
pub(super) fn insert_in_windows<K: FastKey, V>(
    map: &mut FastMap<K, V>,
    mut entries: impl Iterator<Item = (K, V)>,
) {
    const ENTRIES: usize = 16;
    /// Bytes of the stack that a window may take; some times as many where nothing is optimised.
    const WINDOW_BYTES: usize = 4 << 10;
    // Large entries wait for their own bytes more than for the map's.
    if const { size_of::<[Option<(K, V)>; ENTRIES]>() > WINDOW_BYTES } {
        entries.for_each(|(key, value)| drop(map.insert(key, value)));
        return;
    }
    while let Some((key, value)) = entries.next() {
        if !map.table.is_worth_a_window() {
            map.insert(key, value);
            continue;
        }
        let mut window: [Option<(K, V)>; ENTRIES] = [const { None }; ENTRIES];
        window[0] = Some((key, value));
        for (place, entry) in window[1..].iter_mut().zip(&mut entries) {
            *place = Some(entry);
        }
        for entry in window.iter().flatten() {
            map.table.prefetch_place::<ByKey<K>>(entry);
        }
        // One by one: the window itself is not moved.
        for (key, value) in window.iter_mut().map_while(Option::take) {
            map.insert(key, value);
        }
    }
}
