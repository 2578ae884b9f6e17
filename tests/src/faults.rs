//! A script of operations that is run again and again, each time with a fault at a later call: of `Hash`, `Eq`, `Clone`,
//! `Drop`, of a closure, or of the allocator. After the fault the map must be valid, have lost nothing that it may not
//! lose, have dropped nothing twice, and leak only what the documentation says; and then the script goes on.

mod keys;
mod script;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use map_core::{FastMap, FastSet};

pub use keys::{Bulky, Fragile, Key, Load};

use crate::values::{Counted, Fault, Fuse};

/// The seed of the map, for which some keys know how to collide.
const SEED: u64 = 1;

/// What the script works on.
pub struct Subject<K, V> {
    map: FastMap<K, V>,
    set: FastSet<K>,
    /// Counted keys and values that were leaked on purpose, or may have been.
    leaked: usize,
    /// Whether the map was seen to take a new seed.
    was_reseeded: bool,
}

impl<K: Key, V: Load> Subject<K, V> {
    fn new() -> Self {
        Subject {
            map: FastMap::with_seed(SEED),
            set: FastSet::with_seed(SEED),
            leaked: 0,
            was_reseeded: false,
        }
    }

    /// Counted keys and values that can be reached.
    fn reachable(&self) -> usize {
        self.map.len() * (K::COUNTED + V::COUNTED) + self.set.len() * K::COUNTED
    }

    /// The numbers of the keys in the map and in the set.
    fn contents(&self) -> [BTreeSet<u64>; 2] {
        [
            self.map.keys().map(K::number).collect(),
            self.set.iter().map(K::number).collect(),
        ]
    }

    /// Checks that map and set are valid, and nothing is leaked.
    fn check(&self, step: &str) {
        self.map.check_invariants();
        self.set.check_invariants();
        let [in_map, in_set] = self.contents();
        assert_eq!(
            (in_map.len(), in_set.len()),
            (self.map.len(), self.set.len())
        );
        for number in in_map {
            let value = self.map.get(&K::of(number));
            assert_eq!(value.map(V::number), Some(number), "{step}");
        }
        for number in in_set {
            assert!(self.set.contains(&K::of(number)), "{step}");
        }
        let alive = Counted::alive();
        assert!(alive >= self.reachable(), "{step}: what is there is alive");
        let leaked = alive - self.reachable();
        assert!(leaked <= self.leaked, "{step} leaks {leaked}");
    }
}

/// How many faults were injected.
#[derive(Clone, Copy, Default, Debug)]
pub struct Faults {
    /// In all.
    pub injected: u64,
    /// Into a map that was growing step by step.
    pub growing: u64,
    /// Runs of the script in which the map took a new seed, growing to the same size.
    pub reseeded: u64,
}

/// Runs the script for keys `K` and values `V` with `fuse` at every `step`-th call, from the first on, until none is left.
///
/// # Panics
/// Where a map does not survive a fault.
pub fn inject<K: Key, V: Load>(fuse: Fuse, step: usize) -> Faults {
    let mut faults = Faults::default();
    let mut calls = vec![u64::MAX / 2; script::steps::<K, V>().len()];
    for n in (0..).step_by(step) {
        Counted::start();
        fuse.arm(n);
        if !run::<K, V>(fuse, &mut calls, &mut faults) {
            return faults;
        }
        faults.injected += 1;
    }
    unreachable!("the script ends")
}

/// Runs the script once and says whether there was a fault. `calls` are those that each step made the last time.
fn run<K: Key, V: Load>(fuse: Fuse, calls: &mut [u64], faults: &mut Faults) -> bool {
    let mut subject = Subject::<K, V>::new();
    for (step, calls) in script::steps::<K, V>().iter().zip(calls) {
        let Some(left) = fuse.left() else {
            step.run(&mut subject);
            continue;
        };
        // Only where the fault is near: what is in the map is much to write down. Seeds are random in the end, so the
        // number of calls is not always the same.
        let before = (left <= *calls + 100).then(|| subject.contents());
        let (alive, was_growing) = (Counted::alive(), subject.map.is_growing());
        let result = catch_unwind(AssertUnwindSafe(|| step.run(&mut subject)));
        match result {
            Err(panic) if !panic.is::<Fault>() => resume_unwind(panic),
            Err(_) if fuse == Fuse::Drop && step.drops_many => subject.leaked += alive,
            // What a function is about to return is leaked by the compiler if dropping an argument panics: rust#47949.
            Err(_) if fuse == Fuse::Drop => subject.leaked += K::COUNTED + V::COUNTED,
            _ => {}
        }
        match fuse.left() {
            Some(still) => *calls = left - still,
            None => {
                faults.growing += u64::from(was_growing || subject.map.is_growing());
                let after = subject.contents();
                if let Some(before) = before
                    && !step.removes
                {
                    let mut pairs = before.iter().zip(&after);
                    let kept = pairs.all(|(before, after)| before.is_subset(after));
                    assert!(kept, "{fuse:?} in {}: entries are lost", step.name);
                }
                subject.check(step.name);
            }
        }
    }
    let was_injected = !fuse.disarm();
    faults.reseeded += u64::from(subject.was_reseeded);
    subject.check("the whole script");
    let leaked = subject.leaked;
    drop(subject);
    assert!(Counted::alive() <= leaked, "the end leaks");
    was_injected
}
