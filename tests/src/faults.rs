//! A script of operations that is run again and again, each time with a fault at a later call: of `Hash`, `Eq`, `Clone`,
//! `Drop`, of a closure, or of the allocator. After the fault the map must be valid, have lost nothing that it may not
//! lose, have dropped nothing twice, and leak only what the documentation says; and then the script goes on.
//!
//! There is a script for the map and the set, one for each map that threads share, and one for the pool.

mod keys;
mod pool;
mod script;
mod shared;
mod step;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

pub use keys::{Bulky, Fragile, Key, Load};
pub use pool::PoolOf;
pub use script::MapAndSet;
pub use shared::SharedMap;
use step::Step;

use crate::values::{Counted, Fault, Fuse};

/// The seed of the map, for which some keys know how to collide.
const SEED: u64 = 1;

/// What a script works on.
pub trait Subject: Sized {
    /// Counted keys and values of one entry, which the compiler may leak where dropping an argument panics: rust#47949.
    const ENTRY: usize;

    /// What the script begins with.
    fn new() -> Self;

    /// The script.
    fn steps() -> Vec<Step<Self>>;

    /// The numbers of the keys in each map.
    fn contents(&self) -> Vec<BTreeSet<u64>>;

    /// Whether something is growing step by step.
    fn is_growing(&self) -> bool {
        false
    }

    /// Whether something was seen to take a new seed.
    fn was_reseeded(&self) -> bool {
        false
    }

    /// Counted keys and values that were leaked on purpose, or may have been.
    fn leaked(&mut self) -> &mut usize;

    /// Checks that all is valid, and nothing is leaked, after a step.
    fn check(&self, step: &str);
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

/// Runs the script of `S` with `fuse` at every `step`-th call, from the first on, until none is left.
///
/// # Panics
/// Where a map does not survive a fault.
pub fn inject<S: Subject>(fuse: Fuse, step: usize) -> Faults {
    let mut faults = Faults::default();
    let mut calls = vec![u64::MAX / 2; S::steps().len()];
    for n in (0..).step_by(step) {
        Counted::start();
        fuse.arm(n);
        if !run::<S>(fuse, &mut calls, &mut faults) {
            return faults;
        }
        faults.injected += 1;
    }
    unreachable!("the script ends")
}

/// Runs the script once and says whether there was a fault. `calls` are those that each step made the last time.
fn run<S: Subject>(fuse: Fuse, calls: &mut [u64], faults: &mut Faults) -> bool {
    let mut subject = S::new();
    for (step, calls) in S::steps().iter().zip(calls) {
        let Some(left) = fuse.left() else {
            step.run(&mut subject);
            continue;
        };
        // Only where the fault is near: what is in the map is much to write down. Seeds are random in the end, so the
        // number of calls is not always the same.
        let before = (left <= *calls + 100).then(|| subject.contents());
        let (alive, was_growing) = (Counted::alive(), subject.is_growing());
        let result = catch_unwind(AssertUnwindSafe(|| step.run(&mut subject)));
        match result {
            Err(panic) if !panic.is::<Fault>() => resume_unwind(panic),
            Err(_) if fuse == Fuse::Drop && step.drops_many => *subject.leaked() += alive,
            // What a function is about to return is leaked by the compiler if dropping an argument panics: rust#47949.
            Err(_) if fuse == Fuse::Drop => *subject.leaked() += S::ENTRY,
            _ => {}
        }
        match fuse.left() {
            Some(still) => *calls = left - still,
            None => {
                faults.growing += u64::from(was_growing || subject.is_growing());
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
    faults.reseeded += u64::from(subject.was_reseeded());
    subject.check("the whole script");
    let leaked = *subject.leaked();
    drop(subject);
    let alive = Counted::alive();
    assert!(alive <= leaked, "{alive} are leaked at the end");
    was_injected
}
