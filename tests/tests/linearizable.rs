//! Concurrent calls of the maps that threads share answer as if they had happened one after the other, each at some moment
//! between its beginning and its end.
//!
//! Threads call a map at random and note when each call began and ended, by a counter that all share. Each key's calls are
//! then put into an order that explains the answers; where there is none, the map is wrong. `range` counts as a `load`
//! of each key and `clear` as a deletion of each: they promise no more. Rounds: `FASTMAP_ROUNDS`, or a few hundred.
//!
//! The counter orders more than the maps do by themselves, so what only a weak memory order could break is not found here;
//! that is for the models of `map-core/src/sync` and for ThreadSanitizer (`scripts/sanitize`).

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;

use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use tests::shared::history::{Answer, Ask, Call, order};
use tests::shared::{Chance, Shared, Slow, SlowKey};

/// The keys whose calls are recorded.
const KEYS: u64 = 3;
/// Threads that call; more than the cores of a small machine, so that they are interrupted anywhere.
const THREADS: u64 = 4;
/// Calls of a thread in a round.
const CALLS: u64 = 9;

fn rounds() -> u64 {
    let asked = std::env::var("FASTMAP_ROUNDS");
    asked.map_or(400, |rounds| {
        rounds.parse().expect("FASTMAP_ROUNDS is a number")
    })
}

/// What a round recorded, a list for each key.
type History = [Vec<Call>; KEYS as usize];

/// A thread that calls a map and records it.
struct Caller<'a, M> {
    map: &'a M,
    clock: &'a AtomicU64,
    chance: Chance,
    /// For values that are each stored once: the last one, and what is added to make the next.
    value: u64,
    /// The last value seen of each key, for comparisons that have a chance.
    seen: [u64; KEYS as usize],
    history: History,
}

impl<M: Shared<SlowKey, Slow>> Caller<'_, M> {
    fn now(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }

    /// Does one call at random.
    fn call(&mut self) {
        self.value += THREADS;
        let (number, new) = (self.chance.below(KEYS) as usize, self.value);
        let (key, old) = (SlowKey(number as u64), self.seen[number]);
        let which = self.chance.below(24);
        if which >= 22 {
            return self.call_for_all(which == 22);
        }
        let map = self.map;
        let inner = |value: Option<Slow>| value.map(|value| value.0);
        let began = self.now();
        self.chance.pause();
        let (ask, answer) = match which {
            0..4 => (Ask::Load, Answer::Value(inner(map.load(&key)))),
            4..7 => {
                map.store(key, Slow(new));
                (Ask::Store(new), Answer::Done)
            }
            7..9 => {
                let value = inner(map.swap(key, Slow(new)));
                (Ask::Swap(new), Answer::Value(value))
            }
            9 => {
                let value = inner(map.alter(key, |_| Some(Slow(new))));
                (Ask::Swap(new), Answer::Value(value))
            }
            10..12 => {
                let (value, loaded) = map.load_or_store(key, Slow(new));
                (Ask::LoadOrStore(new), Answer::Found(value.0, loaded))
            }
            12..14 => {
                let (value, loaded) = map.load_or_insert_with(key, || Slow(new));
                (Ask::LoadOrStore(new), Answer::Found(value.0, loaded))
            }
            14..16 => {
                let value = inner(map.load_and_delete(&key));
                (Ask::LoadAndDelete, Answer::Value(value))
            }
            16 => {
                let value = inner(map.alter(key, |_| None));
                (Ask::LoadAndDelete, Answer::Value(value))
            }
            17 => (Ask::Delete, Answer::Was(map.delete(&key))),
            18..20 => {
                let was = map.compare_and_swap(&key, &Slow(old), Slow(new));
                (Ask::CompareAndSwap(old, new), Answer::Was(was))
            }
            _ => {
                let was = map.compare_and_delete(&key, &Slow(old));
                (Ask::CompareAndDelete(old), Answer::Was(was))
            }
        };
        self.chance.pause();
        let ended = self.now();
        match answer {
            Answer::Value(Some(value)) | Answer::Found(value, _) => self.seen[number] = value,
            _ => {}
        }
        self.history[number].push(Call {
            ask,
            answer,
            began,
            ended,
        });
    }

    /// A call that concerns all keys: `range`, or else `clear`.
    fn call_for_all(&mut self, range: bool) {
        let began = self.now();
        let mut values = [None; KEYS as usize];
        if range {
            let mut keys = HashSet::new();
            self.map.range(|key, value| {
                assert!(keys.insert(key.0), "`range` shows {key:?} twice");
                if let Some(shown) = values.get_mut(key.0 as usize) {
                    *shown = Some(value.0);
                }
                true
            });
        } else {
            self.map.clear();
        }
        let ended = self.now();
        for (value, history) in values.iter().zip(&mut self.history) {
            let (ask, answer) = match range {
                true => (Ask::Load, Answer::Value(*value)),
                false => (Ask::Clear, Answer::Done),
            };
            history.push(Call {
                ask,
                answer,
                began,
                ended,
            });
        }
    }
}

/// Runs rounds over one map until a key's history in one of them cannot be explained, and gives that.
fn find_fault<M: Shared<SlowKey, Slow>>(rounds: u64) -> Option<(Vec<Call>, Option<u64>)> {
    let (map, clock) = (M::empty(), AtomicU64::new(0));
    let barrier = Barrier::new(THREADS as usize + 1);
    let all = Mutex::new(History::default());
    let work = |thread: u64| {
        let mut caller = Caller {
            map: &map,
            clock: &clock,
            chance: Chance::new(thread),
            value: thread,
            seen: [0; KEYS as usize],
            history: History::default(),
        };
        for round in 0..rounds {
            barrier.wait();
            for call in 0..CALLS {
                caller.call();
                // Other keys come and go, so that the maps' inner state changes beside the calls.
                map.store(SlowKey(KEYS + (round * CALLS + call) % 50), Slow(0));
                map.delete(&SlowKey(KEYS + caller.chance.below(50)));
            }
            let mut all = all.lock().expect("no thread panicked");
            for (all, own) in all.iter_mut().zip(&mut caller.history) {
                all.append(own);
            }
            drop(all);
            barrier.wait();
        }
    };
    thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || work(thread));
        }
        let mut fault = None;
        let mut values = [None; KEYS as usize];
        for _ in 0..rounds {
            barrier.wait();
            barrier.wait();
            let histories = std::mem::take(&mut *all.lock().expect("no thread panicked"));
            for ((key, mut history), value) in (0..).zip(histories).zip(&mut values) {
                let at_first =
                    std::mem::replace(value, map.load(&SlowKey(key)).map(|value| value.0));
                // What is there in the end counts too.
                history.push(Call {
                    ask: Ask::Load,
                    answer: Answer::Value(*value),
                    began: u64::MAX - 1,
                    ended: u64::MAX,
                });
                if fault.is_none() && order(&history, at_first).is_none() {
                    fault = Some((history, at_first));
                }
            }
        }
        fault
    })
}

fn assert_linearizable<M: Shared<SlowKey, Slow>>() {
    // Now and then a map that is new.
    for _ in 0..4 {
        if let Some((mut history, value)) = find_fault::<M>(rounds() / 4) {
            history.sort_by_key(|call| call.began);
            let list: Vec<_> = history.iter().map(|call| format!("{call:?}\n")).collect();
            panic!("no order explains this, from {value:?}:\n{}", list.concat());
        }
    }
}

#[test]
fn locked_map() {
    assert_linearizable::<LockedMap<SlowKey, Slow>>();
}

#[test]
fn sharded_map() {
    assert_linearizable::<ShardedMap<SlowKey, Slow>>();
}

#[test]
fn sync_map() {
    assert_linearizable::<SyncMap<SlowKey, Slow>>();
}

/// The check itself: histories of which it is known whether they can be explained.
mod checker {
    use super::*;

    fn call(ask: Ask, answer: Answer, began: u64, ended: u64) -> Call {
        Call {
            ask,
            answer,
            began,
            ended,
        }
    }

    fn load(value: u64, began: u64, ended: u64) -> Call {
        call(Ask::Load, Answer::Value(Some(value)), began, ended)
    }

    fn store(value: u64, began: u64, ended: u64) -> Call {
        call(Ask::Store(value), Answer::Done, began, ended)
    }

    const NONE: Answer = Answer::Value(None);

    #[test]
    fn one_after_the_other() {
        let good = [store(1, 0, 1), load(1, 2, 3), store(2, 4, 5), load(2, 6, 7)];
        assert_eq!(order(&good, None), Some(vec![0, 1, 2, 3]));
        assert_eq!(order(&[], Some(1)), Some(vec![]));
        let stale = [store(1, 0, 1), store(2, 2, 3), load(1, 4, 5)];
        assert_eq!(order(&stale, None), None);
        let lost = [store(1, 0, 1), call(Ask::Load, NONE, 2, 3)];
        assert_eq!(order(&lost, None), None);
        let from_nowhere = [load(3, 0, 1)];
        assert_eq!(order(&from_nowhere, None), None);
        assert_eq!(order(&from_nowhere, Some(3)), Some(vec![0]));
    }

    #[test]
    fn a_call_happens_while_it_runs() {
        // The store runs all the time: a load may see it or not, but none may see the old value after one saw the new.
        let (old, new) = (
            |began, ended| call(Ask::Load, NONE, began, ended),
            |began, ended| load(1, began, ended),
        );
        let long = store(1, 0, 9);
        assert_eq!(
            order(&[long, old(1, 2), new(3, 4)], None),
            Some(vec![1, 0, 2])
        );
        assert_eq!(order(&[long, new(1, 2), old(3, 4)], None), None);
        // Loads that overlap each other may.
        assert!(order(&[long, new(1, 4), old(3, 6)], None).is_some());
    }

    #[test]
    fn only_one_of_two_wins() {
        let stored = |new, began, ended| {
            call(
                Ask::LoadOrStore(new),
                Answer::Found(new, false),
                began,
                ended,
            )
        };
        let loaded = call(Ask::LoadOrStore(2), Answer::Found(1, true), 1, 4);
        assert!(order(&[stored(1, 0, 3), loaded], None).is_some());
        assert_eq!(order(&[stored(1, 0, 3), stored(2, 1, 4)], None), None);
        let swapped =
            |new, began, ended| call(Ask::CompareAndSwap(7, new), Answer::Was(true), began, ended);
        assert!(order(&[swapped(8, 0, 3)], Some(7)).is_some());
        assert_eq!(order(&[swapped(8, 0, 3), swapped(9, 1, 4)], Some(7)), None);
        let deleted = |began, ended| call(Ask::Delete, Answer::Was(true), began, ended);
        assert_eq!(order(&[deleted(0, 3), deleted(1, 4)], Some(7)), None);
        assert!(order(&[deleted(0, 3), deleted(1, 5), store(8, 2, 4)], Some(7)).is_some());
    }

    #[test]
    fn a_failed_comparison_tells_too() {
        let failed = call(Ask::CompareAndSwap(1, 2), Answer::Was(false), 2, 3);
        assert_eq!(order(&[store(1, 0, 1), failed], None), None);
        assert!(order(&[store(1, 0, 4), failed], None).is_some());
        let kept = call(Ask::CompareAndDelete(1), Answer::Was(false), 2, 3);
        assert_eq!(order(&[store(1, 0, 1), kept], None), None);
        let cleared = call(Ask::Clear, Answer::Done, 2, 3);
        assert_eq!(order(&[store(1, 0, 1), cleared, load(1, 4, 5)], None), None);
    }

    /// Four threads whose calls always overlap: the orders are 4^15, the sets of calls that can be done at a time few.
    #[test]
    fn what_was_tried_is_remembered() {
        let calls = (0..15).flat_map(|i| (0..4).map(move |thread| (i, thread)));
        let mut calls: Vec<_> = calls
            .map(|(i, thread)| store(4 * i + thread, 10 * i + thread, 10 * i + 13))
            .collect();
        assert!(order(&calls, None).is_some());
        calls.push(load(99, 1_000, 1_001));
        assert_eq!(order(&calls, None), None);
    }
}

/// Maps with the faults that such maps have had, which the recorder and the check together must find.
mod broken {
    use super::*;

    // What of a map is not one step, or not right.
    const NONE: u8 = 0;
    const LOAD_OR_STORE: u8 = 1;
    const COMPARE: u8 = 2;
    const DELETE: u8 = 3;
    const STALE: u8 = 4;
    const RANGE: u8 = 5;

    /// A map that is right but for one fault.
    struct Broken<const FAULT: u8> {
        map: LockedMap<SlowKey, Slow>,
        /// A second table, as a map has that copies; with the fault `STALE` it is read without a look at the first.
        copy: LockedMap<SlowKey, Slow>,
    }

    impl<const FAULT: u8> Shared<SlowKey, Slow> for Broken<FAULT> {
        fn empty() -> Self {
            Broken {
                map: LockedMap::new(),
                copy: LockedMap::new(),
            }
        }

        fn load(&self, key: &SlowKey) -> Option<Slow> {
            if FAULT == STALE
                && let Some(value) = self.copy.load(key)
            {
                return Some(value);
            }
            let value = self.map.load(key);
            if FAULT == STALE
                && let Some(value) = &value
            {
                self.copy.store(*key, value.clone());
            }
            value
        }

        fn get_with<R>(&self, key: &SlowKey, read: impl FnOnce(&Slow) -> R) -> Option<R> {
            self.map.get_with(key, read)
        }

        fn store(&self, key: SlowKey, value: Slow) {
            self.map.store(key, value);
            self.copy.delete(&key);
        }

        fn swap(&self, key: SlowKey, value: Slow) -> Option<Slow> {
            let old = self.map.swap(key, value);
            self.copy.delete(&key);
            old
        }

        fn load_or_store(&self, key: SlowKey, value: Slow) -> (Slow, bool) {
            if FAULT == LOAD_OR_STORE {
                if let Some(value) = self.map.load(&key) {
                    return (value, true);
                }
                self.map.store(key, value.clone());
                return (value, false);
            }
            Shared::load_or_store(&self.map, key, value)
        }

        fn load_or_insert_with(&self, key: SlowKey, value: impl FnOnce() -> Slow) -> (Slow, bool) {
            Shared::load_or_store(self, key, value())
        }

        fn load_and_delete(&self, key: &SlowKey) -> Option<Slow> {
            let value = if FAULT == DELETE {
                let value = self.map.load(key);
                self.map.delete(key);
                value
            } else {
                self.map.load_and_delete(key)
            };
            self.copy.delete(key);
            value
        }

        fn delete(&self, key: &SlowKey) -> bool {
            Shared::load_and_delete(self, key).is_some()
        }

        fn compare_and_swap(&self, key: &SlowKey, old: &Slow, new: Slow) -> bool {
            let was = if FAULT == COMPARE {
                let was = self.map.load(key).as_ref() == Some(old);
                if was {
                    self.map.store(*key, new);
                }
                was
            } else {
                self.map.compare_and_swap(key, old, new).is_ok()
            };
            self.copy.delete(key);
            was
        }

        fn compare_and_delete(&self, key: &SlowKey, old: &Slow) -> bool {
            let was = self.map.compare_and_delete(key, old);
            self.copy.delete(key);
            was
        }

        fn alter(
            &self,
            key: SlowKey,
            change: impl FnMut(Option<&Slow>) -> Option<Slow>,
        ) -> Option<Slow> {
            let old = self.map.alter(key, change);
            self.copy.delete(&key);
            old
        }

        fn range(&self, mut visit: impl FnMut(&SlowKey, &Slow) -> bool) {
            let mut skipped = false;
            self.map.range(|key, value| {
                // Once in a while an entry is left out.
                skipped = FAULT == RANGE && key.0 < KEYS && value.0 % 8 == 0;
                skipped || visit(key, value)
            });
        }

        fn retain(&self, keep: impl FnMut(&SlowKey, &Slow) -> bool) {
            self.map.retain(keep);
        }

        fn clear(&self) {
            self.map.clear();
            self.copy.clear();
        }

        fn count(&self) -> usize {
            self.map.len()
        }
    }

    /// Whether the fault shows within a number of rounds that a machine of any kind gets to.
    fn is_found<const FAULT: u8>() -> bool {
        (0..100).any(|_| find_fault::<Broken<FAULT>>(200).is_some())
    }

    #[test]
    fn faults_are_found() {
        assert!(is_found::<LOAD_OR_STORE>());
        assert!(is_found::<COMPARE>());
        assert!(is_found::<DELETE>());
        assert!(is_found::<STALE>());
        assert!(is_found::<RANGE>());
    }

    #[test]
    fn without_a_fault_nothing_is_found() {
        assert!(find_fault::<Broken<NONE>>(200).is_none());
    }
}
