//! Growth: each step is an event, and together they add up.

use map_core::FastMap;
use map_core::trace::{GROWTH, Growth};
use tracing::level_filters::LevelFilter;

use crate::{Alike, Level, UserId, heard};

fn growth(run: impl FnOnce()) -> Vec<Growth> {
    let read = |event: &tracing::Event<'_>| Growth::from_event(event).unwrap();
    heard(GROWTH, LevelFilter::DEBUG, read, run)
}

fn names(steps: &[Growth]) -> Vec<&str> {
    steps.iter().map(|step| step.step.as_str()).collect()
}

#[test]
fn a_small_map_grows_at_once() {
    let steps = growth(|| {
        let mut map = FastMap::new();
        for n in 0..16 {
            map.insert(UserId(n), n);
        }
    });
    assert_eq!(names(&steps), ["start", "evacuate", "finish"]);
    let [start, evacuate, finish] = &steps[..] else {
        unreachable!()
    };
    assert!(start.key_type.ends_with("UserId"));
    assert_eq!((start.growth, start.from, start.to), (Some(1), 1, 2));
    assert_eq!(start.entries, 15);
    assert!(
        start.bytes >= 2 * (16 + 16 * 16),
        "two buckets, and room for overflow"
    );
    assert_eq!(evacuate.evacuated, Some(1));
    assert!(evacuate.moved < Some(15) && evacuate.took.is_some());
    assert_eq!((finish.growth, finish.inserts), (Some(1), Some(0)));
    assert!(finish.took >= evacuate.took);
}

#[test]
fn a_large_map_grows_in_batches() {
    let mut map = FastMap::new();
    let mut inserts = 0;
    let steps = growth(|| {
        // Up to the end of the first growth that is not at once.
        loop {
            map.insert(UserId(inserts), [inserts; 3]);
            inserts += 1;
            if map.is_growing() {
                break;
            }
        }
        while map.is_growing() {
            map.insert(UserId(inserts), [inserts; 3]);
            inserts += 1;
        }
    });
    map.check_invariants();
    let starts: Vec<_> = steps.iter().filter(|step| step.step == "start").collect();
    let last = starts.last().unwrap();
    assert_eq!(last.growth, Some(starts.len()));
    assert_eq!(last.to, last.from * 2);

    let its: Vec<_> = steps
        .iter()
        .filter(|step| step.growth == last.growth)
        .collect();
    let finish = its.last().unwrap();
    assert_eq!(finish.step, "finish");
    let batches: Vec<_> = its.iter().filter(|step| step.step == "evacuate").collect();
    assert!(batches.len() > 100);
    let sum = |of: fn(&Growth) -> Option<usize>| {
        batches.iter().map(|step| of(step).unwrap()).sum::<usize>()
    };
    assert_eq!(sum(|step| step.evacuated), last.from);
    let moved = sum(|step| step.moved) as f64 / finish.entries as f64;
    assert!(
        (0.45..0.55).contains(&moved),
        "half of the entries move, not {moved}"
    );
    // The map has the entries that were there when growth started, the one that started it, and those counted since.
    assert_eq!(finish.inserts, Some(finish.entries - last.entries));
    let took: std::time::Duration = batches.iter().map(|step| step.took.unwrap()).sum();
    assert_eq!(finish.took, Some(took));
}

#[test]
fn growth_that_is_finished_by_hand_says_so() {
    let mut map = FastMap::new();
    while !map.is_growing() {
        map.insert(UserId(map.len() as u64), [0u64; 3]);
    }
    let left = map.len();
    let steps = growth(|| map.finish_growth());
    assert_eq!(names(&steps), ["evacuate", "finish"]);
    assert_eq!(steps[1].entries, left);
    assert_eq!(names(&growth(|| map.finish_growth())), [""; 0]);
}

#[test]
fn reserving_is_growth_where_there_are_entries() {
    let mut map: FastMap<UserId, u64> = FastMap::new();
    assert_eq!(names(&growth(|| map.reserve(1_000))), [""; 0]);
    map.insert(UserId(1), 1);
    let steps = growth(|| map.reserve(10_000));
    assert_eq!(names(&steps), ["start", "evacuate", "finish"]);
    assert_eq!((steps[0].from, steps[0].to), (128, 1_024));
}

#[test]
fn shrinking_and_clearing_are_told() {
    let mut map: FastMap<UserId, u64> = (0..1_000).map(|n| (UserId(n), n)).collect();
    map.retain(|id, _| id.0 < 10);
    let steps = growth(|| map.shrink_to_fit());
    assert_eq!(names(&steps), ["shrink"]);
    assert_eq!((steps[0].from, steps[0].to, steps[0].entries), (128, 1, 10));
    assert_eq!(names(&growth(|| map.shrink_to_fit())), [""; 0]);

    let steps = growth(|| map.clear());
    assert_eq!(names(&steps), ["clear"]);
    assert_eq!(steps[0].entries, 10);
    assert_eq!(names(&growth(|| map.clear())), [""; 0]);

    map.insert(UserId(1), 1);
    assert_eq!(names(&growth(|| drop(map.drain()))), ["clear"]);
    let steps = growth(|| map.shrink_to_fit());
    assert_eq!((names(&steps), steps[0].to), (vec!["shrink"], 0));
}

#[test]
fn hostile_keys_are_told() {
    let mut map = FastMap::new();
    let steps = growth(|| {
        for n in 0..100 {
            map.insert(Alike(n), n);
        }
    });
    map.check_invariants();
    assert!(names(&steps).contains(&"same_size"), "{:?}", names(&steps));
}

#[test]
fn direct_maps_do_not_grow() {
    let steps = growth(|| {
        let mut map = FastMap::new();
        map.insert(Level::Info, 1);
        map.reserve(3);
    });
    assert_eq!(names(&steps), [""; 0]);
}

#[test]
fn a_map_that_was_not_watched_still_counts_its_growths() {
    let mut map: FastMap<UserId, u64> = FastMap::new();
    for n in 0..15 {
        map.insert(UserId(n), n);
    }
    map.insert(UserId(15), 0);
    let steps = growth(|| {
        for n in 16..25 {
            map.insert(UserId(n), n);
        }
    });
    assert_eq!(steps.last().unwrap().growth, Some(2));
}
