//! Churn at constant size on every path, for as long as is asked: inserts, removals, iteration and clones. Memory, load
//! and time per operation must be the same in the last tenth of a run as in the first.
//!
//! `cargo run --release -p tests --example soak -- [SECONDS A PATH] [ENTRIES] [PATH] [std]`
//!
//! With `std` at the end the standard library's map takes the place of ours: what it shows too is the allocator's doing,
//! or the machine's.

use std::collections::{HashMap, VecDeque};
use std::env::args;
use std::fs;
use std::hash::Hash;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use map_core::{FastKey, FastMap};
use tests::hostile::random;

/// Removals and inserts between two looks at the clock.
const BATCH: u64 = 20_000;

/// How long a row of batches takes: many ticks, in which systems count the time that a process works.
const ROW: Duration = Duration::from_millis(200);

/// Bytes of this process in memory; nothing where the system does not tell.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib << 10)
}

/// Time that this process, of one thread, has had a processor for: what else the machine does must not count. Where the
/// system does not tell, time as it goes by.
fn worked(start: Instant) -> Duration {
    let nanoseconds = fs::read_to_string("/proc/self/schedstat")
        .ok()
        .and_then(|stat| stat.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// A map in a soak.
trait Soaked<K>: Default + Clone {
    /// Puts an entry in, and says whether its key was there.
    fn put(&mut self, key: K, value: u64) -> bool;
    fn take_out(&mut self, key: &K);
    /// Entries, counted by a walk.
    fn walk(&self) -> u64;
    /// Its bytes, where it tells.
    fn bytes(&self) -> usize;
    fn room(&self) -> usize;
    /// Panics where it is not in order.
    fn check(&self) {}
}

impl<K: FastKey + Clone> Soaked<K> for FastMap<K, u64> {
    fn put(&mut self, key: K, value: u64) -> bool {
        self.insert(key, value).is_some()
    }

    fn take_out(&mut self, key: &K) {
        self.remove(key);
    }

    fn walk(&self) -> u64 {
        assert_eq!(self.iter().count(), self.len());
        self.len() as u64
    }

    fn bytes(&self) -> usize {
        self.allocation_size()
    }

    fn room(&self) -> usize {
        self.capacity()
    }

    fn check(&self) {
        self.check_invariants();
    }
}

impl<K: Hash + Eq + Clone> Soaked<K> for HashMap<K, u64> {
    fn put(&mut self, key: K, value: u64) -> bool {
        self.insert(key, value).is_some()
    }

    fn take_out(&mut self, key: &K) {
        self.remove(key);
    }

    fn walk(&self) -> u64 {
        self.iter().count() as u64
    }

    fn bytes(&self) -> usize {
        0
    }

    fn room(&self) -> usize {
        self.capacity()
    }
}

/// What was seen in a part of a run.
#[derive(Clone, Copy, Default)]
struct Part {
    rows: u64,
    /// Nanoseconds an operation in the quickest row of batches: what others do to the machine counts least there.
    best: f64,
    resident: u64,
    bytes: usize,
    capacity: usize,
}

/// Runs for `time` at `entries` entries, and a little before; the first and the last tenth of it.
fn run<K, M: Soaked<K>>(time: Duration, entries: u64, key: impl Fn(u64) -> K) -> (u64, Part, Part) {
    let mut map = M::default();
    let mut present: VecDeque<u64> = VecDeque::new();
    let mut next = 0;
    let mut insert = |map: &mut M, present: &mut VecDeque<u64>| {
        while map.put(key(next), next) {
            next += 1; // of few keys some are there already, under an older number
        }
        present.push_back(next);
        next += 1;
    };
    for _ in 0..entries {
        insert(&mut map, &mut present);
    }
    let (mut first, mut last) = (Part::default(), Part::default());
    let (start, mut operations, mut batches) = (Instant::now(), 0, 0u64);
    // Before that the allocator settles: it keeps what the first copies leave of their memory for later ones.
    let begin = worked(start) + time / 10;
    let (mut spent, mut timed) = (Duration::ZERO, 0);
    while worked(start) < begin + time {
        let batch = worked(start);
        for _ in 0..BATCH {
            let oldest = present.pop_front().expect("there are entries");
            map.take_out(&key(oldest));
            insert(&mut map, &mut present);
        }
        spent += worked(start) - batch;
        timed += 2 * BATCH;
        operations += 2 * BATCH;
        batches += 1;
        if batches.is_multiple_of(8) {
            assert_eq!(map.walk(), entries);
            operations += entries;
        }
        if batches.is_multiple_of(64) {
            map = map.clone();
            assert_eq!(map.walk(), entries);
            operations += 2 * entries;
        }
        if spent < ROW {
            continue;
        }
        let cost = spent.as_secs_f64() * 1e9 / timed as f64;
        (spent, timed) = (Duration::ZERO, 0);
        let elapsed = worked(start).as_secs_f64() - begin.as_secs_f64();
        let part = match elapsed / time.as_secs_f64() * 10.0 {
            tenth if tenth < 0.0 => continue,
            tenth if tenth < 1.0 => &mut first,
            tenth if tenth > 9.0 => &mut last,
            _ => continue,
        };
        *part = Part {
            rows: part.rows + 1,
            best: if part.best == 0.0 {
                cost
            } else {
                part.best.min(cost)
            },
            resident: resident().unwrap_or(0),
            bytes: map.bytes(),
            capacity: map.room(),
        };
    }
    map.check();
    (operations, first, last)
}

/// What was asked for.
struct Plan {
    time: Duration,
    entries: u64,
    path: Option<String>,
    std: bool,
}

impl Plan {
    /// One row of the report, and whether all stayed flat.
    fn report<K: FastKey + Hash + Clone>(
        &self,
        path: &str,
        entries: u64,
        key: impl Fn(u64) -> K,
    ) -> bool {
        if self.path.as_ref().is_some_and(|only| only != path) {
            return true;
        }
        let (operations, first, last) = if self.std {
            run::<K, HashMap<K, u64>>(self.time, entries, key)
        } else {
            run::<K, FastMap<K, u64>>(self.time, entries, key)
        };
        let flat = |first: f64, last: f64, limit: f64| last <= first * limit;
        println!(
            "{path:8} {operations:>12} operations; ns each {:.1} -> {:.1}; resident KiB {} -> {}; map KiB {} -> {}; load {:.3} -> {:.3}",
            first.best,
            last.best,
            first.resident >> 10,
            last.resident >> 10,
            first.bytes >> 10,
            last.bytes >> 10,
            entries as f64 / first.capacity as f64,
            entries as f64 / last.capacity as f64,
        );
        first.rows > 0
            && last.rows > 0
            && first.capacity == last.capacity
            && flat(first.bytes as f64, last.bytes as f64, 1.1)
            && flat(first.resident as f64, last.resident as f64, 1.1)
            && flat(first.best, last.best, 1.25)
    }
}

fn main() -> ExitCode {
    let mut args: Vec<String> = args().skip(1).collect();
    let std = args.pop_if(|last| last == "std").is_some();
    let number = |arg: &String| arg.parse().expect("a number");
    let plan = Plan {
        time: Duration::from_secs(args.first().map_or(600, number)),
        entries: args.get(1).map_or(100_000, number),
        path: args.get(2).cloned(),
        std,
    };
    let entries = plan.entries;
    let flat = [
        plan.report("Direct", 128, |n| n as u8),
        plan.report("Fast32", entries, |n| random(n) as u32),
        plan.report("Fast64", entries, random),
        plan.report("Fast128", entries, |n| {
            u128::from(random(n)) << 64 | u128::from(n)
        }),
        plan.report("FastStr", entries, |n| format!("key number {n}")),
        plan.report("General", entries, |n| (n as u8, random(n).to_string())),
    ];
    if flat.iter().all(|flat| *flat) {
        ExitCode::SUCCESS
    } else {
        eprintln!("not flat");
        ExitCode::FAILURE
    }
}
