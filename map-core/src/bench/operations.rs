//! What is timed, and how.
//!
//! A turn takes one contender through all operations. Its maps are the only ones alive meanwhile, as they would be in a
//! program; they are built, used and dropped before the next contender's turn.
//!
//! - Keys that a map comes to own are cloned before the clock starts: not the allocator is measured.
//! - Of small maps many are filled, cloned and emptied within one reading of the clock.
//! - `with_capacity` is part of a presized insert's time, and zeroing, page faults and growth are part of any insert's:
//!   who fills a map pays for them.
//! - Every operation leaves a sum that must be the same for all contenders, which also keeps the compiler from leaving
//!   the work out.

use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;

use super::map::Map;
use super::memory;
use super::workload::{FEWEST_LOOKUPS, Workload};

/// What is timed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Operation {
    Hit,
    DependentHit,
    Miss,
    BatchHit,
    BatchMiss,
    GrowingInsert,
    PresizedInsert,
    Remove,
    Churn,
    Iterate,
    Clone,
    RareInsert,
    WorstInsert,
    BytesBeforeGrowth,
    BytesAfterGrowth,
    PeakBytes,
}

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unit {
    Nanoseconds,
    Bytes,
}

impl Operation {
    /// In the order in which they are shown.
    pub(super) const ALL: [Operation; 16] = [
        Operation::Hit,
        Operation::DependentHit,
        Operation::Miss,
        Operation::BatchHit,
        Operation::BatchMiss,
        Operation::GrowingInsert,
        Operation::PresizedInsert,
        Operation::Remove,
        Operation::Churn,
        Operation::Iterate,
        Operation::Clone,
        Operation::RareInsert,
        Operation::WorstInsert,
        Operation::BytesBeforeGrowth,
        Operation::BytesAfterGrowth,
        Operation::PeakBytes,
    ];

    /// What tables and pages call it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Operation::Hit => "hit",
            Operation::DependentHit => "hit, dependent",
            Operation::Miss => "miss",
            Operation::BatchHit => "batch, hits",
            Operation::BatchMiss => "batch, misses",
            Operation::GrowingInsert => "insert, growing",
            Operation::PresizedInsert => "insert, presized",
            Operation::Remove => "remove",
            Operation::Churn => "churn",
            Operation::Iterate => "iterate",
            Operation::Clone => "clone",
            Operation::RareInsert => "insert, 99.9 %",
            Operation::WorstInsert => "insert, worst",
            Operation::BytesBeforeGrowth => "bytes before growth",
            Operation::BytesAfterGrowth => "bytes after growth",
            Operation::PeakBytes => "bytes, peak",
        }
    }

    pub(super) const fn unit(self) -> Unit {
        match self {
            Operation::BytesBeforeGrowth | Operation::BytesAfterGrowth | Operation::PeakBytes => {
                Unit::Bytes
            }
            _ => Unit::Nanoseconds,
        }
    }

    /// Whether it is the mean time of something that a program does all the time.
    pub(super) const fn is_mean_time(self) -> bool {
        matches!(self.unit(), Unit::Nanoseconds)
            && !matches!(self, Operation::RareInsert | Operation::WorstInsert)
    }
}

/// One figure of one turn.
pub(super) struct Reading {
    pub(super) operation: Operation,
    /// Each, on average; of inserts one by one, of the one that is meant.
    pub(super) nanos: f64,
    /// What must be the same for all contenders.
    pub(super) sum: u64,
    /// Page faults each, on average, where that can be told.
    pub(super) faults: Option<f64>,
}

/// Entries that are filled, cloned or emptied within one reading of the clock, at least.
const CLOCKED: usize = 1_024;

/// Entries that each operation is measured over, at least.
const WORK: usize = FEWEST_LOOKUPS;

/// Lookups that wait for one another, and pairs of a removal and an insert, at most.
const SLOW_WORK: usize = 250_000;

/// Fewest entries for which single inserts are timed: below, all of them are an interrupt or the clock itself.
const TIMED_ONE_BY_ONE: usize = 100_000;

/// Takes a contender through all operations.
pub(super) fn turn<K: Clone, M: Map<K>>(keys: &Workload<K>) -> Vec<Reading> {
    let size = keys.present.len();
    let mut readings = Vec::new();
    if size == 0 {
        return readings;
    }
    let map = growing_insert::<K, M>(keys, &mut readings);
    readings.push(hit(&map, keys));
    readings.push(dependent_hit(&map, keys));
    readings.push(batch(Operation::BatchHit, &map, &keys.hits));
    readings.push(iterate(&map, size));
    readings.push(clone(&map, size));
    let mut map = if keys.resident == size {
        map
    } else {
        drop(map);
        let mut map = M::new();
        fill(&mut map, &mut keys.present[..keys.resident].to_vec());
        map
    };
    readings.push(miss(&map, keys));
    readings.push(batch(Operation::BatchMiss, &map, &keys.misses));
    if keys.resident > 0 {
        readings.push(churn(&mut map, keys));
    }
    drop(map);
    presized_insert_and_remove::<K, M>(keys, &mut readings);
    if size >= TIMED_ONE_BY_ONE {
        inserts_one_by_one::<K, M>(keys, &mut readings);
    }
    readings
}

/// Adds up what happens between readings of the clock.
struct Clock {
    nanos: u128,
    count: usize,
    faults: Option<u64>,
}

impl Clock {
    const fn new() -> Clock {
        Clock {
            nanos: 0,
            count: 0,
            faults: Some(0),
        }
    }

    /// Times `work`, which does something `count` times.
    #[inline(always)]
    fn time<T>(&mut self, count: usize, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.nanos += start.elapsed().as_nanos();
        self.count += count;
        result
    }

    /// The same, and counts page faults.
    fn time_and_faults<T>(&mut self, count: usize, work: impl FnOnce() -> T) -> T {
        let before = memory::page_faults();
        let result = self.time(count, work);
        let faults = memory::page_faults()
            .zip(before)
            .map(|(after, before)| after - before);
        self.faults = self.faults.zip(faults).map(|(sum, more)| sum + more);
        result
    }

    fn reading(self, operation: Operation, sum: u64) -> Reading {
        Reading {
            operation,
            nanos: self.nanos as f64 / self.count as f64,
            sum,
            faults: None,
        }
    }

    fn reading_with_faults(self, operation: Operation, sum: u64) -> Reading {
        let faults = self.faults.map(|faults| faults as f64 / self.count as f64);
        Reading {
            faults,
            ..self.reading(operation, sum)
        }
    }
}

/// How many maps of `size` entries are filled at a time, and how many times.
fn portions(size: usize) -> (usize, usize) {
    let group = CLOCKED.div_ceil(size);
    (group, WORK.div_ceil(group * size))
}

/// Puts the keys in, with their numbers as values.
#[inline(always)]
fn fill<K, M: Map<K>>(map: &mut M, keys: &mut Vec<K>) {
    for (value, key) in keys.drain(..).enumerate() {
        map.insert(key, value as u64);
    }
}

/// Makes and fills a group of maps, the keys cloned before.
#[inline(always)]
fn filled<K: Clone, M: Map<K>>(
    keys: &Workload<K>,
    group: usize,
    clock: &mut Clock,
    make: impl Fn() -> M,
) -> Vec<M> {
    let mut owned = vec![keys.present.clone(); group];
    let mut maps = Vec::with_capacity(group);
    clock.time_and_faults(group * keys.present.len(), || {
        for keys in &mut owned {
            let mut map = make();
            fill(&mut map, keys);
            maps.push(map);
        }
    });
    maps
}

#[inline(never)]
fn growing_insert<K: Clone, M: Map<K>>(keys: &Workload<K>, readings: &mut Vec<Reading>) -> M {
    let (group, times) = portions(keys.present.len());
    let mut clock = Clock::new();
    let mut sum = 0u64;
    let mut last = M::new();
    for _ in 0..times {
        for map in filled(keys, group, &mut clock, M::new) {
            sum = sum.wrapping_add(map.total());
            last = map;
        }
    }
    readings.push(clock.reading_with_faults(Operation::GrowingInsert, sum));
    last
}

#[inline(never)]
fn presized_insert_and_remove<K: Clone, M: Map<K>>(
    keys: &Workload<K>,
    readings: &mut Vec<Reading>,
) {
    let size = keys.present.len();
    let (group, times) = portions(size);
    let (mut inserts, mut removals) = (Clock::new(), Clock::new());
    let (mut inserted, mut removed) = (0u64, 0u64);
    for _ in 0..times {
        let mut maps = filled(keys, group, &mut inserts, || {
            M::with_capacity(black_box(size))
        });
        inserted = maps
            .iter()
            .fold(inserted, |sum, map| sum.wrapping_add(map.total()));
        removed = removals.time(group * size, || remove(&mut maps, &keys.present, removed));
    }
    readings.push(inserts.reading_with_faults(Operation::PresizedInsert, inserted));
    readings.push(removals.reading(Operation::Remove, removed));
}

#[inline(never)]
fn remove<K, M: Map<K>>(maps: &mut [M], keys: &[K], mut sum: u64) -> u64 {
    for map in maps {
        for key in keys {
            sum = sum.wrapping_add(map.remove(key).unwrap_or(1));
        }
    }
    sum
}

#[inline(never)]
fn hit<K, M: Map<K>>(map: &M, keys: &Workload<K>) -> Reading {
    lookups(Operation::Hit, map, &keys.hits)
}

#[inline(never)]
fn miss<K, M: Map<K>>(map: &M, keys: &Workload<K>) -> Reading {
    lookups(Operation::Miss, map, &keys.misses)
}

#[inline(always)]
fn lookups<K, M: Map<K>>(operation: Operation, map: &M, keys: &[K]) -> Reading {
    let mut clock = Clock::new();
    let sum = clock.time(keys.len(), || {
        let mut sum = 0u64;
        for key in keys {
            sum = sum.wrapping_add(map.get(key).unwrap_or(1));
        }
        sum
    });
    clock.reading(operation, sum)
}

/// The next key is known only when the last value is.
#[inline(never)]
fn dependent_hit<K, M: Map<K>>(map: &M, keys: &Workload<K>) -> Reading {
    let zero = black_box(0);
    let count = keys.hits.len().min(SLOW_WORK);
    let mut clock = Clock::new();
    let sum = clock.time(count, || {
        let (mut sum, mut last) = (0u64, 0u64);
        for index in 0..count {
            last = map
                .get(&keys.hits[index + (last & zero) as usize])
                .unwrap_or(1);
            sum = sum.wrapping_add(last);
        }
        sum
    });
    clock.reading(Operation::DependentHit, sum)
}

#[inline(never)]
fn batch<K, M: Map<K>>(operation: Operation, map: &M, keys: &[K]) -> Reading {
    let mut clock = Clock::new();
    let sum = clock.time(keys.len(), || map.sum_of(keys));
    clock.reading(operation, sum)
}

#[inline(never)]
fn iterate<K, M: Map<K>>(map: &M, size: usize) -> Reading {
    let times = WORK.div_ceil(size);
    let mut clock = Clock::new();
    let sum = clock.time(times * size, || {
        (0..times).fold(0u64, |sum, _| sum.wrapping_add(black_box(map).total()))
    });
    clock.reading(Operation::Iterate, sum)
}

#[inline(never)]
fn clone<K, M: Map<K>>(map: &M, size: usize) -> Reading {
    let (group, times) = portions(size);
    let mut clock = Clock::new();
    let mut sum = 0u64;
    for _ in 0..times {
        let mut clones = Vec::with_capacity(group);
        clock.time(group * size, || {
            clones.extend((0..group).map(|_| map.clone()))
        });
        sum = clones
            .iter()
            .fold(sum, |sum, map| sum.wrapping_add(map.total()));
    }
    clock.reading(Operation::Clone, sum)
}

/// One key goes and another comes, then the other way round: the size stays. A pair counts as one.
#[inline(never)]
fn churn<K: Clone, M: Map<K>>(map: &mut M, keys: &Workload<K>) -> Reading {
    let (here, there) = (&keys.present[..keys.resident], &keys.absent[..]);
    let length = here.len().min(there.len());
    let (here, there) = (&here[..length], &there[..length]);
    let pairs = (2 * length).clamp(WORK, SLOW_WORK);
    let cycle = |first, second: &'_ [K]| -> Vec<K> {
        let both = Iterator::chain::<&[K]>(<[K]>::iter(first), second);
        both.cycle().take(pairs).cloned().collect()
    };
    let (leaving, mut coming) = (cycle(here, there), cycle(there, here));
    let mut clock = Clock::new();
    let sum = clock.time(pairs, || {
        let mut sum = 0u64;
        for (old, new) in leaving.iter().zip(coming.drain(..)) {
            sum = sum.wrapping_add(map.remove(old).unwrap_or(1));
            map.insert(new, sum & 0xff);
        }
        sum
    });
    clock.reading(Operation::Churn, sum.wrapping_add(map.total()))
}

/// Times every insert by itself.
#[inline(never)]
fn inserts_one_by_one<K: Clone, M: Map<K>>(keys: &Workload<K>, readings: &mut Vec<Reading>) {
    let mut owned = keys.present.clone();
    let mut nanos = vec![1u32; owned.len()]; // not zeroed: its pages are there before the clock starts
    let mut map = M::new();
    let mut start = Instant::now();
    for ((value, key), nanos) in owned.drain(..).enumerate().zip(&mut nanos) {
        map.insert(key, value as u64);
        let end = Instant::now();
        *nanos = (end - start).as_nanos() as u32;
        start = end;
    }
    let rare = nanos.len() - nanos.len() / 1_000 - 1;
    let (_, rare, above) = nanos.select_nth_unstable(rare);
    let worst = above.iter().max().unwrap_or(rare);
    for (operation, nanos) in [
        (Operation::RareInsert, *rare),
        (Operation::WorstInsert, *worst),
    ] {
        readings.push(Reading {
            operation,
            nanos: f64::from(nanos),
            sum: map.total(),
            faults: None,
        });
    }
}
