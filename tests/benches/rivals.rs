//! Maps of a few kinds of key beside hashbrown's and std's, in one run: every operation is timed in turn for each map,
//! round by round and in changing order, so that a machine that changes speed changes it for all. Figures are medians over the rounds.
//!
//! ```text
//! cargo bench -p tests                     1,000 to 1,000,000 entries, a few minutes
//! cargo bench -p tests -- --full           10,000,000 too
//! cargo bench -p tests -- --key UserId --size 30000 --rounds 21
//! ```
//!
//! In each row: nanoseconds an operation of `FastMap`, then its time as a share of each rival's (below 1 we are faster).
//! Rivals: hashbrown with foldhash (seeded as ours are), hashbrown with Fx (one multiplication, no seed), std.

use std::hash::Hash;
use std::hint::black_box;
use std::time::Instant;

use clap::Parser;
use map_core::{FastKey, FastMap};

/// An id, as databases give them.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct UserId(u64);

/// A place on a board.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Cell {
    x: u32,
    y: u32,
}

/// An owner of one kind or the other.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Owner {
    User(u32),
    Group(u32),
    Root,
}

/// A short string.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
struct Name(String);

/// A number and a string.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
struct Route {
    host: u32,
    path: String,
}

/// A generator of different numbers that look random: a bijection.
fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A key type with as many samples as there are numbers.
trait Sample: FastKey + Hash + Clone {
    /// Different for different numbers.
    fn sample(number: u64) -> Self;
}

impl Sample for UserId {
    fn sample(number: u64) -> UserId {
        UserId(scatter(number))
    }
}

impl Sample for Cell {
    fn sample(number: u64) -> Cell {
        // Cells of a square, row by row, with gaps: neither random nor a mere counter.
        Cell {
            x: (number % 4_096) as u32 * 3,
            y: (number / 4_096) as u32,
        }
    }
}

impl Sample for Owner {
    fn sample(number: u64) -> Owner {
        // Which variant is as good as random.
        match (number, scatter(number) & 1) {
            (0, _) => Owner::Root,
            (number, 0) => Owner::User(number as u32),
            (number, _) => Owner::Group(number as u32),
        }
    }
}

/// 8 to 24 bytes.
fn text(number: u64) -> String {
    let word = scatter(number);
    format!("{word:08x}{:.*}", (word % 9) as usize, "abcdefgh")
}

impl Sample for Name {
    fn sample(number: u64) -> Name {
        Name(text(number))
    }
}

impl Sample for Route {
    fn sample(number: u64) -> Route {
        Route {
            host: (number % 100) as u32,
            path: text(number),
        }
    }
}

/// What is timed, the same for all maps.
trait Map<K>: Default {
    fn put(&mut self, key: K, value: u64);
    fn find(&self, key: &K) -> Option<u64>;
    fn take(&mut self, key: &K) -> Option<u64>;
    fn make_room(&mut self, entries: usize);
    fn total(&self) -> u64;
}

macro_rules! maps {
    ($($map:ty;)*) => {$(
        impl<K: Sample> Map<K> for $map {
            #[inline]
            fn put(&mut self, key: K, value: u64) {
                self.insert(key, value);
            }

            #[inline]
            fn find(&self, key: &K) -> Option<u64> {
                self.get(key).copied()
            }

            #[inline]
            fn take(&mut self, key: &K) -> Option<u64> {
                self.remove(key)
            }

            fn make_room(&mut self, entries: usize) {
                self.reserve(entries);
            }

            fn total(&self) -> u64 {
                let mut total = 0u64;
                for value in self.values() {
                    total = total.wrapping_add(*value);
                }
                total
            }
        }
    )*};
}

type Foldhash<K> = hashbrown::HashMap<K, u64, foldhash::fast::RandomState>;
type Fx<K> = hashbrown::HashMap<K, u64, rustc_hash::FxBuildHasher>;
type Std<K> = std::collections::HashMap<K, u64>;

maps! {
    FastMap<K, u64>;
    Foldhash<K>;
    Fx<K>;
    Std<K>;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operation {
    GrowingInsert,
    Hit,
    DependentHit,
    Miss,
    Iterate,
    PresizedInsert,
    Remove,
    Churn,
    WorstInsert,
}

use Operation::*;

const OPERATIONS: [Operation; 9] = [
    GrowingInsert,
    Hit,
    DependentHit,
    Miss,
    Iterate,
    PresizedInsert,
    Remove,
    Churn,
    WorstInsert,
];

/// Fewer different lookups than this would be learnt by heart by the branch predictor.
const LOOKUPS: usize = 100_000;

struct Data<K> {
    present: Vec<K>,
    absent: Vec<K>,
    /// Indices into either, each at random.
    order: Vec<u32>,
}

impl<K: Sample> Data<K> {
    fn new(size: usize) -> Data<K> {
        let samples = |from: usize| (from..from + size).map(|i| K::sample(i as u64)).collect();
        let mut order: Vec<u32> = (0..size.max(LOOKUPS)).map(|i| (i % size) as u32).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, (scatter(i as u64) % (i as u64 + 1)) as usize);
        }
        Data {
            present: samples(0),
            absent: samples(size),
            order,
        }
    }
}

/// Times one operation: nanoseconds each, and a checksum that must be the same for all maps.
fn time<K: Sample, M: Map<K>>(operation: Operation, map: &mut M, data: &Data<K>) -> (f64, u64) {
    let size = data.present.len();
    let repeat = (LOOKUPS / size).max(1);
    let fill = |map: &mut M| {
        for (i, key) in data.present.iter().enumerate() {
            map.put(key.clone(), i as u64);
        }
    };
    let mut sum = 0u64;
    let (mut nanos, mut count) = (0, 0);
    let mut clock = |times: usize, run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        nanos += start.elapsed().as_nanos();
        count += times;
    };
    match operation {
        GrowingInsert | PresizedInsert => {
            for _ in 0..repeat {
                *map = M::default();
                if operation == PresizedInsert {
                    map.make_room(size);
                }
                clock(size, &mut || fill(map));
            }
            sum = map.total();
        }
        Hit => clock(data.order.len(), &mut || {
            for i in &data.order {
                sum = sum.wrapping_add(map.find(&data.present[*i as usize]).unwrap_or(0));
            }
        }),
        DependentHit => {
            let zero = black_box(0);
            clock(data.order.len(), &mut || {
                for i in &data.order {
                    // The key is known only when the last value is.
                    let i = *i as usize + (sum & zero) as usize;
                    sum = map.find(&data.present[i]).unwrap_or(0);
                }
            });
        }
        Miss => clock(data.order.len(), &mut || {
            for i in &data.order {
                sum += u64::from(map.find(&data.absent[*i as usize]).is_some());
            }
        }),
        Iterate => {
            for _ in 0..repeat {
                clock(size, &mut || sum = sum.wrapping_add(map.total()));
            }
        }
        Remove => {
            for _ in 0..repeat {
                fill(map);
                clock(size, &mut || {
                    for key in &data.present {
                        sum = sum.wrapping_add(map.take(key).unwrap_or(0));
                    }
                });
            }
        }
        Churn => {
            fill(map);
            // Each key goes and its counterpart comes, then the other way round: the size stays.
            let pairs = || data.present.iter().zip(&data.absent);
            for _ in 0..repeat.div_ceil(2) {
                clock(2 * size, &mut || {
                    for (old, new) in pairs() {
                        sum = sum.wrapping_add(map.take(old).unwrap_or(0));
                        map.put(new.clone(), 1);
                    }
                    for (new, old) in pairs() {
                        sum = sum.wrapping_add(map.take(old).unwrap_or(0));
                        map.put(new.clone(), 1);
                    }
                });
            }
        }
        WorstInsert => {
            *map = M::default();
            let mut worst = 0;
            for (i, key) in data.present.iter().enumerate() {
                let key = key.clone();
                let start = Instant::now();
                map.put(key, i as u64);
                worst = worst.max(start.elapsed().as_nanos());
            }
            return (worst as f64, map.total());
        }
    }
    black_box(sum);
    (nanos as f64 / count as f64, sum)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Times everything for keys of one type and one number of entries, and prints a row an operation.
fn compare<K: Sample>(name: &str, size: usize, rounds: usize) {
    let data = Data::<K>::new(size);
    let mut times = vec![[const { Vec::new() }; 4]; OPERATIONS.len()];
    for round in 0..rounds {
        let mut ours = FastMap::<K, u64>::default();
        let mut foldhash = Foldhash::<K>::default();
        let mut fx = Fx::<K>::default();
        let mut std = Std::<K>::default();
        for (operation, times) in OPERATIONS.iter().zip(&mut times) {
            let mut sums = [0; 4];
            // Each goes first as often as any other: the first finds caches and free pages as another left them.
            for turn in 0..4 {
                let map = (round + turn) % 4;
                let (nanos, sum) = match map {
                    0 => time(*operation, &mut ours, &data),
                    1 => time(*operation, &mut foldhash, &data),
                    2 => time(*operation, &mut fx, &data),
                    _ => time(*operation, &mut std, &data),
                };
                times[map].push(nanos);
                sums[map] = sum;
            }
            assert_eq!(sums, [sums[0]; 4], "{operation:?}: the maps disagree");
        }
    }
    for (operation, times) in OPERATIONS.iter().zip(times) {
        let [ours, foldhash, fx, std] = times.map(median);
        if *operation == WorstInsert && size < 1_000_000 {
            continue; // all are a page fault or an interrupt
        }
        println!(
            "| {name} | {size} | {operation:?} | {ours:.1} | {:.2} | {:.2} | {:.2} |",
            ours / foldhash,
            ours / fx,
            ours / std
        );
    }
}

/// Times maps of several kinds of key beside hashbrown's and std's.
#[derive(Parser)]
struct Args {
    /// Sizes up to ten million.
    #[arg(long)]
    full: bool,
    /// Only this key type.
    #[arg(long)]
    key: Option<String>,
    /// Only this many entries.
    #[arg(long)]
    size: Option<usize>,
    /// Rounds, instead of a number that suits the size.
    #[arg(long)]
    rounds: Option<usize>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    let sizes = match (args.size, args.full) {
        (Some(size), _) => vec![size.max(1)],
        (None, true) => vec![1_000, 30_000, 1_000_000, 10_000_000],
        (None, false) => vec![1_000, 30_000, 1_000_000],
    };
    println!("| key | entries | operation | ns | of foldhash | of Fx | of std |");
    println!("|---|---|---|---|---|---|---|");
    type Compare = fn(&str, usize, usize);
    let keys: [(&str, Compare); 5] = [
        ("UserId", compare::<UserId>),
        ("Cell", compare::<Cell>),
        ("Owner", compare::<Owner>),
        ("Name", compare::<Name>),
        ("Route", compare::<Route>),
    ];
    for (name, compare) in keys {
        if args.key.as_ref().is_some_and(|key| key != name) {
            continue;
        }
        for size in &sizes {
            let rounds = match size {
                0..100_000 => 16,
                100_000..5_000_000 => 8,
                _ => 4,
            };
            compare(name, *size, args.rounds.unwrap_or(rounds));
        }
    }
}
