//! One map, looked at with all seven tools.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard};

use dhat::{HeapStats, Profiler};
use map_core::inspect::Inspection;
use map_core::trace::{Assign, Growth, GrowthLines, Operation, on_assign};
use map_core::{FastMap, Layout};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber, subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::diagnosis::Symptoms;
use crate::keys::Subject;
use crate::plant::{self, KNOWN_SEED, Problem, Visits};

/// Values that are changed, and how often each is.
const UPDATED: usize = 64;
const ROUNDS: usize = 16;

/// Writes that are shown of all.
const SHOWN: usize = 5;

/// What the tools have shown, in their order.
pub(crate) struct Exam {
    /// Lines of the file.
    pub(crate) lines: usize,
    /// 1: where values live.
    pub(crate) layout: Layout,
    /// 2: which writes happened; 3: those of one key; 4: when the map grew.
    pub(crate) log: Log,
    /// 3, 5 and 6: the key that is watched.
    pub(crate) watched: String,
    /// 5: the address that a lookup of it gave, and one of a key that is not there.
    pub(crate) address: Option<usize>,
    pub(crate) absent: Option<usize>,
    /// 6: how often its value was elsewhere after another line, and whether it was after an overwrite.
    pub(crate) moves: usize,
    pub(crate) moved_by_overwrite: bool,
    /// 7: the map when its chains were longest, where that was while hostile keys came; at the end; and once it was shrunk.
    pub(crate) worst: Option<Inspection>,
    pub(crate) seen: Inspection,
    pub(crate) shrunk: Inspection,
    /// 7: what changing values allocated, as the program does it and in place.
    pub(crate) updates: u64,
    pub(crate) copied: Allocated,
    pub(crate) in_place: Allocated,
}

/// Memory that was asked for and given back.
#[derive(Clone, Copy)]
pub(crate) struct Allocated {
    pub(crate) blocks: u64,
    pub(crate) bytes: u64,
}

/// What the map's events have told.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) inserts: usize,
    pub(crate) overwrites: usize,
    pub(crate) most_probes: usize,
    /// The first writes.
    pub(crate) first: Vec<Assign>,
    /// The first writes of the watched key, and how many there were.
    pub(crate) watched: Vec<Assign>,
    pub(crate) watched_writes: usize,
    pub(crate) growth: Vec<String>,
    pub(crate) new_seeds: usize,
}

/// A log that layers share.
#[derive(Clone, Default)]
struct SharedLog(Arc<Mutex<Log>>);

impl SharedLog {
    fn take(&self) -> Log {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().expect("no layer panics")
    }

    /// The subscriber that writes the log: a layer for each of the tools 2 to 4.
    fn subscriber<K: Subject>(&self, watched: &K) -> impl Subscriber + Send + Sync + use<K> {
        let writes = self.clone();
        let every_write = on_assign(move |assign| {
            let mut log = writes.lock();
            match assign.operation {
                Operation::Insert => log.inserts += 1,
                Operation::Overwrite => log.overwrites += 1,
            }
            log.most_probes = log.most_probes.max(assign.probes);
            if log.first.len() < SHOWN {
                log.first.push(assign.clone());
            }
        });
        let (hooked, watched) = (self.clone(), watched.clone());
        let one_key = on_assign(move |assign| {
            if assign.is::<K, _>(&watched) {
                let mut log = hooked.lock();
                log.watched_writes += 1;
                if log.watched.len() < SHOWN {
                    log.watched.push(assign.clone());
                }
            }
        });
        let lines = self.clone();
        tracing_subscriber::registry()
            .with(LevelFilter::DEBUG)
            .with(every_write.of::<K>())
            .with(one_key.of::<K>())
            .with(GrowthLines::new(move |line| {
                lines.lock().growth.push(line.to_owned());
            }))
            .with(NewSeeds(self.clone()))
    }
}

/// Counts new seeds.
struct NewSeeds(SharedLog);

impl<S: Subscriber> Layer<S> for NewSeeds {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if Growth::from_event(event).is_some_and(|growth| growth.step == "same_size") {
            self.0.lock().new_seeds += 1;
        }
    }
}

impl Exam {
    /// Fills a map with `keys`, plants `problems`, and asks every tool.
    pub(crate) fn of<K: Subject>(keys: &[K], problems: &[Problem]) -> Exam {
        let planted = |problem| problems.contains(&problem);
        let watched = most_frequent(keys);
        let (mut map, hostile) = if planted(Problem::Hostile) {
            (FastMap::with_seed(KNOWN_SEED), plant::hostile_keys())
        } else {
            (FastMap::new(), Vec::new())
        };

        let log = SharedLog::default();
        let (worst, moves) = subscriber::with_default(log.subscriber(&watched), || {
            let worst = insert_hostile(&mut map, hostile);
            let moves = load(&mut map, keys, &watched);
            if planted(Problem::Reserve) {
                plant::reserve_far_too_much(&mut map);
            }
            (worst, moves)
        });

        let before = map.generation(&watched);
        map.insert(watched.clone(), Visits::default());
        let moved_by_overwrite = map.generation(&watched) != before;
        let absent = (0..).map(K::candidate).find(|key| !map.contains_key(key));

        let updated: Vec<K> = map.keys().take(UPDATED).cloned().collect();
        for key in &updated {
            map.insert(key.clone(), Visits::large());
        }
        let update = if planted(Problem::Copies) {
            plant::update_copies
        } else {
            plant::update_in_place
        };
        let copied = allocated(|| update(&mut map, &updated, ROUNDS));
        let in_place = allocated(|| plant::update_in_place(&mut map, &updated, ROUNDS));

        let seen = map.inspect();
        let address = |key: &K| map.address_of(key).map(|value| value.addr().get());
        let (address, absent) = (address(&watched), absent.as_ref().and_then(address));
        map.shrink_to_fit();
        Exam {
            lines: keys.len(),
            layout: FastMap::<K, Visits>::layout(),
            log: log.take(),
            watched: watched.to_string(),
            address,
            absent,
            moves,
            moved_by_overwrite,
            worst,
            seen,
            shrunk: map.inspect(),
            updates: (updated.len() * ROUNDS) as u64,
            copied,
            in_place,
        }
    }

    /// What a diagnosis needs to know.
    pub(crate) fn symptoms(&self) -> Symptoms {
        let longest = |seen: &Inspection| seen.chain_lengths.max().unwrap_or(0);
        Symptoms {
            new_seeds: self.log.new_seeds,
            longest_chain: self
                .worst
                .as_ref()
                .map_or(0, longest)
                .max(longest(&self.seen)),
            load: self.seen.load(),
            bytes: self.seen.bytes.total(),
            bytes_needed: self.shrunk.bytes.total(),
            updates: self.updates,
            copied_bytes: self.copied.bytes,
            value_bytes: Visits::BYTES,
        }
    }
}

/// The key that `keys` has most often; of several, the one that comes first.
fn most_frequent<K: Subject>(keys: &[K]) -> K {
    let mut counts: FastMap<K, usize> = FastMap::new();
    for key in keys {
        *counts.entry(key.clone()).or_default() += 1;
    }
    let most = counts.values().copied().max();
    let first = keys.iter().find(|key| counts.get(*key).copied() == most);
    first.expect("there are keys").clone()
}

/// Inserts keys, and gives the map as it was when its chains were longest.
fn insert_hostile<K: Subject>(map: &mut FastMap<K, Visits>, keys: Vec<K>) -> Option<Inspection> {
    let after_each = keys.into_iter().map(|key| {
        map.insert(key, Visits::default());
        map.inspect()
    });
    after_each.max_by_key(|seen| seen.chain_lengths.max())
}

/// Inserts keys, and counts after how many of them the value of `watched` was elsewhere.
fn load<K: Subject>(map: &mut FastMap<K, Visits>, keys: &[K], watched: &K) -> usize {
    let mut moves = 0;
    let mut before = None;
    for key in keys {
        map.insert(key.clone(), Visits::default());
        let address = map
            .generation(watched)
            .map(|generation| generation.address());
        moves += usize::from(before.is_some() && address != before);
        before = address;
    }
    moves
}

/// What `work` allocates.
fn allocated(work: impl FnOnce()) -> Allocated {
    let _profiler = Profiler::builder().testing().build();
    let before = HeapStats::get();
    work();
    let after = HeapStats::get();
    Allocated {
        blocks: after.total_blocks - before.total_blocks,
        bytes: after.total_bytes - before.total_bytes,
    }
}
