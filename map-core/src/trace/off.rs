//! What maps tell of their work: nothing, without the feature `trace`.

#![expect(
    clippy::extra_unused_type_parameters,
    reason = "the other side names keys"
)]

use crate::engine::{Occupied, Query, Table, Vacant};
use crate::key::FastKey;
use crate::keyed::{ByKey, Keyed};

#[inline(always)]
pub(crate) const fn hears_reads() -> bool {
    false
}

#[inline(always)]
pub(crate) const fn hears_writes() -> bool {
    false
}

#[inline(always)]
pub(crate) fn get<'t, T, K, Q>(
    table: &'t Table<T>,
    query: impl Query<T, Keying = ByKey<K>>,
    _: &Q,
) -> Option<&'t T>
where
    Q: FastKey + ?Sized,
{
    table.get(&query)
}

#[inline(always)]
pub(crate) fn get_mut<'t, T, K, Q>(
    table: &'t mut Table<T>,
    query: impl Query<T, Keying = ByKey<K>>,
    _: &Q,
) -> Option<&'t mut T>
where
    Q: FastKey + ?Sized,
{
    table.get_mut(&query)
}

#[inline(always)]
pub(crate) fn asked<T, K, Q>(_: &Table<T>, _: impl Query<T, Keying = ByKey<K>>, _: &Q)
where
    Q: FastKey + ?Sized,
{
}

#[inline(always)]
pub(crate) fn found<K: FastKey, T: Keyed<K>>(found: Occupied<'_, T>) -> Occupied<'_, T> {
    found
}

#[inline(always)]
pub(crate) fn insert<'a, K: FastKey, T: Keyed<K>>(
    vacant: Vacant<'a, T>,
    entry: T,
) -> Occupied<'a, T> {
    vacant.insert::<ByKey<K>>(entry)
}

/// Room for an entry, made and not marked yet.
#[cfg(feature = "sync")]
pub(crate) struct Room<'a, T>(crate::engine::Room<'a, T>);

#[cfg(feature = "sync")]
#[inline(always)]
pub(crate) fn make_room<'a, K: FastKey, T: Keyed<K>>(
    vacant: Vacant<'a, T>,
    rehash: impl FnOnce(u64) -> u64,
) -> Room<'a, T> {
    Room(vacant.make_room::<ByKey<K>>(rehash))
}

#[cfg(feature = "sync")]
impl<'a, T> Room<'a, T> {
    #[inline(always)]
    pub(crate) fn insert<K>(self, entry: T) -> Occupied<'a, T> {
        self.0.insert(entry)
    }
}

#[inline(always)]
pub(crate) fn overwrite<'p, K: FastKey, T: Keyed<K>>(found: &'p mut Occupied<'_, T>) -> &'p mut T {
    found.get_mut()
}

#[inline(always)]
pub(crate) fn clear<K, T>(_: &Table<T>) {}

#[inline(always)]
pub(crate) fn steps<K, T, R>(table: &mut Table<T>, step: impl FnOnce(&mut Table<T>) -> R) -> R {
    step(table)
}
