//! Churn at constant size on every path, for as long as is asked: inserts, removals, iteration and clones. Memory, load
//! and time per operation must be the same in the last tenth of a run as in the first.
//!
//! `cargo run --release -p tests --example soak -- [SECONDS A PATH] [ENTRIES]`

use std::collections::VecDeque;
use std::env::args;
use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use map_core::{FastKey, FastMap};
use tests::hostile::random;

/// Removals and inserts between two looks at the clock.
const BATCH: u64 = 20_000;

/// Bytes of this process in memory; nothing where the system does not tell.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib << 10)
}

/// What was seen in a part of a run.
#[derive(Clone, Copy, Default)]
struct Part {
    operations: u64,
    /// Nanoseconds of the quickest batch, an operation: what others do to the machine counts least there.
    best: f64,
    resident: u64,
    bytes: usize,
    capacity: usize,
}

/// Runs for `time` at `entries` entries; the first and the last tenth of it.
fn run<K: FastKey + Clone>(
    time: Duration,
    entries: u64,
    key: impl Fn(u64) -> K,
) -> (u64, Part, Part) {
    let mut map: FastMap<K, u64> = FastMap::new();
    let mut present: VecDeque<u64> = VecDeque::new();
    let mut next = 0;
    let mut insert = |map: &mut FastMap<K, u64>, present: &mut VecDeque<u64>| {
        while map.insert(key(next), next).is_some() {
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
    while start.elapsed() < time {
        let batch = Instant::now();
        for _ in 0..BATCH {
            let oldest = present.pop_front().expect("there are entries");
            map.remove(&key(oldest));
            insert(&mut map, &mut present);
        }
        let cost = batch.elapsed().as_secs_f64() * 1e9 / (2 * BATCH) as f64;
        operations += 2 * BATCH;
        batches += 1;
        if batches.is_multiple_of(8) {
            assert_eq!(map.iter().count() as u64, entries);
            assert_eq!(map.len() as u64, entries);
            operations += entries;
        }
        if batches.is_multiple_of(64) {
            let copy = map.clone();
            assert!(copy.len() == map.len());
            map = copy;
            operations += entries;
        }
        let tenth = start.elapsed().as_secs_f64() / time.as_secs_f64() * 10.0;
        let part = match tenth {
            tenth if tenth < 1.0 => &mut first,
            tenth if tenth > 9.0 => &mut last,
            _ => continue,
        };
        *part = Part {
            operations: part.operations + 2 * BATCH,
            best: if part.best == 0.0 {
                cost
            } else {
                part.best.min(cost)
            },
            resident: resident().unwrap_or(0),
            bytes: map.allocation_size(),
            capacity: map.capacity(),
        };
    }
    map.check_invariants();
    (operations, first, last)
}

/// One row of the report, and whether all stayed flat.
fn report<K: FastKey + Clone>(
    path: &str,
    time: Duration,
    entries: u64,
    key: impl Fn(u64) -> K,
) -> bool {
    let (operations, first, last) = run(time, entries, key);
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
    first.operations > 0
        && last.operations > 0
        && first.capacity == last.capacity
        && flat(first.bytes as f64, last.bytes as f64, 1.1)
        && flat(first.resident as f64, last.resident as f64, 1.1)
        && flat(first.best, last.best, 1.25)
}

fn main() -> ExitCode {
    let mut args = args().skip(1).map(|arg| arg.parse().expect("a number"));
    let time = Duration::from_secs(args.next().unwrap_or(600));
    let entries = args.next().unwrap_or(100_000);
    let flat = [
        report("Direct", time, 128, |n| n as u8),
        report("Fast32", time, entries, |n| random(n) as u32),
        report("Fast64", time, entries, random),
        report("Fast128", time, entries, |n| {
            u128::from(random(n)) << 64 | u128::from(n)
        }),
        report("FastStr", time, entries, |n| format!("key number {n}")),
        report("General", time, entries, |n| {
            (n as u8, random(n).to_string())
        }),
    ];
    if flat.iter().all(|flat| *flat) {
        ExitCode::SUCCESS
    } else {
        eprintln!("not flat");
        ExitCode::FAILURE
    }
}
