//! Random choices, and pauses at random.

use std::cell::Cell;
use std::thread;

/// A generator of random numbers: splitmix64.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// A generator that gives the same numbers for the same seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    /// Loses time, sometimes: a little of its own, or the rest of the thread's time slice.
    pub fn pause(&mut self) {
        match self.below(8) {
            0 => thread::yield_now(),
            1 => (0..self.below(200)).for_each(|_| std::hint::spin_loop()),
            _ => {}
        }
    }
}

thread_local! {
    static HERE: Cell<u64> = const { Cell::new(0) };
}

/// Loses time, sometimes, by this thread's own generator.
pub(super) fn pause() {
    // A thread's first numbers come from where its locals are.
    let state = match HERE.get() {
        0 => HERE.with(|here| std::ptr::from_ref(here).addr() as u64),
        state => state,
    };
    let mut chance = Chance(state);
    chance.pause();
    HERE.set(chance.0);
}
