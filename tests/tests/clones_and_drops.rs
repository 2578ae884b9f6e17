//! What each operation does to keys and values: none clones, save `clone` itself, and what is dropped is what left the
//! map, or could not enter it. How often entries are moved is tested within the engine, where their places are known.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::mem;

use map_core::{Entry, FastMap};

thread_local! {
    static CLONES: Cell<usize> = const { Cell::new(0) };
    static DROPS: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<usize>>) {
    counter.set(counter.get() + 1);
}

/// Counts its clones and drops, as a key and as a value.
#[derive(FastMap, PartialEq, Eq, Debug)]
#[fast_map(path = "general")]
struct Costly(u32);

impl Hash for Costly {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Clone for Costly {
    fn clone(&self) -> Self {
        count(&CLONES);
        Costly(self.0)
    }
}

impl Drop for Costly {
    fn drop(&mut self) {
        count(&DROPS);
    }
}

type Map = FastMap<Costly, Costly>;

const LEN: u32 = 500;

fn filled() -> Map {
    (0..LEN).map(|i| (Costly(i), Costly(i))).collect()
}

/// Asserts how many clones and drops `work` makes on a filled map. What it returns is not dropped.
#[track_caller]
fn assert_costs<R>(clones: usize, drops: usize, work: impl FnOnce(&mut Map) -> R) {
    let mut map = filled();
    let before = (CLONES.get(), DROPS.get());
    mem::forget(work(&mut map));
    let after = (CLONES.get(), DROPS.get());
    assert_eq!((after.0 - before.0, after.1 - before.1), (clones, drops));
    map.check_invariants();
}

const ALL: usize = LEN as usize;

#[test]
fn reading_costs_nothing() {
    let key = Costly(7);
    assert_costs(0, 0, |map| map.get(&key).is_some());
    assert_costs(0, 0, |map| map.get_mut(&key).is_some());
    assert_costs(0, 0, |map| map.get_key_value(&key).is_some());
    assert_costs(0, 0, |map| map.contains_key(&key));
    assert_costs(0, 0, |map| map[&key].0);
    assert_costs(0, 0, |map| map.iter().count());
    assert_costs(0, 0, |map| map.values_mut().for_each(|value| value.0 += 1));
    assert_costs(0, 0, |map| map.iter_from_random().count());
    assert_costs(0, 0, |map| map.get_batch([&key]).count());
    assert_costs(0, 0, |map| (map.len(), map.capacity(), map.inspect()));
}

#[test]
fn inserting_drops_what_does_not_stay() {
    // A key that is there already is dropped; the old value is handed back.
    assert_costs(0, 0, |map| map.insert(Costly(LEN), Costly(1)));
    assert_costs(0, 1, |map| map.insert(Costly(7), Costly(1)));
    assert_costs(0, 0, |map| map.try_insert(Costly(LEN), Costly(1)).is_ok());
    assert_costs(0, 2, |map| map.try_insert(Costly(7), Costly(1)).is_err());

    assert_costs(0, 0, |map| map.entry(Costly(LEN)).or_insert(Costly(1)).0);
    assert_costs(0, 2, |map| map.entry(Costly(7)).or_insert(Costly(1)).0);
    assert_costs(0, 1, |map| {
        map.entry(Costly(7)).or_insert_with(|| unreachable!()).0
    });
    assert_costs(0, 1, |map| {
        let entry = map.entry(Costly(7)).and_modify(|value| value.0 += 1);
        matches!(entry, Entry::Occupied(_))
    });

    let more = || (LEN..2 * LEN).map(|i| (Costly(i), Costly(i)));
    assert_costs(0, 0, |map| map.extend(more()));
    // The keys and the values that were there.
    let same = || (0..LEN).map(|i| (Costly(i), Costly(i)));
    assert_costs(0, 2 * ALL, |map| map.extend(same()));
}

#[test]
fn growing_and_shrinking_cost_nothing() {
    assert_costs(0, 0, |map| {
        let capacity = map.capacity();
        let mut key = LEN;
        while map.capacity() < 8 * capacity {
            map.insert(Costly(key), Costly(0));
            key += 1;
        }
    });
    assert_costs(0, 0, |map| map.reserve(10 * ALL));
    assert_costs(0, 0, |map| map.finish_growth());
    assert_costs(0, 0, |map| {
        map.reserve(10 * ALL);
        map.shrink_to_fit();
    });

    // A large table, which grows step by step.
    let mut large: FastMap<u32, (Costly, [u64; 63])> = FastMap::new();
    let before = (CLONES.get(), DROPS.get());
    let mut steps = 0;
    for key in 0..32_000 {
        large.insert(key, (Costly(0), [0; 63]));
        steps += usize::from(large.is_growing());
    }
    assert!(steps > 1_000, "{steps} inserts while growing");
    assert_eq!((CLONES.get(), DROPS.get()), before);
}

#[test]
fn removing_drops_what_is_not_handed_back() {
    let key = Costly(7);
    assert_costs(0, 1, |map| map.remove(&key));
    assert_costs(0, 0, |map| map.remove_entry(&key));
    let missing = Costly(LEN);
    assert_costs(0, 0, |map| assert!(map.remove(&missing).is_none()));
    assert_costs(0, ALL, |map| map.retain(|key, _| key.0 % 2 == 0));
    assert_costs(0, 2 * ALL, |map| map.clear());
    assert_costs(0, 2 * ALL, |map| drop(map.drain()));
    assert_costs(0, 0, |map| map.drain().collect::<Vec<_>>());
    assert_costs(0, 0, |map| {
        map.extract_if(|key, _| key.0 % 2 == 0).collect::<Vec<_>>()
    });
    assert_costs(0, 0, |map| mem::take(map).into_iter().collect::<Vec<_>>());
    assert_costs(0, ALL, |map| {
        mem::take(map).into_values().collect::<Vec<_>>()
    });
}

#[test]
fn only_clone_clones() {
    assert_costs(2 * ALL, 0, |map| map.clone());
    let other = filled();
    assert_costs(0, 0, |map| assert!(*map == other));
}

#[test]
fn on_the_direct_path_too() {
    let mut map: FastMap<u8, Costly> = FastMap::new();
    let before = (CLONES.get(), DROPS.get());
    for key in 0..=255 {
        map.insert(key, Costly(0));
        assert!(map.get(&key).is_some());
    }
    let three = map.entry(3).and_modify(|value| value.0 = 4);
    three.or_insert_with(|| unreachable!());
    mem::forget(map.insert(9, Costly(1)));
    mem::forget(map.remove(&9));
    assert_eq!((CLONES.get(), DROPS.get()), before);
    drop(map);
    assert_eq!((CLONES.get(), DROPS.get()), (before.0, before.1 + 255));
}
