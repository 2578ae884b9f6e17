//! What a table is asked, and what comes of it: the engine's whole view of keys, and the safe handles it answers with.

use super::edit::Free;
use super::tag::Tag;
use super::{CHANGED, DIRECT_LANES, Found, HASHED_LANES, LAST, Seed, Table, TryReserveError};

/// How the entries of a table are keyed.
pub(crate) trait Keying<T> {
    /// For a direct table, how many ordinals there are; nothing for a hashed one.
    const DIRECT: Option<u64>;

    /// An entry's hash under `seed`, or in a direct table its ordinal.
    fn hash(entry: &T, seed: u64) -> u64;

    /// Panics where the entry's key has no place of its own.
    #[inline(always)]
    fn check(_entry: &T) {}
}

/// What is looked for: a reference to a key, handed on by value, so that it need not have an address.
pub(crate) trait Query<T>: Copy {
    /// How the table that is asked is keyed.
    type Keying: Keying<T>;

    /// The hash of the wanted entry under `seed`, or in a direct table its ordinal.
    fn hash(&self, seed: u64) -> u64;

    /// Whether there can be such an entry. If not, its place may be another's.
    #[inline(always)]
    fn is_in_range(&self) -> bool {
        true
    }

    /// Tells whether an entry is the wanted one. Not asked in direct tables. A value, which can be handed to code that is not
    /// inlined, and then does not make the key have an address.
    fn matcher(self) -> impl Fn(&T) -> bool;
}

impl<T> Table<T> {
    /// Where the wanted entry is.
    #[inline(always)]
    pub(super) fn find<Q: Query<T>>(&self, query: &Q) -> Option<Found<T>> {
        if !query.is_in_range() {
            return None;
        }
        let hash = query.hash(self.seed());
        if const { Q::Keying::DIRECT.is_some() } {
            self.find_direct(hash)
        } else {
            self.find_in::<Q, true>(self.bucket_of(hash), Tag::of(hash), query)
        }
    }

    /// The wanted entry.
    #[inline(always)]
    pub(crate) fn get<Q: Query<T>>(&self, query: &Q) -> Option<&T> {
        let found = self.find(query)?;
        // SAFETY: just found, and shared as long as the table is.
        Some(unsafe { found.entry().as_ref() })
    }

    /// The wanted entry, to change. Its key must not be changed.
    #[inline(always)]
    pub(crate) fn get_mut<Q: Query<T>>(&mut self, query: &Q) -> Option<&mut T> {
        let found = self.find(query)?;
        // SAFETY: just found, and borrowed as long as the table is.
        Some(unsafe { found.entry().as_mut() })
    }

    /// Takes the wanted entry out.
    #[inline(always)]
    pub(crate) fn remove<Q: Query<T>>(&mut self, query: &Q) -> Option<T> {
        let found = self.find(query)?;
        Some(self.remove_found::<Q::Keying>(found))
    }

    /// The wanted entry's place, taken or not.
    #[inline(always)]
    pub(crate) fn entry<Q: Query<T>>(
        &mut self,
        query: &Q,
    ) -> Result<Occupied<'_, T>, Vacant<'_, T>> {
        let hash = query.hash(self.seed());
        let at = self.bucket_of(hash);
        let found = if !query.is_in_range() {
            None
        } else if const { Q::Keying::DIRECT.is_some() } {
            self.find_direct(hash)
        } else {
            let tag = Tag::of(hash);
            self.prefetch_slot(at, tag);
            self.find_in::<Q, false>(at, tag, query)
        };
        match found {
            Some(found) => Ok(Occupied { table: self, found }),
            None => Err(Vacant {
                table: self,
                hash,
                at,
            }),
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
                self.reserve(additional, &K::hash)
            }
        }
    }

    /// Splits all buckets that are left.
    pub(crate) fn finish_growth_of<K: Keying<T>>(&mut self) -> Result<(), TryReserveError> {
        self.finish_growth(&K::hash)
    }

    /// Where an entry belongs whose key is not there yet.
    #[inline]
    pub(crate) fn vacant<K: Keying<T>>(&mut self, entry: &T) -> Vacant<'_, T> {
        let hash = K::hash(entry, self.seed());
        Vacant {
            at: self.bucket_of(hash),
            table: self,
            hash,
        }
    }
}

/// An entry that is there.
pub(crate) struct Occupied<'a, T> {
    pub(super) table: &'a mut Table<T>,
    pub(super) found: Found<T>,
}

// SAFETY: it is a mutable borrow of a table and a place within it.
unsafe impl<T: Send> Send for Occupied<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Occupied<'_, T> {}

impl<'a, T> Occupied<'a, T> {
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
        let hash = K::hash(self.get(), self.table.seed());
        let entry = self.table.remove_found::<K>(self.found);
        let vacant = Vacant {
            at: self.table.bucket_of(hash),
            table: self.table,
            hash,
        };
        match replace(entry) {
            Ok(entry) => Ok(vacant.insert::<K>(entry)),
            Err(kept) => Err((vacant, kept)),
        }
    }
}

/// A place without an entry.
pub(crate) struct Vacant<'a, T> {
    pub(super) table: &'a mut Table<T>,
    /// Its hash or ordinal.
    hash: u64,
    /// The hash's bucket, by position; without meaning in a direct table.
    at: usize,
}

impl<'a, T> Vacant<'a, T> {
    /// Room for the entry, save for an overflow node.
    #[inline(always)]
    fn free<K: Keying<T>>(self, rehash: impl FnOnce(u64) -> u64) -> Room<'a, T> {
        let Vacant { table, hash, at } = self;
        let free = match const { K::DIRECT } {
            Some(values) => table.free_direct(hash, values),
            None => table.free_hashed::<K>(hash, at, rehash),
        };
        Room { table, free }
    }

    /// Makes room for the entry, and marks nothing yet: putting it in then asks its key nothing, and cannot fail. `rehash`
    /// gives its hash under another seed.
    ///
    /// # Panics
    /// Where memory cannot be had, and with the keying; the table is as it was then.
    #[cfg(any(feature = "sync", feature = "trace"))]
    #[inline(always)]
    pub(crate) fn make_room<K: Keying<T>>(self, rehash: impl FnOnce(u64) -> u64) -> Room<'a, T> {
        let room = self.free::<K>(rehash);
        if room.free.in_overflow {
            room.table.reserve_node();
        }
        room
    }

    /// Puts an entry there, whose key must be the one that was looked for.
    ///
    /// # Panics
    /// As [`Vacant::make_room`]; the entry is dropped then.
    #[inline(always)]
    pub(crate) fn insert<K: Keying<T>>(self, entry: T) -> Occupied<'a, T> {
        K::check(&entry);
        let Room { table, free } = self.free::<K>(|seed| K::hash(&entry, seed));
        let found = table.mark(free);
        // SAFETY: just marked for this entry. Not by `Room::insert`, to which it would be copied.
        unsafe { found.entry().write(entry) };
        Occupied { table, found }
    }

    /// The same place for an entry whose key was made after the one that was looked for: where it goes is up to itself.
    #[inline]
    pub(crate) fn of_made<K: Keying<T>>(self, entry: &T) -> Vacant<'a, T> {
        self.table.vacant::<K>(entry)
    }
}

/// Room for a new entry, fixed and not marked yet.
pub(crate) struct Room<'a, T> {
    pub(super) table: &'a mut Table<T>,
    pub(super) free: Free,
}

#[cfg(any(feature = "sync", feature = "trace"))]
impl<'a, T> Room<'a, T> {
    /// Puts the entry in, whose key must be the one that room was made for.
    #[inline(always)]
    pub(crate) fn insert(self, entry: T) -> Occupied<'a, T> {
        let Room { table, free } = self;
        let found = table.mark(free);
        // SAFETY: just marked for this entry.
        unsafe { found.entry().write(entry) };
        Occupied { table, found }
    }
}
