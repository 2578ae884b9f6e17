//! The script: each step is a few calls of one method, or one way to leave something half done.

use std::collections::BTreeSet;
use std::mem;

use map_core::{FastMap, FastSet};

use super::step::{Step, adds, copies, drops, is_odd, removes};
use super::{Key, Load, SEED, Subject};
use crate::values::Counted;

/// What the script of maps and sets works on.
pub struct MapAndSet<K, V> {
    map: FastMap<K, V>,
    set: FastSet<K>,
    leaked: usize,
    was_reseeded: bool,
}

impl<K: Key, V: Load> Subject for MapAndSet<K, V> {
    const ENTRY: usize = K::COUNTED + V::COUNTED;

    fn new() -> Self {
        MapAndSet {
            map: FastMap::with_seed(SEED),
            set: FastSet::with_seed(SEED),
            leaked: 0,
            was_reseeded: false,
        }
    }

    fn steps() -> Vec<Step<Self>> {
        steps()
    }

    fn contents(&self) -> Vec<BTreeSet<u64>> {
        vec![
            self.map.keys().map(K::number).collect(),
            self.set.iter().map(K::number).collect(),
        ]
    }

    fn is_growing(&self) -> bool {
        self.map.is_growing()
    }

    fn was_reseeded(&self) -> bool {
        self.was_reseeded
    }

    fn leaked(&mut self) -> &mut usize {
        &mut self.leaked
    }

    fn check(&self, step: &str) {
        self.map.check_invariants();
        self.set.check_invariants();
        let contents = self.contents();
        assert_eq!(
            (contents[0].len(), contents[1].len()),
            (self.map.len(), self.set.len())
        );
        for number in &contents[0] {
            let value = self.map.get(&K::of(*number));
            assert_eq!(value.map(V::number), Some(*number), "{step}");
        }
        for number in &contents[1] {
            assert!(self.set.contains(&K::of(*number)), "{step}");
        }
        let reachable = self.map.len() * Self::ENTRY + self.set.len() * K::COUNTED;
        let alive = Counted::alive();
        assert!(alive >= reachable, "{step}: what is there is alive");
        let leaked = alive - reachable;
        assert!(leaked <= self.leaked, "{step} leaks {leaked}");
    }
}

/// Whether values are so small that thousands of runs may leak them, and not fill the machine.
fn may_leak_many<V>() -> bool {
    size_of::<V>() < 1_000
}

/// Entries of keys that collide, one by one, until the map has taken a new seed.
fn collide<K: Key, V: Load>(subject: &mut MapAndSet<K, V>) {
    let map = &mut subject.map;
    for n in 0..60 {
        let number = K::colliding(n);
        if subject.was_reseeded {
            map.insert(K::of(number), V::of(number));
            continue;
        }
        let (capacity, before) = (map.capacity(), order(map, number));
        map.insert(K::of(number), V::of(number));
        let has_grown = map.capacity() != capacity || map.is_growing();
        subject.was_reseeded = !has_grown && order(map, number) != before;
    }
}

/// The numbers of the keys in the map's order, save one.
fn order<K: Key, V>(map: &FastMap<K, V>, but: u64) -> Vec<u64> {
    let numbers = map.keys().map(K::number);
    numbers.filter(|number| *number != but).collect()
}

/// The script, for keys `K` and values `V`.
#[expect(
    clippy::forget_non_drop,
    reason = "what leaks nothing today is leaked all the same"
)]
fn steps<K: Key, V: Load>() -> Vec<Step<MapAndSet<K, V>>> {
    vec![
        adds("insert until it doubles", |s| {
            for n in 0..70 {
                s.map.insert(K::of(n), V::of(n));
                s.set.insert(K::of(n));
            }
        }),
        adds("insert what is there", |s| {
            for n in 0..70 {
                s.map.insert(K::of(n), V::of(n));
                s.set.replace(K::of(n));
            }
        }),
        adds("insert until it has a new seed", collide),
        adds("look up", |s| {
            let contents = s.contents();
            let (in_map, in_set) = (&contents[0], &contents[1]);
            let keys: Vec<K> = (60..80).map(K::of).collect();
            for key in &keys {
                let (in_map, in_set) = (
                    in_map.contains(&key.number()),
                    in_set.contains(&key.number()),
                );
                assert_eq!(s.map.contains_key(key), in_map);
                assert_eq!(s.map.get_mut(key).is_some(), in_map);
                assert_eq!(s.set.get(key).is_some(), in_set);
            }
            let found = in_map.range(60..80).count();
            assert_eq!(s.map.get_batch(&keys).flatten().count(), found);
            let some = s.map.get_disjoint_mut([&keys[3], &keys[15], &keys[4]]);
            assert!(
                some.into_iter()
                    .flatten()
                    .all(|value| in_map.contains(&value.number()))
            );
        }),
        adds("reserve, and finish growth", |s| {
            s.map.reserve(40);
            s.map.finish_growth();
        }),
        adds("entries", |s| {
            for n in 65..75 {
                let entry = s.map.entry(K::of(n));
                entry
                    .and_modify(|value| assert_eq!(is_odd(value.number()), n % 2 == 1))
                    .or_insert_with(|| {
                        is_odd(n);
                        V::of(n)
                    });
                s.map.entry(K::of(n + 5)).or_insert_with_key(|key| {
                    is_odd(key.number());
                    V::of(key.number())
                });
                let _ = s.map.entry(K::of(n + 20)).insert_entry(V::of(n + 20));
                assert!(s.map.try_insert(K::of(n), V::of(n)).is_err());
            }
        }),
        adds("entries of borrowed keys", |s| {
            for n in 74..82 {
                let (key, odd) = (K::of(n), K::of(n + 20));
                let entry = s.map.entry_ref(&key);
                entry
                    .and_modify(|value| assert_eq!(is_odd(value.number()), n % 2 == 1))
                    .or_insert_pair_with(|key| {
                        is_odd(key.number());
                        (key.clone(), V::of(n))
                    });
                s.set.get_or_insert_with(&odd, |key| {
                    is_odd(key.number());
                    key.clone()
                });
            }
        }),
        removes("entries that go", |s| {
            for n in 60..90 {
                s.map.entry(K::of(n)).and_replace_entry_with(|_, value| {
                    let keep = is_odd(value.number());
                    keep.then_some(value)
                });
                if let map_core::Entry::Occupied(entry) = s.map.entry(K::of(n - 30)) {
                    entry.remove_entry();
                }
            }
        }),
        adds("leaked entries and iterators", |s| {
            for n in [3, 200] {
                s.leaked += K::COUNTED;
                mem::forget(s.map.entry(K::of(n)));
                mem::forget(s.map.entry_ref(&K::of(n)));
            }
            mem::forget(s.map.iter_mut());
            mem::forget(s.map.extract_if(|key, _| is_odd(key.number())));
        }),
        adds("batches", |s| {
            s.map.extend((0..90).map(|n| {
                is_odd(n);
                (K::of(n), V::of(n))
            }));
            s.set.extend((60..90).map(K::of));
        }),
        copies("clone and compare", |s| {
            let copy = s.map.clone();
            assert!(copy == s.map && copy.len() == s.map.len());
            assert!(s.set.clone() == s.set);
        }),
        drops("clone from", |s| {
            let mut copy: FastMap<K, V> = (0..20).map(|n| (K::of(n), V::of(n))).collect();
            copy.clone_from(&s.map);
            s.map = copy;
        }),
        copies("sets", |s| {
            let other: FastSet<K> = (40..110).map(K::of).collect();
            let (both, all) = (s.set.intersection(&other).count(), &s.set | &other);
            assert_eq!(s.set.difference(&other).count(), s.set.len() - both);
            assert_eq!(all.len(), s.set.len() + other.len() - both);
            assert!(s.set.is_subset(&all));
        }),
        removes("remove", |s| {
            for n in (0..90).step_by(3) {
                s.map.remove(&K::of(n));
                s.set.take(&K::of(n));
            }
            for n in 0..30 {
                s.map.remove(&K::of(K::colliding(n)));
            }
        }),
        adds("shrink", |s| {
            s.map.shrink_to_fit();
            s.set.shrink_to_fit();
        }),
        adds("insert after that", |s| {
            for n in 90..130 {
                s.map.insert(K::of(n), V::of(n));
            }
        }),
        removes("retain", |s| {
            s.map.retain(|key, value| {
                assert_eq!(key.number(), value.number());
                !is_odd(key.number() / 2)
            });
            s.set.retain(|key| !is_odd(key.number()));
        }),
        removes("extract", |s| {
            let half = s.map.len() / 4;
            let taken = s.map.extract_if(|key, _| is_odd(key.number()));
            taken.take(half).for_each(drop);
            s.set.extract_if(|key| key.number() > 80).for_each(drop);
        }),
        drops("half a drain", |s| {
            let half = s.map.len() / 2;
            s.map.drain().take(half).for_each(drop);
        }),
        adds("insert into what was drained", |s| {
            for n in 0..30 {
                s.map.insert(K::of(n), V::of(n));
            }
        }),
        removes("a leaked drain", |s| {
            if !may_leak_many::<V>() {
                return;
            }
            let mut drain = s.map.drain();
            drop(drain.next());
            s.leaked += drain.len() * (K::COUNTED + V::COUNTED);
            mem::forget(drain);
        }),
        adds("collect", |s| {
            s.map.extend((0..50).map(|n| (K::of(n), V::of(n))));
        }),
        drops("half an iterator that owns", |s| {
            let half = s.map.len() / 2;
            mem::take(&mut s.map).into_iter().take(half).for_each(drop);
        }),
        removes("a leaked iterator that owns", |s| {
            if !may_leak_many::<V>() {
                return;
            }
            s.map.extend((0..5).map(|n| (K::of(n), V::of(n))));
            let mut entries = mem::take(&mut s.map).into_iter();
            s.leaked += entries.len() * (K::COUNTED + V::COUNTED);
            drop(entries.next());
            mem::forget(entries);
        }),
        removes("a leaked drain of a set", |s| {
            let mut keys = s.set.drain();
            s.leaked += keys.len() * K::COUNTED;
            drop(keys.next());
            mem::forget(keys);
        }),
        adds("fill again", |s| {
            for n in 0..40 {
                s.map.entry(K::of(n)).or_insert(V::of(n));
            }
        }),
        drops("clear", |s| {
            s.map.clear();
            s.set.clear();
        }),
        adds("fill for the end", |s| {
            for n in 0..20 {
                s.map.insert(K::of(n), V::of(n));
            }
        }),
        drops("drop", |s| drop(mem::take(&mut s.map))),
    ]
}
