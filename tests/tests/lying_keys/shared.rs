//! Maps that are shared.

use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use tests::values::Counted;

use crate::liar::{Ask, FEW, Liar, PACKED, RANGED, TEXT, attempt, below, hold, start};

/// Calls what the shared maps have in common, and counts what they hold.
macro_rules! lie_to {
    ($map:ident, $form:expr) => {
        for seed in 0..60 {
            start(seed);
            let map: $map<Liar<{ $form }>, u64> = $map::with_seed(seed);
            for _ in 0..200 {
                let step = below(8);
                attempt(|| match step {
                    0 | 1 => map.store(Liar::any(), 1),
                    2 => drop(map.load_or_store(Liar::any(), 2)),
                    3 => drop(map.load_or_insert_with(Liar::any(), || 3)),
                    4 => drop(map.load_and_delete(&Ask::any())),
                    5 => drop(map.alter(Liar::any(), |_| (below(2) == 0).then_some(4))),
                    6 => _ = map.compare_and_delete(&Ask::any(), &1),
                    _ => map.range(|key, _| {
                        key.change();
                        below(4) != 0
                    }),
                });
                // A `SyncMap` may ask its keys even here.
                attempt(|| {
                    let (most, mut seen) = (map.len(), 0);
                    map.range(|_, _| {
                        seen += 1;
                        seen <= most
                    });
                    hold(seen <= most, "a walk ends");
                    if stringify!($map) != "SyncMap" {
                        hold(seen == most, "a walk sees all there are");
                        hold(Counted::alive() == most, "no other key is alive");
                    }
                });
            }
        }
    };
}

#[test]
fn behind_a_lock() {
    lie_to!(LockedMap, FEW);
    lie_to!(LockedMap, RANGED);
    lie_to!(LockedMap, TEXT);
}

#[test]
fn in_shards() {
    lie_to!(ShardedMap, FEW);
    lie_to!(ShardedMap, RANGED);
    lie_to!(ShardedMap, PACKED);
}

#[test]
fn read_without_a_lock() {
    lie_to!(SyncMap, FEW);
    lie_to!(SyncMap, RANGED);
    lie_to!(SyncMap, PACKED);
}
