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

/// What making room for an entry took.
#[derive(Clone, Copy)]
pub(crate) struct Steps {
    /// Growth was started.
    grew: bool,
    /// Buckets that were split.
    evacuated: usize,
}

impl Steps {
    pub(crate) const NONE: Steps = Steps {
        grew: false,
        evacuated: 0,
    };
}

/// An entry is about to be put in at `place`; its bucket is at `at`.
#[inline(always)]
pub(crate) fn insert<T, K: Keying<T>>(
    table: &Table<T>,
    entry: &T,
    at: usize,
    steps: Steps,
    place: impl FnOnce(&Table<T>) -> NonNull<T>,
) {
    if is_heard(Level::DEBUG) {
        assign::<T, K>(table, "insert", entry, place(table), at, steps);
    }
}

/// The value of a found entry is about to be overwritten.
#[inline(always)]
pub(crate) fn overwrite<T, K: Keying<T>>(table: &Table<T>, found: &Found<T>) {
    if is_heard(Level::DEBUG) {
        // SAFETY: found in this table, which has not changed since.
        let entry = unsafe { found.entry().as_ref() };
        assign::<T, K>(
            table,
            "overwrite",
            entry,
            found.entry(),
            found.at,
            Steps::NONE,
        );
    }
}

#[cold]
#[inline(never)]
fn assign<T, K: Keying<T>>(
    table: &Table<T>,
    op: &'static str,
    entry: &T,
    place: NonNull<T>,
    at: usize,
    steps: Steps,
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
            grew = steps.grew,
            evacuated = steps.evacuated,
        );
    });
}

/// A lookup was made for `query`, whose hash or ordinal is `place`.
#[inline(always)]
pub(crate) fn read<T, Q: Query<T>>(
    table: &Table<T>,
    query: &Q,
    place: u64,
    found: Option<&Found<T>>,
) {
    if is_heard(Level::TRACE) {
        let found = found.map(|found| (found.entry(), found.at));
        lookup::<T, Q::Keying>(table, query.key(), place, found);
    }
}

/// The entry of a key was asked for, and it is there.
#[inline(always)]
pub(crate) fn read_found<T, K: Keying<T>>(table: &Table<T>, found: &Found<T>) {
    if is_heard(Level::TRACE) {
        // SAFETY: found in this table, which has not changed since.
        let entry = unsafe { found.entry().as_ref() };
        lookup::<T, K>(table, K::key(entry), 0, Some((found.entry(), found.at)));
    }
}

#[cold]
#[inline(never)]
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
    /// Time that the current one has taken; only counted while somebody listens.
    spent: Duration,
    /// New entries since it started, up to its last step.
    inserts: usize,
    /// The table's countdown at its last step.
    countdown: usize,
}

impl History {
    pub(crate) const NEW: History = History {
        growths: 0,
        spent: Duration::ZERO,
        inserts: 0,
        countdown: 0,
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
) -> (R, Steps) {
    let before = Before {
        mask: table.mask,
        limit: table.limit,
        bytes: table.allocated_bytes(),
        seed: table.seed.get(),
        is_empty: table.len == 0,
        is_growing: table.is_growing(),
        countdown: table.growth_left,
        history: table.history,
        started: is_heard(Level::DEBUG).then(Instant::now),
    };
    let result = step(table);
    (result, before.tell(table, key_type))
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
    started: Option<Instant>,
}

impl Before {
    fn tell<T>(mut self, table: &mut Table<T>, key_type: fn() -> &'static str) -> Steps {
        let nanos = self.started.map(|started| started.elapsed());
        let tell = |step: Step| {
            if nanos.is_some() {
                step.tell(key_type);
            }
        };
        let mut history = self.history;
        let took = nanos.unwrap_or_default();
        let (old, new) = (self.mask / LANES + 1, table.buckets());
        let mut evacuated = 0;

        if self.seed != table.seed.get() && !self.is_empty {
            tell(Step {
                took: Some(took),
                ..Step::of("same_size", table, (old, old))
            });
            // Whatever growth was under way, the new table is not growing.
            (self.limit, self.is_growing) = (self.mask + LANES, false);
        }
        if self.is_growing && table.mask >= self.mask {
            let limit = table.limit.min(self.mask + LANES);
            evacuated += (limit - self.limit) / LANES;
            history.inserts += history.countdown.saturating_sub(self.countdown);
            history.spent += took;
            tell(Step::evacuate(
                table,
                (old / 2, old),
                self.limit..limit,
                took,
                &history,
            ));
            if limit == self.mask + LANES {
                tell(Step::finish(table, (old / 2, old), &history));
            }
            self.limit = limit;
        }
        let grew = table.mask > self.mask && !self.is_empty;
        if grew {
            evacuated += (table.limit - self.limit) / LANES;
            history = History {
                growths: history.growths + 1,
                spent: took,
                ..History::NEW
            };
            tell(Step {
                growth: Some(history.growths),
                ..Step::of("start", table, (old, new))
            });
            tell(Step::evacuate(
                table,
                (old, new),
                self.limit..table.limit,
                took,
                &history,
            ));
            if !table.is_growing() {
                tell(Step::finish(table, (old, new), &history));
            }
        }
        if table.allocated_bytes() < self.bytes {
            tell(Step {
                took: Some(took),
                ..Step::of(
                    "shrink",
                    table,
                    (old, if table.is_allocated() { new } else { 0 }),
                )
            });
        }
        history.countdown = table.growth_left;
        table.history = history;
        Steps { grew, evacuated }
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
    table.occupied(at).count() + in_chain.sum::<usize>()
}
