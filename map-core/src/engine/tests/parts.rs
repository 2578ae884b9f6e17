//! Parts of a table, split as far as they can be.

use std::vec::Vec;

use super::*;
use crate::engine::{LANES, Part};

/// Splits a part and its halves until none can be split, and gives the entries of each. Threads that take work from each
/// other ask for a split whenever they took some, however small it is.
///
/// # Panics
/// Where halves can be split further than there are `buckets`.
fn split_up<P: Part>(part: P, buckets: usize) -> Vec<Vec<P::Item>> {
    let (mut whole, mut done, mut splits) = (Vec::from([part]), Vec::new(), 0);
    while let Some(part) = whole.pop() {
        match part.split() {
            (part, None) => done.push(part.collect()),
            (first, Some(second)) => {
                splits += 1;
                assert!(splits < buckets, "a bucket is split");
                whole.extend([second, first]);
            }
        }
    }
    done
}

#[test]
fn parts_end_at_single_buckets() {
    let mut table = Table::new(Seed::from_user(1));
    for entries in 0..3_000u64 {
        if entries.is_power_of_two()
            || entries % 500 == 0
            || table.is_growing() && entries % 50 == 0
        {
            let buckets = table.frontier / LANES;
            let mut whole: Vec<_> = table.parts().collect();
            let parts = split_up(table.parts(), buckets);
            if entries > 0 {
                assert_eq!(parts.len(), buckets, "every bucket is a part in the end");
            }
            // Alone, a bucket's overflow follows it; in a block it follows the block.
            let mut apart = parts.concat();
            whole.sort();
            apart.sort();
            assert!(apart == whole, "each entry is in one part");
            let changing = split_up(table.parts_mut(), buckets);
            assert_eq!(changing.iter().map(Vec::len).sum::<usize>(), table.len());
            let mut copy = table.clone();
            let given = copy.give_parts(|all| split_up(all, buckets));
            assert_eq!(given.into_iter().flatten().count(), table.len());
            assert_eq!(copy.len(), 0);
        }
        put::<GOOD, _>(&mut table, entries, entries);
    }
}

/// All entries are in the overflow of one bucket, which is no reason to split it.
#[test]
fn overflow_is_not_split() {
    let mut table = Table::new(Seed::from_user(1));
    for entry in 0..100 {
        put::<CONSTANT, _>(&mut table, entry, entry);
    }
    let buckets = table.frontier / LANES;
    let parts = split_up(table.parts(), buckets);
    assert_eq!(parts.len(), buckets);
    assert_eq!(parts.iter().filter(|part| !part.is_empty()).count(), 1);
}
