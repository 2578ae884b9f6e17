//! What maps tell of their work. Every way to write passes one of the functions here, so that none is forgotten. What
//! happens where nobody listens is one comparison; the rest is out of line.

use std::any::type_name;
use std::cell::Cell;
use std::ptr::NonNull;

use tracing::dispatcher::get_default;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::subscriber::NoSubscriber;
use tracing::{Level, event};

use super::step::Before;
use super::{ASSIGN, READ};
use crate::engine::{self, Keying, Occupied, Query, Spot, Table, Vacant};
use crate::key::FastKey;
use crate::key::describe::Described;
use crate::keyed::{ByKey, Keyed};

/// Whether anybody in the process listens at this level.
#[inline(always)]
fn is_heard(level: Level) -> bool {
    level <= STATIC_MAX_LEVEL && level <= LevelFilter::current()
}

/// Whether assigns, and steps of growth, must be told.
#[inline(always)]
pub(crate) fn hears_writes() -> bool {
    is_heard(Level::DEBUG)
}

/// Whether reads must be told.
#[inline(always)]
pub(crate) fn hears_reads() -> bool {
    is_heard(Level::TRACE)
}

/// Runs `tell`, unless this thread is telling already: what a subscriber does to maps of its own is not watched, or its
/// events would never end. Nor where this thread has no subscriber: of an event that it was the first to send `tracing` might
/// keep in mind that nobody wants it, and another thread's only subscriber would miss it.
pub(super) fn alone(tell: impl FnOnce()) {
    thread_local! {
        static TELLING: Cell<bool> = const { Cell::new(false) };
    }
    /// Also when a subscriber panics.
    struct Over;
    impl Drop for Over {
        fn drop(&mut self) {
            TELLING.set(false);
        }
    }
    if get_default(|subscriber| subscriber.is::<NoSubscriber>()) {
        return;
    }
    if !TELLING.replace(true) {
        let _over = Over;
        tell();
    }
}

/// The entry that `query`, for `key`, looks for.
#[inline(always)]
pub(crate) fn get<'t, T, K, Q>(
    table: &'t Table<T>,
    query: impl Query<T, Keying = ByKey<K>>,
    key: &Q,
) -> Option<&'t T>
where
    T: Keyed<K>,
    K: FastKey,
    Q: FastKey + ?Sized,
{
    if hears_reads() {
        return search(table, query, key);
    }
    table.get(&query)
}

/// The same, to change.
#[inline(always)]
pub(crate) fn get_mut<'t, T, K, Q>(
    table: &'t mut Table<T>,
    query: impl Query<T, Keying = ByKey<K>>,
    key: &Q,
) -> Option<&'t mut T>
where
    T: Keyed<K>,
    K: FastKey,
    Q: FastKey + ?Sized,
{
    asked(table, query, key);
    table.get_mut(&query)
}

/// What `query`, for `key`, looks for is about to be looked up.
#[inline(always)]
pub(crate) fn asked<T, K, Q>(table: &Table<T>, query: impl Query<T, Keying = ByKey<K>>, key: &Q)
where
    T: Keyed<K>,
    K: FastKey,
    Q: FastKey + ?Sized,
{
    if hears_reads() {
        search(table, query, key);
    }
}

#[cold]
#[inline(never)]
fn search<'t, T, K, Q>(
    table: &'t Table<T>,
    query: impl Query<T, Keying = ByKey<K>>,
    key: &Q,
) -> Option<&'t T>
where
    T: Keyed<K>,
    K: FastKey,
    Q: FastKey + ?Sized,
{
    let found = table.search(&query);
    match &found {
        Ok((entry, spot)) => read(key, spot.bucket, Some((NonNull::from(*entry), spot))),
        Err(bucket) => read::<T, K, Q>(key, *bucket, None),
    }
    Some(found.ok()?.0)
}

/// An entry that was asked for, and is there.
#[inline(always)]
pub(crate) fn found<K: FastKey, T: Keyed<K>>(found: Occupied<'_, T>) -> Occupied<'_, T> {
    if hears_reads() {
        read_found(&found);
    }
    found
}

#[cold]
#[inline(never)]
fn read_found<K: FastKey, T: Keyed<K>>(found: &Occupied<'_, T>) {
    let (entry, spot) = (found.get(), found.spot());
    read(
        entry.key(),
        spot.bucket,
        Some((NonNull::from(entry), &spot)),
    );
}

fn read<T, K, Q>(key: &Q, bucket: usize, found: Option<(NonNull<T>, &Spot)>)
where
    T: Keyed<K>,
    K: FastKey,
    Q: FastKey + ?Sized,
{
    alone(|| {
        event!(
            name: "read",
            target: READ,
            Level::TRACE,
            found = found.is_some(),
            key_type = type_name::<K>(),
            key = %Described(key),
            path = K::PLAN.path.name(),
            bucket,
            probes = found.map(|(_, spot)| spot.probes),
            value = found.map(|(entry, _)| tracing::field::debug(value::<T, K>(entry))),
        );
    });
}

/// Puts an entry in, whose key must be the one that was looked for.
#[inline(always)]
pub(crate) fn insert<'a, K: FastKey, T: Keyed<K>>(
    vacant: Vacant<'a, T>,
    entry: T,
) -> Occupied<'a, T> {
    if hears_writes() {
        return insert_traced(vacant, entry);
    }
    vacant.insert::<ByKey<K>>(entry)
}

/// The same in two steps: what the first has done can be seen by comparing, and told before the second.
#[cold]
#[inline(never)]
fn insert_traced<'a, K: FastKey, T: Keyed<K>>(vacant: Vacant<'a, T>, entry: T) -> Occupied<'a, T> {
    <ByKey<K> as Keying<T>>::check(&entry);
    let room = make_room::<K, T>(vacant, |seed| ByKey::<K>::hash(&entry, seed));
    room.insert(entry)
}

/// Room for an entry, made and not marked yet.
pub(crate) struct Room<'a, T> {
    room: engine::Room<'a, T>,
    /// Where somebody listens: what [`Before::tell`] gave.
    growth: Option<(bool, usize)>,
}

/// Makes room for an entry, and tells what came of it.
#[inline]
pub(crate) fn make_room<'a, K: FastKey, T: Keyed<K>>(
    vacant: Vacant<'a, T>,
    rehash: impl FnOnce(u64) -> u64,
) -> Room<'a, T> {
    let before = hears_writes().then(|| Before::of(vacant.table()));
    let room = vacant.make_room::<ByKey<K>>(rehash);
    let growth = before.map(|before| before.tell::<K, T>(room.table(), true));
    Room { room, growth }
}

impl<'a, T> Room<'a, T> {
    /// Puts the entry in, whose key must be the one that room was made for.
    #[inline]
    pub(crate) fn insert<K: FastKey>(self, entry: T) -> Occupied<'a, T>
    where
        T: Keyed<K>,
    {
        if let Some(growth) = self.growth {
            let (place, spot) = (self.room.place(), self.room.spot());
            assign("insert", entry.key(), place, &spot, growth);
        }
        self.room.insert(entry)
    }
}

/// An entry whose value is about to be overwritten.
#[inline(always)]
pub(crate) fn overwrite<'p, K: FastKey, T: Keyed<K>>(found: &'p mut Occupied<'_, T>) -> &'p mut T {
    if hears_writes() {
        overwrite_traced(found);
    }
    found.get_mut()
}

#[cold]
#[inline(never)]
fn overwrite_traced<K: FastKey, T: Keyed<K>>(found: &Occupied<'_, T>) {
    let entry = found.get();
    assign(
        "overwrite",
        entry.key(),
        NonNull::from(entry),
        &found.spot(),
        (false, 0),
    );
}

/// `growth`: whether the assign started growth, and how many buckets it evacuated.
fn assign<K: FastKey, T: Keyed<K>>(
    op: &'static str,
    key: &K,
    place: NonNull<T>,
    spot: &Spot,
    (grew, evacuated): (bool, usize),
) {
    alone(|| {
        event!(
            name: "assign",
            target: ASSIGN,
            Level::DEBUG,
            op,
            key_type = type_name::<K>(),
            key = %Described(key),
            path = K::PLAN.path.name(),
            bucket = spot.bucket,
            probes = spot.probes,
            value = ?value::<T, K>(place),
            grew,
            evacuated,
        );
    });
}

/// The address of an entry's value.
fn value<T: Keyed<K>, K>(entry: NonNull<T>) -> *const u8 {
    entry.as_ptr().cast::<u8>().wrapping_add(T::VALUE_OFFSET)
}

/// All entries are about to be dropped or given away.
#[inline(always)]
pub(crate) fn clear<K, T>(table: &Table<T>) {
    if hears_writes() {
        super::step::clear::<K, T>(table);
    }
}

/// Runs a step that may grow or shrink the table, and tells what came of it.
#[inline(always)]
pub(crate) fn steps<K, T, R>(table: &mut Table<T>, step: impl FnOnce(&mut Table<T>) -> R) -> R {
    if !hears_writes() {
        return step(table);
    }
    let before = Before::of(table);
    let result = step(table);
    before.tell::<K, T>(table, false);
    result
}
