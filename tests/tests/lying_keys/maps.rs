//! Maps, sets, and maps whose values do not move.

use std::ops::ControlFlow;

use map_core::{Entry, FastKey, FastMap, FastSet, StableMap, stable};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tests::values::{Counted, Value};

use crate::liar::{Ask, FEW, GENERAL, Liar, Listed, PACKED, RANGED, TEXT, WIDE};
use crate::liar::{attempt, below, hold, start};

/// Counts what an iterator gives, and stops where it should have ended.
fn count(items: impl Iterator, len: usize) -> usize {
    items.take(len + 1).count()
}

/// The same by a walk of its own.
fn count_by_fold(mut items: impl Iterator, len: usize) -> usize {
    let counted = items.try_fold(0, |n, _| {
        if n > len {
            ControlFlow::Break(n)
        } else {
            ControlFlow::Continue(n + 1)
        }
    });
    match counted {
        ControlFlow::Continue(n) | ControlFlow::Break(n) => n,
    }
}

/// Asserts that a map has the entries that it counts, and that no others are alive.
#[track_caller]
fn assert_whole<K: FastKey + Sync>(map: &FastMap<K, Counted>, done: &str) {
    let len = map.len();
    assert_eq!(Counted::alive(), 2 * len, "alive after {done}");
    assert_eq!(count(map.iter(), len), len, "walk after {done}");
    assert_eq!(count_by_fold(map.keys(), len), len, "fold after {done}");
    assert_eq!(
        count(map.iter_from_random(), len),
        len,
        "from random after {done}"
    );
}

/// What is done to a map, by name.
type Step<M> = (&'static str, fn(&mut M));

fn steps<const FORM: u8>() -> Vec<Step<FastMap<Liar<FORM>, Counted>>> {
    vec![
        ("insert", |map| {
            drop(map.insert(Liar::any(), Counted::of(1)))
        }),
        ("insert", |map| {
            drop(map.insert(Liar::any(), Counted::of(1)))
        }),
        ("checked_insert", |map| {
            drop(map.checked_insert(Liar::any(), Counted::of(1)))
        }),
        ("try_insert", |map| {
            _ = map.try_insert(Liar::any(), Counted::of(1)).is_ok()
        }),
        ("entry", |map| _ = map.entry(Liar::any()).or_default()),
        ("entry of a key that changes", |map| {
            let entry = map.entry(Liar::any());
            entry.key().change();
            entry.insert_entry(Counted::of(2));
        }),
        ("replace_entry_with", |map| {
            let entry = map.entry(Liar::any());
            let entry = entry.and_replace_entry_with(|key, value| {
                key.change();
                (below(2) == 0).then_some(value)
            });
            entry.or_default();
        }),
        ("remove by entry", |map| {
            if let Entry::Occupied(entry) = map.entry(Liar::any()) {
                entry.remove_entry();
            }
        }),
        ("remove", |map| drop(map.remove(&Ask::any()))),
        ("remove", |map| drop(map.remove(&Ask::any()))),
        ("get_mut", |map| {
            if let Some(value) = map.get_mut(&Ask::any()) {
                *value = Counted::of(3);
            }
        }),
        ("entry_ref", |map| {
            _ = map.entry_ref(&Ask::any()).or_default()
        }),
        ("entry_ref with a pair", |map| {
            map.entry_ref(&Ask::any())
                .or_insert_pair_with(|_| (Liar::any(), Counted::of(4)));
        }),
        ("get_disjoint_mut", |map| {
            let asked: [Ask<FORM>; 4] = std::array::from_fn(|_| Ask::any());
            for value in map.get_disjoint_mut(asked.each_ref()).into_iter().flatten() {
                *value = Counted::of(5);
            }
        }),
        ("get_batch", |map| {
            let asked: Vec<Ask<FORM>> = (0..40).map(|_| Ask::any()).collect();
            hold(map.get_batch(&asked).count() == 40, "a value for each key");
        }),
        ("keys that change", |map| {
            map.keys().take(3).for_each(Liar::change)
        }),
        ("retain", |map| map.retain(|_, _| below(8) != 0)),
        ("extract_if", |map| {
            map.extract_if(|_, _| below(4) == 0).take(3).for_each(drop)
        }),
        ("drain", |map| {
            if below(8) == 0 {
                map.drain().take(2).for_each(drop);
            }
        }),
        ("clone", |map| *map = map.clone()),
        ("clone_from", |map| {
            let copy = map.clone();
            map.clone_from(&copy);
            drop(copy);
        }),
        ("eq", |map| _ = *map == map.clone()),
        ("extend", |map| {
            map.extend((0..below(60)).map(|_| (Liar::any(), Counted::of(6))));
        }),
        ("collect", |map| {
            *map = std::mem::take(map).into_iter().collect()
        }),
        ("reserve", |map| map.reserve(below(100) as usize)),
        ("shrink_to_fit", |map| map.shrink_to_fit()),
        ("finish_growth", |map| map.finish_growth()),
        ("inspect", |map| _ = map.inspect().to_string()),
        ("par_iter", |map| {
            hold(map.par_iter().count() == map.len(), "all in parallel")
        }),
        ("clear", |map| {
            if below(8) == 0 {
                map.clear();
            }
        }),
    ]
}

fn lie<const FORM: u8>() {
    let steps = steps::<FORM>();
    for seed in 0..60 {
        start(seed);
        let mut map = FastMap::with_seed(seed);
        for _ in 0..300 {
            let (name, step) = steps[below(steps.len() as u64) as usize];
            attempt(|| step(&mut map));
            assert_whole(&map, name);
        }
        drop(map);
        assert_eq!(Counted::alive(), 0);
    }
}

#[test]
fn maps_of_few_keys() {
    lie::<FEW>();
}

#[test]
fn maps_of_keys_that_promise() {
    lie::<RANGED>();
}

#[test]
fn maps_of_packed_keys() {
    lie::<PACKED>();
}

#[test]
fn maps_of_wide_keys() {
    lie::<WIDE>();
}

#[test]
fn maps_of_text() {
    lie::<TEXT>();
}

#[test]
fn maps_of_other_keys() {
    lie::<GENERAL>();
}

/// Vectors and slices of liars, which have the shape that a liar gives them.
#[test]
fn maps_of_vectors() {
    for seed in 0..40 {
        start(seed);
        let mut map: FastMap<Vec<Liar<FEW>>, u8> = FastMap::new();
        for _ in 0..100 {
            attempt(|| _ = map.insert((0..below(4)).map(|_| Liar::any()).collect(), 1));
            attempt(|| _ = map.remove([Liar::any()].as_slice()));
            assert_eq!(count(map.iter(), map.len()), map.len());
        }
        drop(map);
        assert_eq!(Counted::alive(), 0);
    }
}

#[test]
fn variants_that_are_not_there() {
    for seed in 0..60 {
        start(seed);
        let mut map: FastMap<Listed, Counted> = FastMap::new();
        for _ in 0..200 {
            attempt(|| drop(map.insert(Listed(Counted::of(below(12))), Counted::of(0))));
            attempt(|| drop(map.remove(&Listed(Counted::of(below(12))))));
            assert_whole(&map, "a call");
        }
    }
}

fn lie_to_sets<const FORM: u8>() {
    type Set<const FORM: u8> = FastSet<Liar<FORM>>;
    let any = || -> Set<FORM> {
        let mut set = FastSet::new();
        attempt(|| set.extend((0..below(30)).map(|_| Liar::any())));
        set
    };
    for seed in 0..60 {
        start(seed);
        let mut set: Set<FORM> = FastSet::new();
        for _ in 0..200 {
            let step = below(12);
            attempt(|| match step {
                0 | 1 => _ = set.insert(Liar::any()),
                2 => drop(set.replace(Liar::any())),
                3 => _ = set.get_or_insert(Liar::any()),
                4 => _ = set.get_or_insert_with(&Ask::any(), |ask| ask.into()),
                5 => _ = set.get_or_insert_with(&Ask::any(), |_| Liar::any()),
                6 => drop(set.take(&Ask::any())),
                7 => set |= &any(),
                8 => set ^= &any(),
                9 => set = &set - &any(),
                10 => set = &set | &any(),
                _ => {
                    let other = any();
                    let (most, all) = (set.len() + other.len(), set.union(&other));
                    hold(count(all, most) <= most, "a union ends");
                    _ = (set.is_subset(&other), set.is_disjoint(&other), set == other);
                    set = set.symmetric_difference(&other).cloned().collect();
                }
            });
            let len = set.len();
            assert_eq!(Counted::alive(), len, "alive after {step}");
            assert_eq!(count(set.iter(), len), len, "walk after {step}");
        }
    }
}

#[test]
fn sets() {
    lie_to_sets::<FEW>();
    lie_to_sets::<RANGED>();
    lie_to_sets::<PACKED>();
    lie_to_sets::<TEXT>();
}

fn lie_to_stable_maps<const FORM: u8>() {
    for seed in 0..60 {
        start(seed);
        let mut map: StableMap<Liar<FORM>, Counted> = StableMap::new();
        for _ in 0..200 {
            let step = below(6);
            attempt(|| match step {
                0 | 1 => drop(map.insert(Liar::any(), Counted::of(1))),
                2 => _ = map.entry(Liar::any()).or_default(),
                3 => drop(map.remove(&Ask::any())),
                4 => map = map.clone(),
                _ => {
                    if let stable::Entry::Vacant(entry) = map.entry(Liar::any()) {
                        entry.key().change();
                        entry.insert(Counted::of(2));
                    }
                }
            });
            let len = map.len();
            assert_eq!(Counted::alive(), 2 * len, "alive after {step}");
            assert_eq!(count(map.iter(), len), len, "walk after {step}");
        }
    }
}

#[test]
fn stable_maps() {
    lie_to_stable_maps::<FEW>();
    lie_to_stable_maps::<RANGED>();
    lie_to_stable_maps::<WIDE>();
    lie_to_stable_maps::<GENERAL>();
}
