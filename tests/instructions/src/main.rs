//! What `run` beside it counts the instructions of: one function an operation and key, one key a path, small maps of
//! known seeds. Each function is called with [`COUNT`] keys, [`ROUNDS`] times.

use std::hint::black_box;

use map_core::{FastKey, FastMap};

/// Keys a call; 60 % of what the table's buckets hold.
const COUNT: u32 = 1_228;

/// Calls of each function, on a fresh map each.
const ROUNDS: u32 = 5;

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Byte(u8);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Port(u16);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct UserId(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
struct Cell(u32, u32);

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

/// Calls each operation on maps of `keys`.
fn count<K: FastKey + Clone>(
    keys: &[K],
    absent: &[K],
    insert: fn(&mut FastMap<K, u64>, Vec<K>),
    get: fn(&FastMap<K, u64>, &[K]) -> u64,
    remove: fn(&mut FastMap<K, u64>, &[K]) -> u64,
    iterate: fn(&FastMap<K, u64>) -> u64,
) {
    for round in 0..ROUNDS {
        // How full single buckets are is chance, which a seed for each round evens out.
        let mut map = FastMap::with_seed(round.into());
        map.reserve(keys.len());
        insert(&mut map, keys.to_vec());
        black_box(get(&map, keys));
        black_box(get(&map, absent));
        black_box(iterate(&map));
        black_box(remove(&mut map, keys));
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
key!(Uuid: fast128_insert fast128_get fast128_remove fast128_iterate);
key!(Name: text_insert text_get text_remove text_iterate);
key!(Route: general_insert general_get general_remove general_iterate);

fn main() {
    macro_rules! run {
        ($make:expr, $insert:ident $get:ident $remove:ident $iterate:ident) => {
            let present: Vec<_> = (0..COUNT).map($make).collect();
            let absent: Vec<_> = (COUNT..2 * COUNT).map($make).collect();
            count(&present, &absent, $insert, $get, $remove, $iterate);
        };
    }
    run!(|i| Byte(i as u8), direct_insert direct_get direct_remove direct_iterate);
    run!(|i| Port(i as u16), fast32_insert fast32_get fast32_remove fast32_iterate);
    run!(|i| UserId(scatter(i)), fast64_insert fast64_get fast64_remove fast64_iterate);
    run!(|i| Cell(i, scatter(i) as u32), parts64_insert parts64_get parts64_remove parts64_iterate);
    run!(|i| Uuid(scatter(i), i.into()), fast128_insert fast128_get fast128_remove fast128_iterate);
    run!(|i| Name(text(i)), text_insert text_get text_remove text_iterate);
    run!(|i| Route(i & 31, text(i)), general_insert general_get general_remove general_iterate);
}
