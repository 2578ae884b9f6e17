//! The problems that can be planted, each by what a careless program would do.

use std::sync::{Arc, Mutex};

use clap::ValueEnum;
use map_core::{FastMap, trace};

use crate::keys::Subject;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Problem {
    /// Keys that were crafted against the map's seed
    Hostile,
    /// Large values that are copied to be changed
    Copies,
    /// A map that reserves far too much
    Reserve,
    /// Nothing
    None,
}

impl Problem {
    /// What was planted, in words.
    pub(crate) fn list(problems: &[Problem]) -> String {
        let name = |problem: &Problem| match problem {
            Problem::Hostile => Some("hostile keys"),
            Problem::Copies => Some("copies of large values"),
            Problem::Reserve => Some("a reservation that is far too large"),
            Problem::None => None,
        };
        let names: Vec<_> = problems.iter().filter_map(name).collect();
        if names.is_empty() {
            "Nothing was planted.".to_owned()
        } else {
            format!("Planted: {}.", names.join(", "))
        }
    }
}

/// A value that may be large: 4 KiB on the heap.
#[derive(Clone, Default)]
pub(crate) struct Visits(Vec<u64>);

impl Visits {
    const LEN: usize = 512;
    pub(crate) const BYTES: u64 = (Self::LEN * size_of::<u64>()) as u64;

    pub(crate) fn large() -> Visits {
        Visits(vec![0; Self::LEN])
    }

    fn count(&mut self, visit: usize) {
        self.0[visit % Self::LEN] += 1;
    }
}

/// The seed of a program that wants its runs to be reproducible, and thereby tells everybody.
pub(crate) const KNOWN_SEED: u64 = 42;

/// Buckets of the map that crafted keys are tried out on: they collide in every map that has at most as many.
const BUCKETS: usize = 64;

/// More than a bucket may hold before it is suspicious.
const HOSTILE_KEYS: usize = 60;

/// Keys that share a bucket in maps with the [`KNOWN_SEED`]. Whoever knows the seed finds them by trying: here the hook
/// on writes tells where a key would go.
pub(crate) fn hostile_keys<K: Subject>() -> Vec<K> {
    let bucket = Arc::new(Mutex::new(0));
    let told = Arc::clone(&bucket);
    let hook = trace::on_assign(move |assign| *told.lock().expect("no panics") = assign.bucket);
    hook.during(|| {
        let mut trial: FastMap<K, ()> = FastMap::with_seed(KNOWN_SEED);
        trial.reserve(BUCKETS * 12);
        let candidates = (0..).map(K::candidate).filter(|key| {
            trial.insert(key.clone(), ());
            trial.remove(key);
            *bucket.lock().expect("no panics") == 0
        });
        candidates.take(HOSTILE_KEYS).collect()
    })
}

/// Reserves as if the file had been thirty times as long.
pub(crate) fn reserve_far_too_much<K: Subject, V>(map: &mut FastMap<K, V>) {
    map.reserve(31 * map.len().max(100));
}

/// Changes the values of `keys` as in Go: reads a copy, changes it and writes it back.
pub(crate) fn update_copies<K: Subject>(map: &mut FastMap<K, Visits>, keys: &[K], rounds: usize) {
    for round in 0..rounds {
        for key in keys {
            if let Some(mut visits) = map.get(key).cloned() {
                visits.count(round);
                map.insert(key.clone(), visits);
            }
        }
    }
}

/// The same without a copy.
pub(crate) fn update_in_place<K: Subject>(map: &mut FastMap<K, Visits>, keys: &[K], rounds: usize) {
    for round in 0..rounds {
        for key in keys {
            if let Some(visits) = map.get_mut(key) {
                visits.count(round);
            }
        }
    }
}
