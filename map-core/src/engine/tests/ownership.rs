//! Every entry has one owner: it is dropped once, by whoever has it last.

use core::cell::Cell;
use std::rc::Rc;

use super::{FEW_BUCKETS, GOOD, hash_of, put};
use crate::engine::Table;
use crate::hash::Seed;

/// Counts how many of it are alive.
struct Counted(Rc<Cell<isize>>);

impl Counted {
    fn new(alive: &Rc<Cell<isize>>) -> Counted {
        alive.set(alive.get() + 1);
        Counted(Rc::clone(alive))
    }
}

impl Clone for Counted {
    fn clone(&self) -> Counted {
        Counted::new(&self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[test]
fn nothing_is_dropped_twice_or_never() {
    let alive = Rc::new(Cell::new(0));
    for keys in [0, 1, 15, 16, 300, 2_000, 3_100] {
        let mut table = Table::new(Seed::from_user(2));
        for key in 0..keys {
            put::<GOOD, _>(&mut table, key, Counted::new(&alive));
        }
        let copy = table.clone();
        assert_eq!(alive.get(), 2 * keys as isize);
        drop(copy);
        let mut into = table.clone().into_walk();
        drop(into.next());
        assert_eq!(into.rest().count() as u64, keys.saturating_sub(1));
        drop(into);
        assert_eq!(alive.get(), keys as isize);
        let mut drain = table.drain();
        drop(drain.next());
        drop(drain);
        assert_eq!((alive.get(), table.len()), (0, 0));
        for key in 0..keys {
            put::<GOOD, _>(&mut table, key, Counted::new(&alive));
            put::<GOOD, _>(&mut table, key, Counted::new(&alive));
        }
        assert_eq!(alive.get(), keys as isize);
        table.clear();
        assert_eq!(alive.get(), 0);
        put::<GOOD, _>(&mut table, 1, Counted::new(&alive));
        drop(table);
        assert_eq!(alive.get(), 0);
    }
}

/// Same-size growth moves entries: those that must be dropped are dropped once, by the table that they moved to.
#[test]
fn a_new_seed_drops_nothing() {
    let alive = Rc::new(Cell::new(0));
    let mut table = Table::new(Seed::from_user(2));
    let seed = table.seed();
    for key in 0..500 {
        put::<FEW_BUCKETS, _>(&mut table, key, Counted::new(&alive));
    }
    assert!(table.seed() != seed, "the seed was not drawn anew");
    assert_eq!(alive.get(), 500);
    table.check_invariants(|entry| hash_of::<FEW_BUCKETS>(entry.0, table.seed()));
    drop(table);
    assert_eq!(alive.get(), 0);
}

/// A drain that is leaked leaves an empty table that works.
#[test]
fn leaked_drain() {
    let mut table = Table::new(Seed::from_user(2));
    for key in 0..100 {
        put::<GOOD, _>(&mut table, key, ());
    }
    core::mem::forget(table.drain());
    assert_eq!(table.len(), 0);
    put::<GOOD, _>(&mut table, 1, ());
    table.check_invariants(|entry| hash_of::<GOOD>(entry.0, table.seed()));
}
