//! Large values, in the table or out of it: `FastMap<u64, [u8; 200]>` beside `StableMap`, and hashbrown with the values
//! and with boxes of them, in one run and in changing order. Prints a Markdown table of medians, in nanoseconds.
//!
//! ```text
//! cargo bench -p tests --bench large_values
//! ```

use std::hint::black_box;
use std::time::Instant;

use map_core::{FastMap, StableMap};

type Value = [u8; 200];
type Fast = FastMap<u64, Value>;
type Stable = StableMap<u64, Value>;
type Inline = hashbrown::HashMap<u64, Value, foldhash::fast::RandomState>;
type Boxed = hashbrown::HashMap<u64, Box<Value>, foldhash::fast::RandomState>;

/// What is timed, the same for all maps.
trait Map: Default {
    fn with_room(entries: usize) -> Self;
    fn put(&mut self, key: u64, value: Value);
    fn find(&self, key: u64) -> Option<&Value>;
}

macro_rules! maps {
    ($($map:ident of $stored:ty: $capacity:ident($($hasher:expr)?), |$value:ident| $new:expr;)*) => {$(
        impl Map for $map {
            fn with_room(entries: usize) -> Self {
                <$map>::$capacity(entries $(, $hasher)?)
            }

            #[inline]
            fn put(&mut self, key: u64, $value: Value) {
                self.insert(key, $new);
            }

            #[inline]
            fn find(&self, key: u64) -> Option<&Value> {
                self.get(&key).map(|value: &$stored| -> &Value { value })
            }
        }
    )*};
}

maps! {
    Fast of Value: with_capacity(), |value| value;
    Stable of Value: with_capacity(), |value| value;
    Inline of Value: with_capacity_and_hasher(Default::default()), |value| value;
    Boxed of Box<Value>: with_capacity_and_hasher(Default::default()), |value| Box::new(value);
}

/// A bijection whose results look random.
fn scatter(number: u64) -> u64 {
    let z = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Nanoseconds of a hit, a miss, an insert into a map with room for all, and one into a map that grows.
fn times<M: Map>(entries: u64, order: &[u64]) -> [f64; 4] {
    let each = |start: Instant, count: u64| start.elapsed().as_nanos() as f64 / count as f64;
    let fill = |map: &mut M| {
        let start = Instant::now();
        for number in 0..entries {
            map.put(scatter(number), [number as u8; 200]);
        }
        each(start, entries)
    };
    let mut map = M::default();
    let growing = fill(&mut map);
    let find = |offset: u64| {
        let start = Instant::now();
        let mut sum = 0u64;
        for number in order {
            let found = map.find(scatter(number + offset));
            sum += found.map_or(1, |value| u64::from(value[100]));
        }
        black_box(sum);
        each(start, order.len() as u64)
    };
    let (hit, miss) = (find(0), find(entries));
    drop(map);
    let mut map = M::with_room(entries as usize);
    let presized = fill(&mut map);
    [hit, miss, presized, growing]
}

type Timed = (&'static str, fn(u64, &[u64]) -> [f64; 4]);

const MAPS: [Timed; 4] = [
    ("`FastMap`", times::<Fast>),
    ("`StableMap`", times::<Stable>),
    ("hashbrown", times::<Inline>),
    ("hashbrown of `Box`", times::<Boxed>),
];

fn main() {
    println!("| entries | map | hit | miss | insert with room | insert while growing |");
    println!("|---|---|---|---|---|---|");
    for (entries, rounds) in [(1_000, 40), (10_000, 40), (100_000, 20), (1_000_000, 5)] {
        let order: Vec<u64> = (0..200_000).map(|n| scatter(n + 1) % entries).collect();
        let mut times = [const { Vec::new() }; MAPS.len()];
        for round in 0..rounds {
            for turn in 0..MAPS.len() {
                // Each map comes after each other one as often.
                let turn = if round % 2 == 0 { turn } else { 3 - turn };
                let map = (turn * 3 + round / 2) % MAPS.len();
                times[map].push((MAPS[map].1)(entries, &order));
            }
        }
        for ((name, _), times) in MAPS.iter().zip(&times) {
            let medians = [0, 1, 2, 3].map(|column| {
                let mut column: Vec<f64> = times.iter().map(|times| times[column]).collect();
                column.sort_by(f64::total_cmp);
                format!("{:.1}", column[column.len() / 2])
            });
            println!("| {entries} | {name} | {} |", medians.join(" | "));
        }
    }
}
