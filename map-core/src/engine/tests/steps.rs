//! What shrinking and extracting cost, in visits of overflow nodes and in hashes, and how tables stand afterwards.

use core::cell::Cell;
use std::collections::HashSet;
use std::vec::Vec;

use super::{By, CONSTANT, GOOD, Key, hash_of, insert_unique, put};
use crate::engine::overflow::VISITS;
use crate::engine::tag::Tag;
use crate::engine::{Extract, Keying, LANES, LOAD, Query, Table};
use crate::hash::{self, Seed};

/// Node visits during `work`.
fn visits<R>(work: impl FnOnce() -> R) -> (usize, R) {
    let before = VISITS.get();
    let result = work();
    (VISITS.get() - before, result)
}

fn filled(entries: u64) -> Table<(u64, u64)> {
    let mut table = Table::new(Seed::from_user(11));
    for key in 0..entries {
        put::<GOOD, _>(&mut table, key, key);
    }
    table
}

fn bucket_of(table: &Table<(u64, u64)>, key: u64) -> usize {
    table.bucket_of(hash_of::<GOOD>(key, table.seed())) / LANES
}

fn longest_chain<T>(table: &Table<T>) -> usize {
    let chains = table.buckets_in_use().map(|bucket| bucket.overflow().0);
    chains.max().unwrap_or(0)
}

/// Shrinks a table of which `keep` keeps some entries, and holds it against one that never had more.
fn shrinks_well(
    what: &str,
    entries: u64,
    keep: impl Fn(&Table<(u64, u64)>, u64) -> bool,
) -> Table<(u64, u64)> {
    let mut table = filled(entries);
    let kept: HashSet<u64> = (0..entries).filter(|key| keep(&table, *key)).collect();
    let mut walk = Extract::new();
    while walk
        .next(&mut table, |(key, _)| !kept.contains(key))
        .is_some()
    {}
    let (before, hashes) = (table.overflow.live(), Cell::new(0));
    let (visits, ()) = visits(|| {
        table.shrink_to(0, &|entry, seed| {
            hashes.set(hashes.get() + 1);
            By::<GOOD>::hash(entry, seed)
        });
    });
    let (live, len) = (table.overflow.live(), table.len());
    assert_eq!(len, kept.len());
    assert!(
        visits <= 8 * (before + live) + len / 2,
        "{what}: {visits} visits for {before} nodes before and {live} after"
    );
    assert!(hashes.get() <= len, "{what}: {} hashes", hashes.get());
    table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
    assert!(
        kept.iter()
            .all(|key| table.get(&Key::<GOOD>(*key)).is_some())
    );

    // A table that is made of the same entries, which is no fuller.
    let mut fresh = Table::new(Seed::from_user(12));
    for key in &kept {
        put::<GOOD, _>(&mut fresh, *key, *key);
    }
    fresh.finish_growth_of::<By<GOOD>>().unwrap();
    assert!(table.buckets() <= fresh.buckets(), "{what}");
    assert!(
        table.allocated_bytes() <= fresh.allocated_bytes() * 5 / 4,
        "{what}"
    );
    let longest = longest_chain(&table);
    if table.seed() == Seed::from_user(11).get() {
        // Chance has its part in both: half as many again.
        let most = fresh.overflow.live() * 3 / 2 + 20;
        assert!(live <= most, "{what}: {live} nodes, at most {most}");
        assert!(longest <= longest_chain(&fresh) + 3, "{what}: {longest}");
    } else {
        // The new seed is a random one.
        let is_suspicious = Table::<()>::is_suspicious(live, longest, table.buckets());
        assert!(!is_suspicious, "{what}: {live} nodes, {longest} in a chain");
    }
    table
}

#[test]
fn shrinking_visits_each_node_a_few_times() {
    // About full before and after, so that many merges spill.
    for entries in [LOAD as u64 * 1_024 - 200, LOAD as u64 * 8_192 - 600] {
        shrinks_well("random half", entries, |_, key| {
            hash::of_word(hash::SEEDS[0], key) & 16 == 0
        });
        shrinks_well("every second", entries, |_, key| key % 2 == 0);
        shrinks_well("1 in 16", entries, |_, key| key % 16 == 0);
        shrinks_well("the first half", entries, |_, key| key < entries / 2);
        shrinks_well("the lower buckets", entries, |table, key| {
            bucket_of(table, key) < table.buckets() / 2
        });
    }
}

/// What is left has few buckets: merged it would crowd, so it gets a new seed.
#[test]
fn what_crowds_is_scattered() {
    for every in [2, 4, 16] {
        let (seed, entries) = (Seed::from_user(11).get(), LOAD as u64 * 2_048 - 300);
        let table = shrinks_well("few buckets", entries, |table, key| {
            bucket_of(table, key).is_multiple_of(every)
        });
        assert_ne!(table.seed(), seed, "one bucket in {every}");
    }
}

/// Overflow that is gone takes its memory with it, though the table is as small as it can be.
#[test]
fn the_pool_shrinks_without_the_table() {
    let mut table = Table::new(Seed::from_user(1));
    for key in 0..3_000 {
        put::<CONSTANT, _>(&mut table, key, key);
    }
    let (buckets, bytes) = (table.buckets(), table.overflow.allocated_bytes());
    let mut walk = Extract::new();
    while walk.next(&mut table, |(key, _)| *key % 16 != 0).is_some() {}
    table.shrink_to(LOAD * buckets, &By::<CONSTANT>::hash);
    assert_eq!(table.buckets(), buckets);
    assert!(table.overflow.allocated_bytes() <= bytes / 8);
    table.check_invariants(|entry| hash_of::<CONSTANT>(entry.0, 0));
    assert_eq!(table.len(), 3_000_usize.div_ceil(16));
}

/// Keys of one bucket, each with its low byte as its tag.
struct OneBucket;

impl Keying<(u64, u64)> for OneBucket {
    const DIRECT: Option<u64> = None;

    fn hash(entry: &(u64, u64), _: u64) -> u64 {
        Tag::from_stored(entry.0 as u8).hash()
    }
}

/// The key that is looked for there.
#[derive(Clone, Copy)]
struct InOneBucket(u64);

impl Query<(u64, u64)> for InOneBucket {
    type Keying = OneBucket;

    fn hash(&self, seed: u64) -> u64 {
        OneBucket::hash(&(self.0, 0), seed)
    }

    fn matcher(self) -> impl Fn(&(u64, u64)) -> bool {
        move |entry| entry.0 == self.0
    }
}

/// A table whose entries are all in one chain, in the order of `keys`, the last one's first.
fn in_one_chain(keys: impl IntoIterator<Item = u64>) -> Table<(u64, u64)> {
    let mut table = Table::new(Seed::from_user(1));
    for key in keys {
        insert_unique::<OneBucket, _>(&mut table, (key, key));
    }
    table
}

#[test]
fn extracting_from_one_chain_visits_each_node_a_few_times() {
    // Tags of two filter bits, those of the one behind those of the other.
    let (rare, common) = (0x10, 0xf0);
    for entries in [2_000, 20_000] {
        let keys = || (0..entries).map(|i| i << 8 | if i < entries / 2 { rare } else { common });
        type Pick = (&'static str, fn(u64) -> bool);
        let picks: [Pick; 5] = [
            ("all", |_| true),
            ("every second", |key| key >> 8 & 1 == 0),
            ("the rare", |key| key & 0xff == 0x10),
            ("the common", |key| key & 0xff == 0xf0),
            ("none", |_| false),
        ];
        for (what, pick) in picks {
            let mut table = in_one_chain(keys());
            let nodes = table.overflow.live();
            let (visits, ()) = visits(|| {
                let mut walk = Extract::new();
                while walk.next(&mut table, |(key, _)| pick(*key)).is_some() {}
            });
            assert!(
                visits <= 50 * nodes,
                "{what} of {entries}: {visits} visits for {nodes} nodes"
            );
            table.check_invariants(|entry| OneBucket::hash(entry, 0));
            let left: HashSet<u64> = table.iter().map(|entry| entry.0).collect();
            assert_eq!(left, keys().filter(|key| !pick(*key)).collect());
        }
    }
}

/// Whichever entries are picked, each is asked for once, and after each step the table is valid and the walk may end.
#[test]
fn every_step_of_an_extraction_leaves_a_valid_table() {
    for entries in [15, 16, 17, 19, 22, 40] {
        for round in 0..200 {
            let seed = Seed::from_user(round).get();
            let key = |i: u64| i << 8 | hash::of_word(seed, i) & 0xff;
            let mut table = in_one_chain((0..entries).map(key));
            let is_picked = |key: u64| hash::of_word(seed, key).is_multiple_of(round % 4 + 1);
            let (mut asked, mut taken) = (Vec::new(), 0);
            let mut walk = Extract::new();
            while let Some((key, _)) = walk.next(&mut table, |(key, _)| {
                asked.push(*key);
                is_picked(*key)
            }) {
                assert!(is_picked(key));
                taken += 1;
                table.check_invariants(|entry| OneBucket::hash(entry, 0));
                assert_eq!(table.len() as u64 + taken, entries);
            }
            asked.sort_unstable();
            assert!(asked.iter().copied().eq((0..entries).map(key)), "{asked:?}");
            assert!(table.iter().all(|(key, _)| !is_picked(*key)));
        }
    }
}

/// What is found without its chain is removed without walking it.
#[test]
fn removing_from_a_lane_does_not_walk_the_chain() {
    let mut table = in_one_chain((0..5_000).map(|i| i << 8 | 0x10));
    for _ in 0..4_000 {
        let key = table.iter().next().unwrap().0;
        let found = table.find(&InOneBucket(key));
        let (visits, _) = visits(|| table.remove_hashed(found.unwrap()));
        assert!(visits < 20, "{visits} visits");
    }
    table.check_invariants(|entry| OneBucket::hash(entry, 0));
}

/// A hasher that panics while what crowds gets a new seed changes nothing.
#[test]
fn a_hasher_that_panics_leaves_the_table_as_large_as_it_was() {
    for fuse in [0, 1, 150, usize::MAX] {
        let mut table = filled(LOAD as u64 * 128);
        let mut walk = Extract::new();
        let (seed, buckets) = (table.seed(), table.buckets());
        let crowd: HashSet<u64> = (0..LOAD as u64 * 128)
            .filter(|key| bucket_of(&table, *key).is_multiple_of(4))
            .collect();
        while walk
            .next(&mut table, |(key, _)| !crowd.contains(key))
            .is_some()
        {}
        let left = Cell::new(fuse.min(crowd.len() - 1));
        let shrunk = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            table.shrink_to(0, &|entry, seed| {
                assert!(left.get() > 0, "hasher");
                left.set(left.get() - 1);
                By::<GOOD>::hash(entry, seed)
            });
        }));
        assert!(shrunk.is_err(), "it was asked");
        assert_eq!((table.seed(), table.buckets()), (seed, buckets));
        table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
        assert!(
            table
                .iter()
                .map(|entry| entry.0)
                .eq(table.clone().iter().map(|entry| entry.0))
        );
        assert_eq!(table.len(), crowd.len());
    }
}
