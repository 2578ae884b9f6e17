//! Steps of growth, seen from outside, by comparing a table before and after.

use std::any::type_name;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{Level, event};

use super::GROWTH;
use super::tell::alone;
use crate::engine::Table;

/// What steps of a growth that is under way have taken so far.
#[derive(Clone, Copy, Default)]
struct Spent {
    time: Duration,
    /// New entries since it started, up to its last step.
    inserts: usize,
}

/// By the address of the table's tags, which stays while it grows; only while somebody listens. Should a map be dropped
/// as it grows, what is left here is overwritten by the next at its address.
static UNDER_WAY: Mutex<BTreeMap<usize, Spent>> = Mutex::new(BTreeMap::new());

/// More growths than are under way at once.
const MOST_UNDER_WAY: usize = 1 << 16;

impl Spent {
    /// Adds a step to those of its growth, and gives their sum.
    fn add<T>(table: &Table<T>, is_first: bool, step: Spent) -> Spent {
        let mut under_way = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        let before = under_way.remove(&table.address()).filter(|_| !is_first);
        let before = before.unwrap_or_default();
        let sum = Spent {
            time: before.time + step.time,
            inserts: before.inserts + step.inserts,
        };
        if table.is_growing() {
            if under_way.len() >= MOST_UNDER_WAY {
                under_way.clear();
            }
            under_way.insert(table.address(), sum);
        }
        sum
    }
}

/// A table before a step.
pub(super) struct Before {
    buckets: usize,
    in_use: usize,
    bytes: usize,
    seed: u64,
    is_empty: bool,
    started: Instant,
}

impl Before {
    pub(super) fn of<T>(table: &Table<T>) -> Before {
        Before {
            buckets: table.buckets(),
            in_use: table.in_use(),
            bytes: table.allocated_bytes(),
            seed: table.seed(),
            is_empty: table.len() == 0,
            started: Instant::now(),
        }
    }

    /// Tells what the step has done. Gives whether it started growth, and how many buckets it evacuated.
    pub(super) fn tell<K, T>(mut self, table: &Table<T>, is_insert: bool) -> (bool, usize) {
        let took = self.started.elapsed();
        let step = |name, buckets| Step::of(name, table, buckets);
        let (old, new) = (self.buckets, table.buckets());
        let in_use = table.in_use();
        let grew = new > old;
        let evacuated = if new < old {
            0
        } else {
            in_use.saturating_sub(self.in_use)
        };
        // A table that got a new seed to shrink has shrunk, and no more.
        if self.seed != table.seed() && !self.is_empty && new >= old {
            Step {
                took: Some(took),
                ..step("same_size", (old, old))
            }
            .tell::<K>();
            // Whatever growth was under way, the new table is not growing; and that it has less overflow is no shrink.
            self.in_use = old;
            self.bytes = 0;
        }
        if self.in_use < old && in_use > self.in_use {
            let end = in_use.min(old);
            let spent = Spent {
                time: took,
                inserts: usize::from(is_insert),
            };
            self.evacuate::<K, T>(table, (old / 2, old), self.in_use..end, false, spent);
            self.in_use = end;
        }
        if grew && !self.is_empty {
            Step {
                growth: Some(number(new)),
                ..step("start", (old, new))
            }
            .tell::<K>();
            let spent = Spent {
                time: took,
                inserts: 0,
            };
            self.evacuate::<K, T>(table, (old, new), self.in_use..in_use, true, spent);
        }
        if table.allocated_bytes() < self.bytes {
            let new = if table.allocated_bytes() > 0 { new } else { 0 };
            Step {
                took: Some(took),
                ..step("shrink", (old, new))
            }
            .tell::<K>();
        }
        (grew, evacuated)
    }

    /// A batch of buckets was split; their images are the buckets in `images`.
    fn evacuate<K, T>(
        &self,
        table: &Table<T>,
        buckets: (usize, usize),
        images: Range<usize>,
        is_first: bool,
        spent: Spent,
    ) {
        let is_last = images.end == buckets.1;
        let growth = Some(number(buckets.1));
        let moved = table.buckets_in_use().skip(images.start).take(images.len());
        Step {
            growth,
            evacuated: Some(images.len()),
            moved: Some(moved.map(|bucket| bucket.len()).sum()),
            took: Some(spent.time),
            ..Step::of("evacuate", table, buckets)
        }
        .tell::<K>();
        let sum = Spent::add(table, is_first, spent);
        if is_last {
            Step {
                growth,
                took: Some(sum.time),
                inserts: Some(sum.inserts),
                ..Step::of("finish", table, buckets)
            }
            .tell::<K>();
        }
    }
}

/// How many times one bucket has doubled to become so many.
const fn number(buckets: usize) -> u32 {
    buckets.ilog2()
}

/// All entries are about to be dropped or given away.
#[cold]
#[inline(never)]
pub(super) fn clear<K, T>(table: &Table<T>) {
    if table.len() > 0 {
        let buckets = table.buckets();
        Step::of("clear", table, (buckets, buckets)).tell::<K>();
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
    growth: Option<u32>,
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
            entries: table.len(),
            bytes: table.allocated_bytes(),
            growth: None,
            evacuated: None,
            moved: None,
            took: None,
            inserts: None,
        }
    }

    #[cold]
    #[inline(never)]
    fn tell<K>(self) {
        alone(|| {
            event!(
                name: "growth",
                target: GROWTH,
                Level::DEBUG,
                step = self.name,
                key_type = type_name::<K>(),
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
