//! Who copies? A value of 4 KiB is changed again and again: first as one does where a map hands out copies, then in
//! place. The profiler `dhat` stands behind the allocator and counts what each way allocates.
//!
//! ```text
//! cargo run --release --example large_values [-- PROFILE.json]
//! ```
//!
//! With a file's name, the profile is written there, for <https://nnethercote.github.io/dh_view/dh_view.html>: it names the
//! lines that allocate, as pprof's heap profile does in Go. Copies on the stack, such as those of a `[u64; 512]` that is
//! not in a `Vec`, no heap profiler sees; the fix is the same.

use std::env;

use dhat::{HeapStats, Profiler};
use map_core::FastMap;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct SensorId(u32);

/// What a sensor has measured: 4 KiB of it.
#[derive(Clone)]
struct Readings {
    last: Vec<u64>,
    next: usize,
}

impl Readings {
    fn new() -> Readings {
        Readings {
            last: vec![0; 512],
            next: 0,
        }
    }

    fn record(&mut self, value: u64) {
        self.last[self.next % 512] = value;
        self.next += 1;
    }
}

type Sensors = FastMap<SensorId, Readings>;
type Update = fn(&mut Sensors);

const SENSORS: u32 = 100;
const UPDATES: u64 = 10_000;

/// As in Go, where a map's values cannot be changed in place: read a copy, change it, write it back.
fn update_copies(sensors: &mut Sensors) {
    for time in 0..UPDATES {
        let id = SensorId(time as u32 % SENSORS);
        if let Some(readings) = sensors.get(&id).cloned() {
            let mut changed = readings;
            changed.record(time);
            sensors.insert(id, changed);
        }
    }
}

/// The fix: `get_mut` gives the value itself.
fn update_in_place(sensors: &mut Sensors) {
    for time in 0..UPDATES {
        if let Some(readings) = sensors.get_mut(&SensorId(time as u32 % SENSORS)) {
            readings.record(time);
        }
    }
}

/// Where a sensor may be new, the entry does both; its closures run only when they are needed.
fn update_or_insert(sensors: &mut Sensors) {
    for time in 0..UPDATES {
        sensors
            .entry(SensorId(time as u32 % SENSORS))
            .and_modify(|readings| readings.record(time))
            .or_insert_with(Readings::new);
    }
}

/// What `update` allocates, in blocks and bytes.
fn allocated(update: Update) -> (u64, u64) {
    let mut sensors: Sensors = (0..SENSORS)
        .map(|id| (SensorId(id), Readings::new()))
        .collect();
    let before = HeapStats::get();
    update(&mut sensors);
    let after = HeapStats::get();
    assert_eq!(
        before.curr_blocks, after.curr_blocks,
        "copies are temporary"
    );
    (
        after.total_blocks - before.total_blocks,
        after.total_bytes - before.total_bytes,
    )
}

fn main() {
    map_core::trace::init_from_env();
    let profile = env::args_os().nth(1);
    let profiler = match &profile {
        Some(file) => Profiler::builder().file_name(file).build(),
        None => Profiler::builder().testing().build(),
    };
    println!("{UPDATES} changes of a value of 4 KiB");
    let ways: [(&str, Update); 3] = [
        ("get, clone, insert", update_copies),
        ("get_mut", update_in_place),
        ("entry, and_modify", update_or_insert),
    ];
    for (name, update) in ways {
        let (blocks, bytes) = allocated(update);
        println!("  {name:<20} {blocks:>6} temporary copies, {bytes:>10} bytes");
    }
    drop(profiler); // writes the file
}
