//! The engine against a plain list, with every invariant checked, over hashes good and bad.

mod memory;
mod moves;
mod ownership;
#[cfg(feature = "rayon")]
mod parts;
mod steps;
mod trust;

use core::cell::Cell;
use std::collections::HashMap;
use std::vec::Vec;

use super::{Extract, Keying, Query, Table, WINDOW};
use crate::hash::{self, Seed};

/// Entries keyed by their first half; `HASH` picks how.
struct By<const HASH: u8>;

const GOOD: u8 = 0;
/// All entries in one bucket, with one tag.
const CONSTANT: u8 = 1;
/// All entries in four buckets under any seed, with different tags.
const FEW_BUCKETS: u8 = 2;

fn hash_of<const HASH: u8>(key: u64, seed: u64) -> u64 {
    match HASH {
        GOOD => hash::of_word(seed, key),
        CONSTANT => 0x4200_0000_0000_0120,
        _ => hash::of_word(seed, key) & !0xffff_ffff | (key & 3) << 4,
    }
}

impl<const HASH: u8, V> Keying<(u64, V)> for By<HASH> {
    const DIRECT: Option<u64> = None;

    fn hash(entry: &(u64, V), seed: u64) -> u64 {
        hash_of::<HASH>(entry.0, seed)
    }
}

#[derive(Clone, Copy)]
struct Key<const HASH: u8>(u64);

impl<const HASH: u8, V> Query<(u64, V)> for Key<HASH> {
    type Keying = By<HASH>;

    fn hash(&self, seed: u64) -> u64 {
        hash_of::<HASH>(self.0, seed)
    }

    fn matcher(self) -> impl Fn(&(u64, V)) -> bool {
        move |entry| entry.0 == self.0
    }
}

fn put<const HASH: u8, V>(table: &mut Table<(u64, V)>, key: u64, value: V) -> Option<V> {
    match table.entry(&Key::<HASH>(key)) {
        Ok(mut entry) => Some(core::mem::replace(&mut entry.get_mut().1, value)),
        Err(vacant) => {
            vacant.insert::<By<HASH>>((key, value));
            None
        }
    }
}

/// Puts an entry in whose key is not there yet.
fn insert_unique<K: Keying<T>, T>(table: &mut Table<T>, entry: T) {
    table.vacant::<K>(&entry).insert::<K>(entry);
}

fn shrink<const HASH: u8, V>(table: &mut Table<(u64, V)>, min_capacity: usize) {
    table.shrink_to(min_capacity, &By::<HASH>::hash);
}

/// A generator good enough to shuffle tests.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        hash::word(hash::SEEDS[0], self.0) % end
    }
}

/// Random edits at many sizes, in every state of growth, against a `HashMap`.
fn agrees_with_a_model<const HASH: u8>(keys: u64, steps: u64, check_every: u64) {
    let mut random = Random(keys);
    let mut table = Table::new(Seed::from_user(keys));
    let mut model = HashMap::new();
    let mut seen_growing = 0;
    for step in 0..steps {
        let key = random.below(keys);
        match random.below(100) {
            // Insert more than remove in one half of the run, less in the other.
            roll if roll < if step < steps / 2 { 60 } else { 30 } => {
                assert_eq!(
                    put::<HASH, _>(&mut table, key, step),
                    model.insert(key, step)
                );
            }
            roll if roll < 90 => {
                assert_eq!(
                    table.remove(&Key::<HASH>(key)).map(|entry| entry.1),
                    model.remove(&key)
                );
            }
            90 if random.below(8) == 0 => shrink::<HASH, _>(&mut table, 0),
            91 if random.below(8) == 0 => {
                table.try_reserve::<By<HASH>>(model.len()).unwrap();
            }
            92 if random.below(8) == 0 => table = table.clone(),
            93 if random.below(8) == 0 => {
                let mut walk = Extract::new();
                while let Some((key, value)) = walk.next(&mut table, |(key, _)| *key % 7 == 0) {
                    assert_eq!(model.remove(&key), Some(value));
                }
                assert!(model.keys().all(|key| key % 7 != 0));
            }
            94 if random.below(keys) == 0 => {
                let drained: Vec<_> = table.drain().collect();
                assert_eq!(drained.len(), model.len());
                assert!(drained.iter().all(|(key, value)| model[key] == *value));
                model.clear();
            }
            _ => assert_eq!(
                table.get(&Key::<HASH>(key)).map(|entry| &entry.1),
                model.get(&key)
            ),
        }
        seen_growing += u64::from(table.is_growing());
        assert_eq!(table.len(), model.len());
        if step % check_every == 0 {
            table.check_invariants(|entry| hash_of::<HASH>(entry.0, table.seed()));
            let mut walked: Vec<_> = table.iter().copied().collect();
            let mut expected: Vec<_> = model.iter().map(|(k, v)| (*k, *v)).collect();
            walked.sort_unstable();
            expected.sort_unstable();
            assert_eq!(walked, expected);
        }
    }
    if HASH == GOOD && keys > 2_000 {
        assert!(seen_growing > 0, "growth was never caught under way");
    }
}

#[test]
fn good_hashes() {
    for keys in [1, 5, 16, 40, 200] {
        agrees_with_a_model::<GOOD>(keys, 4_000, 7);
    }
    agrees_with_a_model::<GOOD>(5_000, 60_000, 977);
    agrees_with_a_model::<GOOD>(40_000, 200_000, 19_997);
}

#[test]
fn one_bucket_for_all() {
    for keys in [14, 16, 17, 60, 300] {
        agrees_with_a_model::<CONSTANT>(keys, 3_000, 13);
    }
}

#[test]
fn few_buckets_for_all() {
    for keys in [60, 300, 2_500] {
        agrees_with_a_model::<FEW_BUCKETS>(keys, 10_000, 97);
    }
}

/// Growing under every insert, and shrinking back, keeps every entry findable at each step.
#[test]
fn grows_and_shrinks_step_by_step() {
    let mut table = Table::new(Seed::from_user(1));
    for key in 0..3_000 {
        put::<GOOD, _>(&mut table, key, key);
        if key % 37 == 0 {
            table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
            assert!((0..=key).all(|key| table.get(&Key::<GOOD>(key)).is_some()));
        }
    }
    for key in 0..3_000 {
        assert!(table.remove(&Key::<GOOD>(key)).is_some());
        if key % 211 == 0 {
            shrink::<GOOD, _>(&mut table, 0);
            table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
            assert!((key + 1..3_000).all(|key| table.get(&Key::<GOOD>(key)).is_some()));
        }
    }
    assert_eq!(table.len(), 0);
}

/// A table whose size stays the same neither grows nor collects overflow, however long it is used.
#[test]
fn churn_at_constant_size_changes_nothing() {
    let mut table = Table::new(Seed::from_user(3));
    for key in 0..1_000 {
        put::<GOOD, _>(&mut table, key, ());
    }
    table.finish_growth_of::<By<GOOD>>().unwrap();
    let bytes = table.allocated_bytes();
    for key in 1_000..200_000 {
        put::<GOOD, _>(&mut table, key, ());
        assert!(table.remove(&Key::<GOOD>(key - 1_000)).is_some());
    }
    assert_eq!(table.len(), 1_000);
    assert!(table.allocated_bytes() <= bytes + 64 * 40);
    table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
}

/// Keys that collide under a known seed are scattered by a new one, long before lookups get slow.
#[test]
fn crafted_keys_do_not_stay_together() {
    let seed = Seed::from_user(5);
    let mut table = Table::new(seed);
    // Keys of one bucket out of 4,096 under the known seed.
    let crafted = (0u64..)
        .filter(|key| hash::of_word(seed.get(), *key) & 0xfff0 == 0x120)
        .take(3_000);
    for key in crafted {
        put::<GOOD, _>(&mut table, key, ());
    }
    assert!(table.seed() != seed.get(), "the seed was not drawn anew");
    assert!(table.overflow.live() < 300);
    table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
}

/// Entries of every size keep what they hold while regions move from the heap to mappings and back.
#[test]
fn large_and_odd_entries() {
    fn run<V: Clone + PartialEq + core::fmt::Debug>(value: impl Fn(u64) -> V) {
        let mut table = Table::new(Seed::from_user(9));
        for key in 0..2_500 {
            put::<GOOD, _>(&mut table, key, value(key));
        }
        for key in 0..2_500 {
            assert_eq!(table.get(&Key::<GOOD>(key)).unwrap().1, value(key));
        }
        for key in 100..2_500 {
            table.remove(&Key::<GOOD>(key));
        }
        shrink::<GOOD, _>(&mut table, 0);
        for key in 0..100 {
            assert_eq!(table.get(&Key::<GOOD>(key)).unwrap().1, value(key));
        }
        table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
    }
    run(|key| key as u8);
    run(|key| [key as u16; 3]);
    run(|key| [key; 25]);
    run(|key| std::format!("{key}"));
}

/// Entries smaller than a link, and of no size at all.
#[test]
fn tiny_entries() {
    struct Tiny;
    impl Keying<u16> for Tiny {
        const DIRECT: Option<u64> = None;
        fn hash(entry: &u16, seed: u64) -> u64 {
            hash::of_word(seed, u64::from(*entry))
        }
    }
    #[derive(Clone, Copy)]
    struct Find(u16);
    impl Query<u16> for Find {
        type Keying = Tiny;
        fn hash(&self, seed: u64) -> u64 {
            Tiny::hash(&self.0, seed)
        }
        fn matcher(self) -> impl Fn(&u16) -> bool {
            move |entry| *entry == self.0
        }
    }
    let mut table = Table::new(Seed::from_user(4));
    for key in 0..=u16::MAX {
        if let Err(vacant) = table.entry(&Find(key)) {
            vacant.insert::<Tiny>(key);
        }
    }
    assert_eq!(table.len(), 1 << 16);
    assert!((0..=u16::MAX).all(|key| table.get(&Find(key)) == Some(&key)));
    table.check_invariants(|entry| Tiny::hash(entry, table.seed()));

    /// Never equal to another: a set of these grows without end, against all reason, and must stay sound.
    #[derive(Clone, Copy)]
    struct Never;
    impl Keying<()> for Never {
        const DIRECT: Option<u64> = None;
        fn hash(_: &(), _: u64) -> u64 {
            1 << 60
        }
    }
    impl Query<()> for Never {
        type Keying = Never;
        fn hash(&self, _: u64) -> u64 {
            1 << 60
        }
        fn matcher(self) -> impl Fn(&()) -> bool {
            |()| false
        }
    }
    let mut table = Table::new(Seed::from_user(4));
    for _ in 0..500 {
        if let Err(vacant) = table.entry(&Never) {
            vacant.insert::<Never>(());
        }
    }
    assert_eq!((table.len(), table.iter().count()), (500, 500));
    let mut walk = Extract::new();
    for left in (0..500).rev() {
        assert!(walk.next(&mut table, |()| true).is_some());
        assert_eq!(table.len(), left);
        table.check_invariants(|()| 1 << 60);
    }
}

#[test]
fn direct_tables() {
    struct Small;
    impl Keying<(u64, u64)> for Small {
        const DIRECT: Option<u64> = Some(37);
        fn hash(entry: &(u64, u64), _: u64) -> u64 {
            entry.0
        }
    }
    #[derive(Clone, Copy)]
    struct At(u64);
    impl Query<(u64, u64)> for At {
        type Keying = Small;
        fn hash(&self, _: u64) -> u64 {
            self.0
        }
        fn matcher(self) -> impl Fn(&(u64, u64)) -> bool {
            |_| unreachable!("direct tables do not compare")
        }
    }
    let mut table = Table::new(Seed::UNDRAWN);
    assert!(table.get(&At(3)).is_none() && table.get(&At(u64::MAX)).is_none());
    let mut random = Random(1);
    let mut model = HashMap::new();
    for step in 0..5_000 {
        let key = random.below(37);
        if random.below(2) == 0 {
            match table.entry(&At(key)) {
                Ok(mut entry) => entry.get_mut().1 = step,
                Err(vacant) => {
                    vacant.insert::<Small>((key, step));
                }
            }
            model.insert(key, step);
        } else {
            assert_eq!(
                table.remove(&At(key)).map(|entry| entry.1),
                model.remove(&key)
            );
        }
        if step % 50 == 0 {
            table.check_invariants(|entry| entry.0);
            let order: Vec<_> = table.clone().iter().map(|entry| entry.0).collect();
            assert!(order.is_sorted() && order.len() == model.len());
        }
        if step % 600 == 0 {
            table.shrink_to(0, &Small::hash);
            let mut walk = Extract::new();
            while let Some((key, _)) = walk.next(&mut table, |(key, _)| *key > 20) {
                model.remove(&key);
            }
            assert!(model.keys().all(|key| *key <= 20));
        }
    }
    let all: Vec<_> = table.drain().collect();
    assert_eq!(all.len(), model.len());
    table.shrink_to(0, &Small::hash);
    assert_eq!(table.allocated_bytes(), 0);
    let outside = std::panic::catch_unwind(|| {
        let mut table = Table::new(Seed::UNDRAWN);
        if let Err(vacant) = table.entry(&At(37)) {
            vacant.insert::<Small>((37, 0));
        }
    });
    assert!(outside.is_err(), "an ordinal past the last is refused");
}

/// A hasher that panics while a bucket is split changes nothing.
#[test]
fn panicking_hasher() {
    std::thread_local!(static FUSE: Cell<u64> = const { Cell::new(u64::MAX) });
    struct Fused;
    impl Keying<(u64, u64)> for Fused {
        const DIRECT: Option<u64> = None;
        fn hash(entry: &(u64, u64), seed: u64) -> u64 {
            FUSE.with(|fuse| match fuse.get() {
                0 => panic!("hasher"),
                left => fuse.set(left - 1),
            });
            hash_of::<GOOD>(entry.0, seed)
        }
    }
    for fuse in 0..60 {
        let mut table = Table::new(Seed::from_user(6));
        for key in 0..400 {
            let insert = |table: &mut Table<(u64, u64)>| {
                if let Err(vacant) = table.entry(&Key::<GOOD>(key)) {
                    vacant.insert::<Fused>((key, key));
                }
            };
            FUSE.set(fuse);
            let done =
                std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| insert(&mut table)));
            FUSE.set(u64::MAX);
            table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
            if done.is_err() {
                insert(&mut table);
            }
            assert_eq!(table.len() as u64, key + 1);
        }
        assert!((0..400).all(|key| table.get(&Key::<GOOD>(key)).is_some()));
    }
}

/// A window gives what single lookups give, in tables of every state.
#[test]
fn windows_agree_with_lookups() {
    fn compare<const KIND: u8>(table: &Table<(u64, u64)>, queries: &[Key<KIND>; WINDOW])
    where
        Key<KIND>: Query<(u64, u64)>,
    {
        let mut entries = [None; WINDOW];
        table.get_window(queries, &mut entries);
        for (query, entry) in queries.iter().zip(entries) {
            assert_eq!(entry, table.get(query));
        }
    }
    let mut table = Table::new(Seed::from_user(8));
    for key in 0..6_000u64 {
        if key.is_multiple_of(499) {
            compare(
                &table,
                &core::array::from_fn(|i| Key::<GOOD>(i as u64 * 211)),
            );
        }
        put::<GOOD, _>(&mut table, key, key);
    }
    let mut table: Table<(u64, u64)> = Table::new(Seed::from_user(8));
    for key in 0..60 {
        put::<CONSTANT, _>(&mut table, key, key);
    }
    for first in [0, 20, 40, 60] {
        compare(
            &table,
            &core::array::from_fn(|i| Key::<CONSTANT>(first + i as u64)),
        );
    }
}
