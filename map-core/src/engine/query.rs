//! What a table is asked, and what comes of it: the engine's whole view of keys, and the safe handles it answers with.

use core::fmt;
use core::ptr::NonNull;

use super::tophash::TopHash;
use super::{
    CHANGED, DIRECT_LANES, Found, HASHED_LANES, LAST, Seed, Table, TryReserveError, watch,
};
use crate::path::Path;

/// How the entries of a table are keyed.
#[cfg_attr(
    not(feature = "trace"),
    expect(dead_code, reason = "some of it is for watchers")
)]
pub(crate) trait Keying<T> {
    /// For a direct table, how many ordinals there are; nothing for a hashed one.
    const DIRECT: Option<u64>;

    /// An entry's hash under `seed`, or in a direct table its ordinal.
    fn place(entry: &T, seed: u64) -> u64;

    /// Panics where the entry's key has no place of its own.
    #[inline(always)]
    fn check(_entry: &T) {}

    /// What watchers are told of the keys, here and below: the path that they take.
    const PATH: Path = Path::General;

    /// Where in an entry its value is.
    const VALUE_OFFSET: usize = 0;

    /// The name of their type.
    fn key_type() -> &'static str {
        core::any::type_name::<T>()
    }

    /// An entry's key, written down.
    fn key(_entry: &T) -> impl fmt::Display {
        ""
    }
}

/// What is looked for: a reference to a key, handed on by value, so that it need not have an address.
#[cfg_attr(
    not(feature = "trace"),
    expect(dead_code, reason = "some of it is for watchers")
)]
pub(crate) trait Query<T>: Copy {
    /// How the table that is asked is keyed.
    type Keying: Keying<T>;

    /// The hash of the wanted entry under `seed`, or in a direct table its ordinal.
    fn place(&self, seed: u64) -> u64;

    /// Whether there can be such an entry. If not, its place may be another's.
    #[inline(always)]
    fn is_possible(&self) -> bool {
        true
    }

    /// Tells whether an entry is the wanted one. Not asked in direct tables. A value, which can be handed to code that is not
    /// inlined, and then does not make the key have an address.
    fn matcher(self) -> impl Fn(&T) -> bool;

    /// The key that is looked for, written down for watchers.
    fn key(&self) -> impl fmt::Display {
        ""
    }
}

impl<T> Table<T> {
    /// Where the wanted entry is, by whichever way the table is keyed; the choice is made at compile time.
    #[inline(always)]
    pub(super) fn locate<Q: Query<T>>(&self, query: &Q, place: u64) -> Option<Found<T>> {
        if !query.is_possible() {
            return None;
        }
        if const { Q::Keying::DIRECT.is_some() } {
            self.find_direct(place)
        } else {
            self.find(place, query)
        }
    }

    /// Where the wanted entry is, for a caller who wants the entry itself, which watchers are told.
    #[inline(always)]
    pub(super) fn read<Q: Query<T>>(&self, query: &Q) -> Option<NonNull<T>> {
        if watch::hears_reads() {
            return self.read_told(*query);
        }
        Some(self.locate(query, query.place(self.seed()))?.entry())
    }

    /// The wanted entry for watchers. Takes nothing that was computed before they were asked for, so that other reads are
    /// spared keeping it.
    #[cold]
    #[inline(never)]
    fn read_told<Q: Query<T>>(&self, query: Q) -> Option<NonNull<T>> {
        let place = query.place(self.seed());
        let found = self.locate(&query, place);
        watch::read(self, &query, place, found.as_ref());
        Some(found?.entry())
    }

    /// The wanted entry.
    #[inline(always)]
    pub(crate) fn get<Q: Query<T>>(&self, query: &Q) -> Option<&T> {
        let entry = self.read(query)?;
        // SAFETY: just found, and shared as long as the table is.
        Some(unsafe { entry.as_ref() })
    }

    /// The wanted entry, to change. Its key must not be changed.
    #[inline(always)]
    pub(crate) fn get_mut<Q: Query<T>>(&mut self, query: &Q) -> Option<&mut T> {
        let mut entry = self.read(query)?;
        // SAFETY: just found, and borrowed as long as the table is.
        Some(unsafe { entry.as_mut() })
    }

    /// Takes the wanted entry out.
    #[inline(always)]
    pub(crate) fn remove<Q: Query<T>>(&mut self, query: &Q) -> Option<T> {
        let found = self.locate(query, query.place(self.seed()))?;
        Some(self.remove_found::<Q::Keying>(found))
    }

    /// The wanted entry's place, taken or not.
    #[inline(always)]
    pub(crate) fn entry<Q: Query<T>>(
        &mut self,
        query: &Q,
    ) -> Result<Occupied<'_, T>, Vacant<'_, T>> {
        let place = query.place(self.seed());
        let at = self.bucket_at::<Q::Keying>(place);
        let found = if !query.is_possible() {
            None
        } else if const { Q::Keying::DIRECT.is_some() } {
            self.find_direct(place)
        } else {
            let top = TopHash::of(place);
            self.prefetch_slot(at, top);
            self.find_in::<Q, false>(at, top, query)
        };
        match found {
            Some(found) => Ok(Occupied { table: self, found }),
            None => Err(Vacant {
                table: self,
                place,
                at,
            }),
        }
    }

    /// The position of the bucket that a hash belongs to; without meaning in a direct table.
    #[inline(always)]
    fn bucket_at<K: Keying<T>>(&self, place: u64) -> usize {
        if const { K::DIRECT.is_some() } {
            0
        } else {
            self.bucket_of(place)
        }
    }

    #[inline(always)]
    fn remove_found<K: Keying<T>>(&mut self, found: Found<T>) -> T {
        if const { K::DIRECT.is_some() } {
            self.remove_direct(found)
        } else {
            self.remove_hashed(found)
        }
    }

    /// A table with room for so many entries. Nothing is told: it is no growth. That it is made of its memory, and not
    /// made first and given memory then, spares it a move.
    #[inline]
    pub(crate) fn with_capacity<K: Keying<T>>(
        capacity: usize,
    ) -> Result<Table<T>, TryReserveError> {
        let seed = Seed::UNDRAWN;
        match K::DIRECT {
            _ if capacity == 0 => Ok(Table::new(seed)),
            Some(values) => Self::with_buckets(Self::direct_buckets(values)?, DIRECT_LANES, seed),
            None => Self::with_buckets(Self::buckets_for(capacity)?, HASHED_LANES, seed),
        }
    }

    /// Says whether a table with room for so many entries could be addressed.
    #[cfg(feature = "sync")]
    pub(crate) fn could_hold<K: Keying<T>>(entries: usize) -> Result<(), TryReserveError> {
        match K::DIRECT {
            Some(_) => Ok(()), // its size is that of its key
            None => Self::buckets_for(entries).map(drop),
        }
    }

    /// Makes room for `additional` new entries.
    pub(crate) fn try_reserve<K: Keying<T>>(
        &mut self,
        additional: usize,
    ) -> Result<(), TryReserveError> {
        match K::DIRECT {
            // One size holds every key there is.
            Some(_) if additional == 0 => Ok(()),
            Some(values) => self.reserve_direct(values),
            None => {
                assert!(!self.lanes.has(LAST), "{CHANGED}");
                watch::steps(self, K::key_type, |table| {
                    table.reserve(additional, &K::place)
                })
            }
        }
    }

    /// Splits all buckets that are left.
    pub(crate) fn finish_growth_of<K: Keying<T>>(&mut self) -> Result<(), TryReserveError> {
        watch::steps(self, K::key_type, |table| table.finish_growth(&K::place))
    }

    /// Puts an entry in whose key is not there yet, where its own hash or ordinal says.
    #[inline]
    pub(crate) fn insert_unique<K: Keying<T>>(&mut self, entry: T) -> Occupied<'_, T> {
        let place = K::place(&entry, self.seed());
        let found = self.insert_new::<K>(place, self.bucket_at::<K>(place), entry);
        Occupied { table: self, found }
    }

    /// Puts an entry in whose key is not there yet; `place` is its hash or ordinal, `at` the hash's bucket.
    #[inline(always)]
    fn insert_new<K: Keying<T>>(&mut self, place: u64, at: usize, entry: T) -> Found<T> {
        if watch::hears_assigns() {
            return self.insert_new_told::<K>(place, at, entry);
        }
        self.insert_new_as::<K, false>(place, at, entry)
    }

    /// The same for watchers. Apart, so that other inserts are spared all that watchers ask for.
    #[cold]
    #[inline(never)]
    fn insert_new_told<K: Keying<T>>(&mut self, place: u64, at: usize, entry: T) -> Found<T> {
        self.insert_new_as::<K, true>(place, at, entry)
    }

    /// The same, once it is known whether watchers are told.
    #[inline(always)]
    fn insert_new_as<K: Keying<T>, const TOLD: bool>(
        &mut self,
        place: u64,
        at: usize,
        entry: T,
    ) -> Found<T> {
        K::check(&entry);
        match const { K::DIRECT } {
            Some(values) => self.insert_new_direct::<K, TOLD>(place, entry, values),
            None => self.insert_new_hashed::<K, TOLD>(place, at, entry),
        }
    }
}

/// An entry that is there.
pub(crate) struct Occupied<'a, T> {
    table: &'a mut Table<T>,
    found: Found<T>,
}

// SAFETY: it is a mutable borrow of a table and a place within it.
unsafe impl<T: Send> Send for Occupied<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Occupied<'_, T> {}

impl<'a, T> Occupied<'a, T> {
    /// Tells watchers that the entry was asked for.
    #[inline(always)]
    pub(crate) fn read<K: Keying<T>>(self) -> Self {
        if watch::hears_reads() {
            watch::read_found::<T, K>(self.table, self.found.entry(), self.found.at);
        }
        self
    }

    #[inline]
    pub(crate) fn get(&self) -> &T {
        // SAFETY: the entry was found in the table, which is borrowed since.
        unsafe { self.found.entry().as_ref() }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self) -> &mut T {
        // SAFETY: as in `get`.
        unsafe { self.found.entry().as_mut() }
    }

    /// The entry, whose value is about to be overwritten.
    #[inline]
    pub(crate) fn overwrite<K: Keying<T>>(&mut self) -> &mut T {
        if watch::hears_assigns() {
            watch::overwrite::<T, K>(self.table, self.found.entry(), self.found.at);
        }
        self.get_mut()
    }

    /// The same, once it is known whether watchers are told.
    #[inline(always)]
    pub(crate) fn overwrite_as<K: Keying<T>, const TOLD: bool>(&mut self) -> &mut T {
        if TOLD {
            watch::overwrite::<T, K>(self.table, self.found.entry(), self.found.at);
        }
        self.get_mut()
    }

    #[inline]
    pub(crate) fn into_mut(self) -> &'a mut T {
        // SAFETY: as in `get`; the table stays borrowed for 'a.
        unsafe { self.found.entry().as_mut() }
    }

    #[inline]
    pub(crate) fn remove<K: Keying<T>>(self) -> T {
        self.table.remove_found::<K>(self.found)
    }

    /// Takes the entry out, and puts back what `replace` makes of it, or gives what it keeps and the place.
    pub(crate) fn replace<K: Keying<T>, R>(
        self,
        replace: impl FnOnce(T) -> Result<T, R>,
    ) -> Result<Occupied<'a, T>, (Vacant<'a, T>, R)> {
        let place = K::place(self.get(), self.table.seed());
        let entry = self.table.remove_found::<K>(self.found);
        let vacant = Vacant {
            at: self.table.bucket_at::<K>(place),
            table: self.table,
            place,
        };
        match replace(entry) {
            Ok(entry) => Ok(vacant.insert::<K>(entry)),
            Err(kept) => Err((vacant, kept)),
        }
    }
}

/// A place without an entry.
pub(crate) struct Vacant<'a, T> {
    table: &'a mut Table<T>,
    /// Its hash or ordinal.
    place: u64,
    /// The hash's bucket.
    at: usize,
}

impl<'a, T> Vacant<'a, T> {
    /// Makes room for the entry that `query` looked for: putting it in then asks its key nothing, and cannot fail.
    ///
    /// # Panics
    /// Where memory cannot be had, and with the keying; the table is as it was then.
    #[cfg(feature = "sync")]
    #[inline]
    pub(crate) fn with_room<Q: Query<T>>(mut self, query: &Q) -> Vacant<'a, T> {
        match const { Q::Keying::DIRECT } {
            Some(values) => self.table.ready_direct(self.place, values),
            None if self.table.is_ready(self.at) => {}
            None => {
                self.table.ready_to_grow::<Q::Keying>();
                self.place = query.place(self.table.seed());
                self.at = self.table.bucket_of(self.place);
                if !self.table.is_ready(self.at) {
                    self.table.reserve_node();
                }
            }
        }
        self
    }

    /// Puts an entry there, whose key must be the one that was looked for.
    #[inline]
    pub(crate) fn insert<K: Keying<T>>(self, entry: T) -> Occupied<'a, T> {
        let found = self.table.insert_new::<K>(self.place, self.at, entry);
        Occupied {
            table: self.table,
            found,
        }
    }

    /// Puts an entry in whose key was made after the one that was looked for: where it goes is up to itself.
    #[inline]
    pub(crate) fn insert_made<K: Keying<T>>(self, entry: T) -> Occupied<'a, T> {
        self.table.insert_unique::<K>(entry)
    }

    /// [`Vacant::insert`], once it is known whether watchers are told.
    #[inline(always)]
    pub(crate) fn insert_as<K: Keying<T>, const TOLD: bool>(self, entry: T) {
        self.table
            .insert_new_as::<K, TOLD>(self.place, self.at, entry);
    }
}
