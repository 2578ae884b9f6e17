//! What a table does not take anybody's word for.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::moves::{ByOrdinal, Entry};
use super::{FEW_BUCKETS, GOOD, insert_unique, put};
use crate::engine::{Table, TryReserveError};
use crate::hash::Seed;

/// Walks a table that counts its entries wrong, and asserts that each is seen once.
fn ends<T>(table: &mut Table<T>) {
    let len = table.len;
    for counted in [len + 5, len.div_ceil(2)] {
        table.len = counted;
        let mut walk = table.iter();
        let mut seen = 0;
        while walk.next().is_some() {
            seen += 1;
        }
        assert!(walk.next().is_none());
        assert_eq!(seen, len, "where {counted} are counted");
        assert_eq!(table.iter().fold(0, |n, _| n + 1), len);
        let parts = table.parts_from(1 << 63);
        assert_eq!(parts.0.count() + parts.1.count(), len);
    }
    table.len = len;
}

#[test]
fn walks_end_where_memory_does() {
    for keys in [1, 15, 100, 2_000] {
        let (mut even, mut uneven) = (Table::new(Seed::UNDRAWN), Table::new(Seed::UNDRAWN));
        let mut direct: Table<Entry> = Table::new(Seed::UNDRAWN);
        for key in 0..keys {
            put::<GOOD, _>(&mut even, key, ());
            put::<FEW_BUCKETS, _>(&mut uneven, key, ());
            if key < 256 {
                insert_unique::<ByOrdinal, _>(&mut direct, (key, [0; 7]));
            }
        }
        ends(&mut even);
        ends(&mut uneven);
        ends(&mut direct);
    }
}

#[test]
fn a_slot_is_filled_once() {
    let mut table: Table<Entry> = Table::new(Seed::UNDRAWN);
    insert_unique::<ByOrdinal, _>(&mut table, (3, [1; 7]));
    for ordinal in [3, 256, u64::MAX] {
        let put = AssertUnwindSafe(|| insert_unique::<ByOrdinal, _>(&mut table, (ordinal, [2; 7])));
        assert!(catch_unwind(put).is_err());
        table.check_invariants(|entry| entry.0);
    }
    assert!(table.iter().eq(&[(3, [1; 7])]));
}

#[test]
fn memory_is_never_less_than_its_slots() {
    let buckets = Table::<Entry>::direct_buckets;
    let counts = [0, 1, 16, 17, 65_536].map(|values| buckets(values).unwrap());
    assert_eq!(counts, [1, 1, 1, 2, 4_096]);
    for values in [
        u64::MAX,
        u64::MAX - 15,
        u64::MAX / 16,
        1 << 60,
        usize::MAX as u64 / 64,
    ] {
        assert_eq!(
            buckets(values),
            Err(TryReserveError::CapacityOverflow),
            "{values}"
        );
    }
}
