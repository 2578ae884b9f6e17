//! The maps that threads share beside others' in one run: throughput, and how long the slowest of a thousand calls takes.
//!
//! ```text
//! cargo bench -p tests --bench shared                            all mixes, 1 to 8 threads: a minute
//! cargo bench -p tests --bench shared -- --mix hot --threads 2   some of it
//! cargo bench -p tests --bench shared -- --rounds 15 --json out.json
//! ```
//!
//! Keys are a derived newtype of `u64`. Dashmap, papaya and scc hash with foldhash, seeded as ours are, because their own
//! choice, SipHash, would cost them more than what is compared here; the std map is as std makes it. Every map starts each
//! turn with the same entries; turns are short and go round and round in changing order, so that a machine that changes
//! speed changes it for all; figures are medians over the rounds. Of 64 calls one is timed by itself, clock included.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Barrier, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Parser, ValueEnum};
use foldhash::fast::RandomState;
use map_core::FastMap;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use serde::Serialize;

/// An id, as databases give them.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(no_alias)]
struct UserId(u64);

impl UserId {
    /// Different for different numbers, and looks random.
    fn new(number: u64) -> UserId {
        let z = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        UserId(z ^ (z >> 27))
    }
}

/// What the mixes do to a map.
trait Shared: Sync {
    const NAME: &'static str;
    fn empty() -> Self;
    fn find(&self, key: UserId) -> Option<u64>;
    fn put(&self, key: UserId, value: u64);
    fn take(&self, key: UserId);
    /// Visits all entries.
    fn total(&self) -> u64;
}

macro_rules! ours {
    ($($map:ident)*) => {$(
        impl Shared for $map<UserId, u64> {
            const NAME: &'static str = stringify!($map);

            fn empty() -> Self {
                $map::new()
            }

            #[inline]
            fn find(&self, key: UserId) -> Option<u64> {
                self.load(&key)
            }

            #[inline]
            fn put(&self, key: UserId, value: u64) {
                self.store(key, value);
            }

            #[inline]
            fn take(&self, key: UserId) {
                self.delete(&key);
            }

            fn total(&self) -> u64 {
                let mut total = 0u64;
                self.range(|_, value| {
                    total = total.wrapping_add(*value);
                    true
                });
                total
            }
        }
    )*};
}

ours!(SyncMap ShardedMap LockedMap);

type Dashmap = dashmap::DashMap<UserId, u64, RandomState>;
type Papaya = papaya::HashMap<UserId, u64, RandomState>;
type Scc = scc::HashMap<UserId, u64, RandomState>;
type LockedStd = RwLock<HashMap<UserId, u64>>;

impl Shared for Dashmap {
    const NAME: &'static str = "dashmap";

    fn empty() -> Self {
        Dashmap::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.get(&key).map(|value| *value)
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.remove(&key);
    }

    fn total(&self) -> u64 {
        let values = self.iter().map(|entry| *entry.value());
        values.fold(0, u64::wrapping_add)
    }
}

impl Shared for Papaya {
    const NAME: &'static str = "papaya";

    fn empty() -> Self {
        Papaya::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.pin().get(&key).copied()
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.pin().insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.pin().remove(&key);
    }

    fn total(&self) -> u64 {
        self.pin().values().copied().fold(0, u64::wrapping_add)
    }
}

impl Shared for Scc {
    const NAME: &'static str = "scc";

    fn empty() -> Self {
        Scc::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.read_sync(&key, |_, value| *value)
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.upsert_sync(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.remove_sync(&key);
    }

    fn total(&self) -> u64 {
        let mut total = 0u64;
        self.iter_sync(|_, value| {
            total = total.wrapping_add(*value);
            true
        });
        total
    }
}

impl Shared for LockedStd {
    const NAME: &'static str = "RwLock<std>";

    fn empty() -> Self {
        LockedStd::default()
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.read().expect("no panic").get(&key).copied()
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.write().expect("no panic").insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.write().expect("no panic").remove(&key);
    }

    fn total(&self) -> u64 {
        let map = self.read().expect("no panic");
        map.values().copied().fold(0, u64::wrapping_add)
    }
}

/// What the threads do. Writes of the first four are a `store` two times out of three and a `delete` the third, of any key,
/// so that a third of the keys is absent at any time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Mix {
    /// Reads of keys that are all there, and no writes.
    Stable,
    /// 99 reads, 1 write.
    Read99,
    /// 90 reads, 10 writes.
    Read90,
    /// Half of each.
    Read50,
    /// Each thread stores keys of its own that are new, and deletes its oldest.
    Distinct,
    /// One key, half reads and half stores.
    Hot,
    /// Writes, and after every 1,024 of them a walk over all entries, which is not counted but takes its time.
    Iterate,
}

impl Mix {
    const fn name(self) -> &'static str {
        match self {
            Mix::Stable => "reads of a stable map",
            Mix::Read99 => "99/1",
            Mix::Read90 => "90/10",
            Mix::Read50 => "50/50",
            Mix::Distinct => "distinct keys written",
            Mix::Hot => "one hot key, 50/50",
            Mix::Iterate => "writes and iteration",
        }
    }

    /// Of 100 calls.
    const fn reads(self) -> u64 {
        match self {
            Mix::Stable => 100,
            Mix::Read99 => 99,
            Mix::Read90 => 90,
            Mix::Read50 | Mix::Hot => 50,
            Mix::Distinct | Mix::Iterate => 0,
        }
    }
}

/// A thread that calls a map.
struct Caller<'a, M> {
    map: &'a M,
    mix: Mix,
    keys: u64,
    thread: u64,
    /// State of the random numbers.
    random: u64,
    calls: u64,
}

/// Calls between two looks at the clock.
const BATCH: u64 = 64;

impl<M: Shared> Caller<'_, M> {
    #[inline]
    fn random(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    #[inline]
    fn call(&mut self) {
        self.calls += 1;
        let random = self.random();
        let number = ((random >> 32) * self.keys) >> 32;
        let choice = random % 100;
        match self.mix {
            Mix::Distinct => {
                // In turn: one more, and the one that came 1,000 before it goes.
                let own = |number: u64| UserId::new((self.thread + 1) << 40 | number);
                let number = self.calls / 2;
                if self.calls.is_multiple_of(2) {
                    self.map.put(own(number), number);
                } else {
                    self.map.take(own(number.wrapping_sub(1_000)));
                }
            }
            Mix::Hot if choice < self.mix.reads() => {
                black_box(self.map.find(UserId::new(0)));
            }
            Mix::Hot => self.map.put(UserId::new(0), random),
            mix if choice < mix.reads() => {
                black_box(self.map.find(UserId::new(number)));
            }
            _ if random % 3 < 2 => self.map.put(UserId::new(number), random),
            _ => self.map.take(UserId::new(number)),
        }
    }

    /// Calls until it is told to stop; calls a second, and the times of some, in nanoseconds.
    fn run(mut self, stop: &AtomicBool) -> (f64, Vec<u32>) {
        let mut times = Vec::with_capacity(1 << 16);
        let start = Instant::now();
        while !stop.load(Relaxed) {
            for _ in 1..BATCH {
                self.call();
            }
            let before = Instant::now();
            self.call();
            times.push(before.elapsed().as_nanos().min(u128::from(u32::MAX)) as u32);
            if self.mix == Mix::Iterate && self.calls.is_multiple_of(16 * BATCH) {
                black_box(self.map.total());
            }
        }
        (self.calls as f64 / start.elapsed().as_secs_f64(), times)
    }
}

/// One turn of one map: calls a second of all threads together, and the times of some.
fn turn<M: Shared>(mix: Mix, threads: u64, args: &Args) -> (f64, Vec<u32>) {
    let map = M::empty();
    for number in 0..args.keys {
        if mix == Mix::Stable || number % 3 < 2 {
            map.put(UserId::new(number), number);
        }
    }
    // As a map in use is: what readers look up has been looked up before.
    for number in 0..args.keys {
        black_box(map.find(UserId::new(number)));
    }
    let stop = AtomicBool::new(false);
    let barrier = Barrier::new(threads as usize + 1);
    let (mut rate, mut times) = (0.0, Vec::new());
    thread::scope(|scope| {
        let callers: Vec<_> = (0..threads)
            .map(|thread| {
                let caller = Caller {
                    map: &map,
                    mix,
                    keys: args.keys,
                    thread,
                    random: 0x9e37_79b9_7f4a_7c15 ^ thread << 32,
                    calls: 0,
                };
                let (barrier, stop) = (&barrier, &stop);
                scope.spawn(move || {
                    barrier.wait();
                    caller.run(stop)
                })
            })
            .collect();
        barrier.wait();
        thread::sleep(Duration::from_millis(args.millis));
        stop.store(true, Relaxed);
        for caller in callers {
            let (own_rate, own_times) = caller.join().expect("no panic");
            rate += own_rate;
            times.extend(own_times);
        }
    });
    (rate, times)
}

type Turn = fn(Mix, u64, &Args) -> (f64, Vec<u32>);

const MAPS: [(&str, Turn); 7] = [
    (<SyncMap<UserId, u64>>::NAME, turn::<SyncMap<UserId, u64>>),
    (
        <ShardedMap<UserId, u64>>::NAME,
        turn::<ShardedMap<UserId, u64>>,
    ),
    (
        <LockedMap<UserId, u64>>::NAME,
        turn::<LockedMap<UserId, u64>>,
    ),
    (Dashmap::NAME, turn::<Dashmap>),
    (Papaya::NAME, turn::<Papaya>),
    (Scc::NAME, turn::<Scc>),
    (LockedStd::NAME, turn::<LockedStd>),
];

/// What came of one map in one mix.
#[derive(Serialize)]
struct Figure {
    map: &'static str,
    mix: Mix,
    threads: u64,
    /// Millions of calls a second, of all threads together: the median over the rounds.
    mcalls: f64,
    /// The same, round by round.
    rounds: Vec<f64>,
    /// The median over the rounds of the time that 999 of 1,000 calls stay below, in microseconds.
    p999: f64,
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn p999(mut times: Vec<u32>) -> f64 {
    let at = times.len() * 999 / 1_000;
    f64::from(*times.select_nth_unstable(at).1) / 1_000.0
}

/// Has all maps take turns in one mix.
fn compare(mix: Mix, threads: u64, args: &Args) -> Vec<Figure> {
    let mut results = [const { (Vec::new(), Vec::new()) }; MAPS.len()];
    for round in 0..args.rounds {
        // Each goes first as often as any other.
        for turn in 0..MAPS.len() {
            let map = (round + turn) % MAPS.len();
            let (rate, times) = MAPS[map].1(mix, threads, args);
            results[map].0.push(rate / 1e6);
            results[map].1.push(p999(times));
        }
    }
    let figures = MAPS.iter().zip(results);
    figures
        .map(|((map, _), (rounds, p999))| Figure {
            map,
            mix,
            threads,
            mcalls: median(&rounds),
            rounds,
            p999: median(&p999),
        })
        .collect()
}

/// A row of a table: its mix and threads, then what `cell` makes of each map's figure.
fn row(figures: &[Figure], cell: impl Fn(&Figure) -> f64) -> String {
    let mut row = format!("| {} | {} |", figures[0].mix.name(), figures[0].threads);
    for figure in figures {
        let digits = if cell(figure) < 10.0 { 2 } else { 1 };
        let _ = write!(row, " {:.digits$} |", cell(figure)); // writing to a string does not fail
    }
    row
}

fn head() -> String {
    let names = MAPS.map(|(name, _)| name).join(" | ");
    format!(
        "| mix | threads | {names} |\n|---|{}",
        "---|".repeat(MAPS.len() + 1)
    )
}

/// Compares the maps that threads share.
#[derive(Parser)]
struct Args {
    /// Only these mixes.
    #[arg(long, value_delimiter = ',')]
    mix: Vec<Mix>,
    /// Only these numbers of threads.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 4, 8])]
    threads: Vec<u64>,
    /// Keys that the maps are asked for.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..1 << 32))]
    keys: u64,
    /// How often each map has its turn.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long a turn is.
    #[arg(long, default_value_t = 50)]
    millis: u64,
    /// Writes all figures to this file.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    let mixes = match args.mix.as_slice() {
        [] => Mix::value_variants(),
        some => some,
    };
    let cores = thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{cores} cores, {} keys; millions of calls a second:\n",
        args.keys
    );
    println!("{}", head());
    let mut all = Vec::new();
    for mix in mixes {
        for threads in &args.threads {
            let figures = compare(*mix, *threads, &args);
            println!("{}", row(&figures, |figure| figure.mcalls));
            all.push(figures);
        }
    }
    println!(
        "\n999 of 1,000 calls took at most so many microseconds:\n\n{}",
        head()
    );
    for figures in &all {
        println!("{}", row(figures, |figure| figure.p999));
    }
    if let Some(path) = args.json {
        let all: Vec<_> = all.into_iter().flatten().collect();
        let text = serde_json::to_string_pretty(&all).expect("figures are plain numbers");
        std::fs::write(&path, text).expect("the file for the figures can be written");
    }
}
