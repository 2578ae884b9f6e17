//! What `run` beside it counts the instructions of: one function an operation and key, one key a path, small maps of
//! known seeds. Each function is called with [`COUNT`] keys, [`ROUNDS`] times. With the arguments `time NAME` those whose
//! names start so are called more often, and the best times are printed.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use map_core::{FastKey, FastMap};

/// Keys a call; 60 % of what the table's buckets hold.
const COUNT: u32 = 1_228;

/// Calls of each function, on a fresh map each.
const ROUNDS: u32 = 5;

/// The same where time is measured.
const TIMED_ROUNDS: u32 = 300;

/// Keys of the map that grows: more than the largest map that grows at once holds, so that small steps are counted too.
const GROWN_KEYS: u32 = 200_000;

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Byte(u8);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Port(u16);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct UserId(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Grown(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Cell(u32, u32);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Packet(u8, bool, u16, u32);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Uuid(u64, u64);

#[derive(FastMap, Clone, PartialEq, Eq)]
struct Name(String);

#[derive(FastMap, Clone, PartialEq, Eq)]
struct Route(u32, String);

/// Different numbers for different ones, that look random.
fn scatter(number: u32) -> u64 {
    let word = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word ^ word >> 31
}

/// 8 to 24 bytes.
fn text(number: u32) -> String {
    let word = scatter(number);
    format!("{word:016x}{:08x}", number)[..8 + word as usize % 17].to_owned()
}

/// The best time of each function for one key, in nanoseconds, where time is measured.
struct Clock(Option<BTreeMap<&'static str, f64>>);

impl Clock {
    const fn rounds(&self) -> u32 {
        if self.0.is_some() { TIMED_ROUNDS } else { ROUNDS }
    }

    /// Calls a function with so many keys.
    fn run<R>(&mut self, name: &'static str, keys: usize, call: impl FnOnce() -> R) {
        let started = Instant::now();
        let result = call();
        let nanos = started.elapsed().as_nanos() as f64 / keys as f64;
        if let Some(best) = &mut self.0 {
            let best = best.entry(name).or_insert(nanos);
            *best = best.min(nanos);
        }
        black_box(result);
    }
}

/// The functions of one key.
struct Functions<K> {
    names: [&'static str; 4],
    insert: fn(&mut FastMap<K, u64>, Vec<K>),
    get: fn(&FastMap<K, u64>, &[K]) -> u64,
    remove: fn(&mut FastMap<K, u64>, &[K]) -> u64,
    iterate: fn(&FastMap<K, u64>) -> u64,
}

impl<K: FastKey + Clone> Functions<K> {
    /// Calls each on maps of `keys`.
    fn run(&self, clock: &mut Clock, keys: &[K], absent: &[K]) {
        let [insert, get, remove, iterate] = self.names;
        let both = [keys, absent].concat();
        for round in 0..clock.rounds() {
            // How full single buckets are is chance, which a seed for each round evens out.
            let mut map = FastMap::with_seed(round.into());
            map.reserve(keys.len());
            let owned = keys.to_vec();
            clock.run(insert, keys.len(), || (self.insert)(&mut map, owned));
            clock.run(get, both.len(), || (self.get)(&map, &both));
            clock.run(iterate, map.len(), || (self.iterate)(&map));
            clock.run(remove, keys.len(), || (self.remove)(&mut map, keys));
        }
    }
}

/// The functions of one key, by names that `run` finds in the profile.
macro_rules! key {
    ($key:ident: $insert:ident $get:ident $remove:ident $iterate:ident) => {
        #[inline(never)]
        fn $insert(map: &mut FastMap<$key, u64>, keys: Vec<$key>) {
            for key in keys {
                map.insert(key, 1);
            }
        }

        /// Half of the calls hit, half miss.
        #[inline(never)]
        fn $get(map: &FastMap<$key, u64>, keys: &[$key]) -> u64 {
            let mut sum = 0;
            for key in keys {
                if let Some(value) = map.get(key) {
                    sum += value;
                }
            }
            sum
        }

        #[inline(never)]
        fn $remove(map: &mut FastMap<$key, u64>, keys: &[$key]) -> u64 {
            let mut sum = 0;
            for key in keys {
                sum += map.remove(key).unwrap_or(0);
            }
            sum
        }

        #[inline(never)]
        fn $iterate(map: &FastMap<$key, u64>) -> u64 {
            let mut sum = 0;
            for value in map.values() {
                sum += value;
            }
            sum
        }
    };
}

key!(Byte: direct_insert direct_get direct_remove direct_iterate);
key!(Port: fast32_insert fast32_get fast32_remove fast32_iterate);
key!(UserId: fast64_insert fast64_get fast64_remove fast64_iterate);
key!(Cell: parts64_insert parts64_get parts64_remove parts64_iterate);
key!(Packet: packet64_insert packet64_get packet64_remove packet64_iterate);
key!(Uuid: fast128_insert fast128_get fast128_remove fast128_iterate);
key!(Name: text_insert text_get text_remove text_iterate);
key!(Route: general_insert general_get general_remove general_iterate);

/// Inserts into a map without room. Of a key of its own, for what is called once is inlined.
#[inline(never)]
fn fast64_grow(keys: &[Grown]) -> FastMap<Grown, u64> {
    let mut map = FastMap::with_seed(1);
    for key in keys {
        map.insert(*key, 1);
    }
    map
}

fn main() {
    let timed = std::env::args().nth(1).is_some_and(|argument| argument == "time");
    let only = std::env::args().nth(2).unwrap_or_default();
    let mut clock = Clock(timed.then(BTreeMap::new));
    macro_rules! run {
        ($make:expr, $insert:ident $get:ident $remove:ident $iterate:ident) => {
            let functions = Functions {
                names: [
                    stringify!($insert),
                    stringify!($get),
                    stringify!($remove),
                    stringify!($iterate),
                ],
                insert: $insert,
                get: $get,
                remove: $remove,
                iterate: $iterate,
            };
            let present: Vec<_> = (0..COUNT).map($make).collect();
            let absent: Vec<_> = (COUNT..2 * COUNT).map($make).collect();
            if functions.names[0].starts_with(&only) {
                functions.run(&mut clock, &present, &absent);
            }
        };
    }
    run!(|i| Byte(i as u8), direct_insert direct_get direct_remove direct_iterate);
    run!(|i| Port(i as u16), fast32_insert fast32_get fast32_remove fast32_iterate);
    run!(|i| UserId(scatter(i)), fast64_insert fast64_get fast64_remove fast64_iterate);
    run!(|i| Cell(i, scatter(i) as u32), parts64_insert parts64_get parts64_remove parts64_iterate);
    run!(|i| Packet(i as u8, i & 256 != 0, (i >> 9) as u16, scatter(i) as u32), packet64_insert packet64_get packet64_remove packet64_iterate);
    run!(|i| Uuid(scatter(i), i.into()), fast128_insert fast128_get fast128_remove fast128_iterate);
    run!(|i| Name(text(i)), text_insert text_get text_remove text_iterate);
    run!(|i| Route(i & 31, text(i)), general_insert general_get general_remove general_iterate);

    let keys: Vec<_> = (0..GROWN_KEYS).map(|i| Grown(scatter(i))).collect();
    for _ in 0..clock.rounds().div_ceil(10) {
        clock.run("fast64_grow", keys.len(), || fast64_grow(&keys));
    }
    for (name, nanos) in clock.0.iter().flatten() {
        println!("{name} {nanos:.3}");
    }
}
