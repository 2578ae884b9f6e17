//! What threads do to a map, and how fast they are at it.

use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::Serialize;

use super::Args;
use super::maps::{Shared, UserId};

/// What the threads do. Writes of the first four are a `store` two times out of three and a `delete` the third, of any key,
/// so that a third of the keys is absent at any time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mix {
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
    pub(super) const fn name(self) -> &'static str {
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
pub(super) fn turn<M: Shared>(mix: Mix, threads: u64, args: &Args) -> (f64, Vec<u32>) {
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
