//! Tables on their way from one block to two regions and back, with entries of all sizes and alignments.

use std::fmt::Debug;
use std::format;

use super::{By, FEW_BUCKETS, GOOD, Key, hash_of, put, shrink};
use crate::engine::overflow::Node;
use crate::engine::storage::LINES_FROM;
use crate::engine::{Table, slot_bytes};
use crate::hash::Seed;

/// The table holds the keys below `len`, in memory that is as long as it says, aligned, and one block or two as `is_block`
/// says.
fn check<const HASH: u8, V: PartialEq + Debug>(
    table: &Table<(u64, V)>,
    len: u64,
    value: impl Fn(u64) -> V,
    is_block: bool,
) {
    table.check_invariants(|entry| hash_of::<HASH>(entry.0, table.seed()));
    assert_eq!(table.len() as u64, len);
    for key in 0..len {
        let entry = table.get(&Key::<HASH>(key));
        assert_eq!(entry, Some(&(key, value(key))));
    }
    let (tags, slots) = (table.memory.tags(), table.memory.slots());
    assert!(tags.is_aligned() && slots.is_aligned());
    let bytes = table.memory.buckets() * 16 * slot_bytes::<(u64, V)>();
    assert_eq!(is_block, bytes < LINES_FROM);
    if is_block {
        assert_eq!(tags.addr().get() - slots.addr().get(), bytes, "no gap");
    }
    assert_eq!(table.memory.bytes(), bytes + table.memory.buckets() * 16);
    let nodes = table.overflow.allocated_bytes();
    assert_eq!(nodes % size_of::<Node<(u64, V)>>(), 0);
    assert_eq!(table.allocated_bytes(), table.memory.bytes() + nodes);
}

fn there_and_back<const HASH: u8, V: Clone + PartialEq + Debug>(
    few: u64,
    many: u64,
    value: impl Fn(u64) -> V,
) {
    // By growing, step by step.
    let mut table = Table::new(Seed::from_user(3));
    for key in 0..many {
        put::<HASH, _>(&mut table, key, value(key));
        if key + 1 == few {
            check::<HASH, V>(&table, few, &value, true);
            check::<HASH, V>(&table.clone(), few, &value, true);
        }
    }
    check::<HASH, V>(&table, many, &value, false);
    check::<HASH, V>(&table.clone(), many, &value, false);

    // And back.
    for key in few..many {
        table.remove(&Key::<HASH>(key)).unwrap();
    }
    check::<HASH, V>(&table.clone(), few, &value, false);
    shrink::<HASH, _>(&mut table, 0);
    check::<HASH, V>(&table, few, &value, true);

    // At once, and back at once.
    table
        .try_reserve::<By<HASH>>((many - few) as usize)
        .unwrap();
    check::<HASH, V>(&table, few, &value, false);
    table.clear();
    check::<HASH, V>(&table, 0, &value, false);
    shrink::<HASH, _>(&mut table, few as usize);
    check::<HASH, V>(&table, 0, &value, true);
    table.try_reserve::<By<HASH>>(many as usize).unwrap();
    check::<HASH, V>(&table, 0, &value, false);
}

#[test]
fn entries_of_all_sizes() {
    there_and_back::<GOOD, _>(40, 1_000, |_| ());
    there_and_back::<GOOD, _>(40, 1_000, |key| key as u8);
    there_and_back::<GOOD, _>(20, 1_000, |key| [key as u32; 5]);
    there_and_back::<GOOD, _>(15, 200, |key| [key; 30]);
    there_and_back::<GOOD, _>(20, 1_000, |key| format!("{key}"));
}

#[test]
fn entries_with_alignments_of_their_own() {
    #[derive(Clone, PartialEq, Debug)]
    #[repr(align(32))]
    struct Half(u64);
    #[derive(Clone, PartialEq, Debug)]
    #[repr(align(64))]
    struct Line(u64);
    #[derive(Clone, PartialEq, Debug)]
    #[repr(align(128))]
    struct Pair([u64; 17]);
    there_and_back::<GOOD, _>(20, 1_000, Half);
    there_and_back::<GOOD, _>(15, 500, Line);
    there_and_back::<GOOD, _>(15, 200, |key| Pair([key; 17]));
}

#[test]
fn entries_in_overflow() {
    there_and_back::<FEW_BUCKETS, _>(40, 400, |key| [key; 3]);
    there_and_back::<FEW_BUCKETS, _>(40, 400, |key| [key; 3].map(|word| format!("{word}")));
}

/// A bucket's slots alone may be more than a block may have.
#[test]
fn entries_too_large_for_a_block() {
    let mut table = Table::new(Seed::from_user(3));
    for key in 0..40 {
        put::<GOOD, _>(&mut table, key, [key; 64]);
        check::<GOOD, _>(&table, key + 1, |key| [key; 64], false);
    }
    while table.len() > 3 {
        table.remove(&Key::<GOOD>(table.len() as u64 - 1)).unwrap();
        shrink::<GOOD, _>(&mut table, 0);
    }
    check::<GOOD, _>(&table, 3, |key| [key; 64], false);
}
