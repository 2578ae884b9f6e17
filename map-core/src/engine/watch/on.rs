//! Events for the `tracing` crate. What happens where nobody listens is one comparison; the rest is out of line.

use std::cell::Cell;
use std::fmt::Display;
use std::ptr::NonNull;
use std::time::{Duration, Instant};

use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::{Level, event};

use crate::engine::bucket::Slot;
use crate::engine::find::Found;
use crate::engine::{Keying, LANES, Query, Table};
use crate::trace::{ASSIGN, GROWTH, READ};

/// Whether anybody in the process listens at this level.
#[inline(always)]
fn is_heard(level: Level) -> bool {
    level <= STATIC_MAX_LEVEL && level <= LevelFilter::current()
}

/// Runs `tell`, unless this thread is telling already: what a subscriber does to maps of its own is not watched, or its
/// events would never end.
fn alone(tell: impl FnOnce()) {
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
    if !TELLING.replace(true) {
        let _over = Over;
        tell();
    }
}

/// Whether assigns must be told.
#[inline(always)]
pub(crate) fn hears_assigns() -> bool {
    is_heard(Level::DEBUG)
}

/// Whether reads must be told.
#[inline(always)]
pub(crate) fn hears_reads() -> bool {
    is_heard(Level::TRACE)
}

/// An entry is about to be put in at `place`; its bucket is at `at`. `before` are mask and limit before room was made.
pub(crate) fn insert<T, K: Keying<T>>(
    table: &Table<T>,
    entry: &T,
    place: NonNull<T>,
    at: usize,
    (mask, limit): (usize, usize),
) {
    let grew = table.mask > mask;
    let evacuated = table.limit.saturating_sub(limit) / LANES;
    assign::<T, K>(table, "insert", entry, place, at, (grew, evacuated));
}

/// The value of a found entry is about to be overwritten.
#[cold]
#[inline(never)]
pub(crate) fn overwrite<T, K: Keying<T>>(table: &Table<T>, entry: NonNull<T>, at: usize) {
    // SAFETY: found in this table, which has not changed since.
    let key = unsafe { entry.as_ref() };
    assign::<T, K>(table, "overwrite", key, entry, at, (false, 0));
}

fn assign<T, K: Keying<T>>(
    table: &Table<T>,
    op: &'static str,
    entry: &T,
    place: NonNull<T>,
    at: usize,
    (grew, evacuated): (bool, usize),
) {
    alone(|| {
        event!(
            name: "assign",
            target: ASSIGN,
            Level::DEBUG,
            op,
            key_type = K::key_type(),
            key = %K::key(entry),
            path = K::PATH.name(),
            bucket = at / LANES,
            probes = probes(table, at, place),
            value = ?value::<T, K>(place),
            grew,
            evacuated,
        );
    });
}

/// A lookup was made for `query`, whose hash or ordinal is `place`.
pub(crate) fn read<T, Q: Query<T>>(
    table: &Table<T>,
    query: &Q,
    place: u64,
    found: Option<&Found<T>>,
) {
    let found = found.map(|found| (found.entry(), found.at));
    lookup::<T, Q::Keying>(table, query.key(), place, found);
}

/// The entry of a key was asked for, and it is there.
#[cold]
#[inline(never)]
pub(crate) fn read_found<T, K: Keying<T>>(table: &Table<T>, entry: NonNull<T>, at: usize) {
    // SAFETY: found in this table, which has not changed since.
    let key = K::key(unsafe { entry.as_ref() });
    lookup::<T, K>(table, key, 0, Some((entry, at)));
}

fn lookup<T, K: Keying<T>>(
    table: &Table<T>,
    key: impl Display,
    place: u64,
    found: Option<(NonNull<T>, usize)>,
) {
    alone(|| {
        let at = match found {
            Some((_, at)) => at,
            None if K::DIRECT.is_some() => place as usize / LANES * LANES,
            None => table.bucket_of(place),
        };
        event!(
            name: "read",
            target: READ,
            Level::TRACE,
            found = found.is_some(),
            key_type = K::key_type(),
            key = %key,
            path = K::PATH.name(),
            bucket = at / LANES,
            probes = found.map(|(entry, _)| probes(table, at, entry)),
            value = found.map(|(entry, _)| tracing::field::debug(value::<T, K>(entry))),
        );
    });
}

/// The address of an entry's value.
fn value<T, K: Keying<T>>(entry: NonNull<T>) -> *const u8 {
    entry.as_ptr().cast::<u8>().wrapping_add(K::VALUE_OFFSET)
}

/// Groups of tags that a lookup reads to come to an entry: its bucket's, and those of the overflow nodes up to its own.
fn probes<T>(table: &Table<T>, at: usize, entry: NonNull<T>) -> usize {
    let (start, bytes) = (table.slot(at).addr().get(), LANES * size_of::<Slot<T>>());
    if (start..start + bytes).contains(&entry.addr().get()) {
        return 1;
    }
    // A node that is yet to be taken will be the first of its chain.
    let node = table.overflow.position_of(entry).map(|(node, _)| node);
    let mut chain = table.overflow.chain(table.head(at));
    2 + chain.position(|next| Some(next) == node).unwrap_or(0)
}

/// What a table remembers between the steps of a growth.
#[derive(Clone, Copy)]
pub(crate) struct History {
    /// Growths so far.
    growths: u64,
    /// Time that the current one has taken. This and what follows is only kept while somebody listens.
    spent: Duration,
    /// New entries since it started, up to its last step.
    inserts: usize,
}

impl History {
    pub(crate) const NEW: History = History {
        growths: 0,
        spent: Duration::ZERO,
        inserts: 0,
    };
}

/// All entries are about to be dropped or given away.
#[inline(always)]
pub(crate) fn clear<T>(table: &Table<T>, key_type: fn() -> &'static str) {
    if is_heard(Level::DEBUG) && table.len > 0 {
        let buckets = table.buckets();
        Step::of("clear", table, (buckets, buckets)).tell(key_type);
    }
}

/// Runs a step that may grow or shrink the table, and tells what came of it. All of it is seen from outside, by comparing
/// the table before and after.
pub(crate) fn steps<T, R>(
    table: &mut Table<T>,
    key_type: fn() -> &'static str,
    step: impl FnOnce(&mut Table<T>) -> R,
) -> R {
    if !is_heard(Level::DEBUG) {
        let (mask, growths) = (table.mask, table.history.growths);
        let result = step(table);
        let grew = table.mask > mask && table.len > 0;
        table.history.growths = growths + u64::from(grew);
        return result;
    }
    let before = Before {
        mask: table.mask,
        limit: table.limit,
        bytes: table.allocated_bytes(),
        seed: table.seed.get(),
        is_empty: table.len == 0,
        is_growing: table.is_growing(),
        countdown: table.growth_left,
        history: table.history,
        started: Instant::now(),
    };
    let result = step(table);
    before.tell(table, key_type);
    result
}

/// A table before a step.
struct Before {
    mask: usize,
    limit: usize,
    bytes: usize,
    seed: u64,
    is_empty: bool,
    is_growing: bool,
    countdown: usize,
    history: History,
    started: Instant,
}

impl Before {
    fn tell<T>(mut self, table: &mut Table<T>, key_type: fn() -> &'static str) {
        let took = self.started.elapsed();
        let mut history = self.history;
        let (old, new) = (self.mask / LANES + 1, table.buckets());

        // A table that got a new seed to shrink has shrunk, and no more.
        let is_smaller = table.mask < self.mask;
        if self.seed != table.seed.get() && !self.is_empty && !is_smaller {
            Step {
                took: Some(took),
                ..Step::of("same_size", table, (old, old))
            }
            .tell(key_type);
            // Whatever growth was under way, the new table is not growing; and that it has less overflow is no shrink.
            (self.limit, self.is_growing) = (self.mask + LANES, false);
            self.bytes = 0;
        }
        if self.is_growing && table.mask >= self.mask {
            let limit = table.limit.min(self.mask + LANES);
            history.inserts += usize::from(self.countdown == 0);
            history.spent += took;
            let buckets = (old / 2, old);
            Step::evacuate(table, buckets, self.limit..limit, took, &history).tell(key_type);
            if limit == self.mask + LANES {
                Step::finish(table, buckets, &history).tell(key_type);
            }
            self.limit = limit;
        }
        if table.mask > self.mask && !self.is_empty {
            history = History {
                growths: history.growths + 1,
                spent: took,
                ..History::NEW
            };
            let buckets = (old, new);
            Step {
                growth: Some(history.growths),
                ..Step::of("start", table, buckets)
            }
            .tell(key_type);
            Step::evacuate(table, buckets, self.limit..table.limit, took, &history).tell(key_type);
            if !table.is_growing() {
                Step::finish(table, buckets, &history).tell(key_type);
            }
        }
        if table.allocated_bytes() < self.bytes {
            let new = if table.is_allocated() { new } else { 0 };
            Step {
                took: Some(took),
                ..Step::of("shrink", table, (old, new))
            }
            .tell(key_type);
        }
        table.history = history;
    }
}

/// One event of growth.
struct Step {
    name: &'static str,
    /// Buckets before and after.
    buckets: (usize, usize),
    entries: usize,
    bytes: usize,
    /// The number of the growth.
    growth: Option<u64>,
    /// Buckets that were split.
    evacuated: Option<usize>,
    /// Entries that went to the new halves.
    moved: Option<usize>,
    took: Option<Duration>,
    /// New entries since the growth started.
    inserts: Option<usize>,
}

impl Step {
    fn of<T>(name: &'static str, table: &Table<T>, buckets: (usize, usize)) -> Step {
        Step {
            name,
            buckets,
            entries: table.len,
            bytes: table.allocated_bytes(),
            growth: None,
            evacuated: None,
            moved: None,
            took: None,
            inserts: None,
        }
    }

    /// A batch of buckets was split; their images are the buckets in `images`.
    fn evacuate<T>(
        table: &Table<T>,
        buckets: (usize, usize),
        images: core::ops::Range<usize>,
        took: Duration,
        history: &History,
    ) -> Step {
        Step {
            growth: Some(history.growths),
            evacuated: Some(images.len() / LANES),
            moved: Some(images.step_by(LANES).map(|at| entries(table, at)).sum()),
            took: Some(took),
            ..Step::of("evacuate", table, buckets)
        }
    }

    fn finish<T>(table: &Table<T>, buckets: (usize, usize), history: &History) -> Step {
        Step {
            growth: Some(history.growths),
            took: Some(history.spent),
            inserts: Some(history.inserts),
            ..Step::of("finish", table, buckets)
        }
    }

    #[cold]
    #[inline(never)]
    fn tell(self, key_type: fn() -> &'static str) {
        alone(|| {
            event!(
                name: "growth",
                target: GROWTH,
                Level::DEBUG,
                step = self.name,
                key_type = key_type(),
                growth = self.growth,
                from = self.buckets.0,
                to = self.buckets.1,
                entries = self.entries,
                bytes = self.bytes,
                evacuated = self.evacuated,
                moved = self.moved,
                nanos = self.took.map(|took| took.as_nanos() as u64),
                inserts = self.inserts,
            );
        });
    }
}

/// Entries of a hashed bucket.
fn entries<T>(table: &Table<T>, at: usize) -> usize {
    let chain = table.overflow.chain(table.head(at));
    let in_chain = chain.map(|node| table.overflow.get(node).count());
    table.occupied(at).len() + in_chain.sum::<usize>()
}
