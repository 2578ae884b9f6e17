//! Which operations move which entries, and how often. A place is counted from the start of its region, for a region may
//! be moved as a whole when it is extended.

use core::ptr::NonNull;
use std::cell::RefCell;
use std::vec::Vec;

use super::insert_unique;
use super::{By, FEW_BUCKETS, GOOD, Key, hash_of, put, shrink};
use crate::engine::bucket::Slot;
use crate::engine::{Keying, LANES, Query, Table};
use crate::hash::Seed;

/// 64 bytes: tables of a few buckets are extended by mapping, and grow step by step.
pub(super) type Entry = (u64, [u64; 7]);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Slot(usize),
    Overflow(u32, usize),
}

fn place_of(table: &Table<Entry>, entry: &Entry) -> Place {
    let entry = NonNull::from(entry);
    match table.overflow.position_of(entry) {
        Some((node, lane)) => Place::Overflow(node, lane),
        None => {
            let offset = entry.addr().get() - table.memory.slots().addr().get();
            Place::Slot(offset / size_of::<Slot<Entry>>())
        }
    }
}

/// The place of each entry, by key; keys are `0..len`, and those taken out have none.
fn places(table: &Table<Entry>, keys: usize) -> Vec<Option<Place>> {
    let mut places = std::vec![None; keys];
    for entry in table.iter() {
        places[entry.0 as usize] = Some(place_of(table, entry));
    }
    places
}

/// The keys that are in both and have moved.
fn moved(before: &[Option<Place>], after: &[Option<Place>]) -> Vec<usize> {
    let both = before.iter().zip(after).enumerate();
    both.filter(|(_, (before, after))| before.is_some() && after.is_some() && before != after)
        .map(|(key, _)| key)
        .collect()
}

fn filled<const HASH: u8>(entries: usize) -> Table<Entry> {
    let mut table = Table::new(Seed::from_user(5));
    for key in 0..entries as u64 {
        put::<HASH, _>(&mut table, key, [key; 7]);
    }
    table
}

std::thread_local! {
    /// How often the hash of each entry was asked for, to move it.
    static ASKED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

struct Asked;

impl Keying<Entry> for Asked {
    const DIRECT: Option<u64> = None;

    fn hash(entry: &Entry, seed: u64) -> u64 {
        ASKED.with_borrow_mut(|asked| asked[entry.0 as usize] += 1);
        hash_of::<GOOD>(entry.0, seed)
    }
}

#[derive(Clone, Copy)]
struct NewKey(u64);

impl Query<Entry> for NewKey {
    type Keying = Asked;

    fn hash(&self, seed: u64) -> u64 {
        hash_of::<GOOD>(self.0, seed)
    }

    fn matcher(self) -> impl Fn(&Entry) -> bool {
        |_| false
    }
}

/// An entry is moved only after its hash was asked for, once: so that to count the questions bounds the moves, also
/// those that cannot be seen because another one follows in the same insert.
#[test]
fn a_growing_insert_moves_each_entry_at_most_once_a_growth() {
    const ENTRIES: usize = 1_700;
    let mut table: Table<Entry> = Table::new(Seed::from_user(5));
    let mut moves = std::vec![0; ENTRIES];
    let (mut growths, mut steps, mut there_at_start) = (0, 0, 0);
    for key in 0..ENTRIES {
        if !table.is_growing() {
            ASKED.set(std::vec![0; ENTRIES]);
            moves.fill(0);
            there_at_start = key;
        }
        let before = places(&table, ENTRIES);
        match table.entry(&NewKey(key as u64)) {
            Ok(_) => unreachable!("it is new"),
            Err(vacant) => vacant.insert::<Asked>((key as u64, [0; 7])),
        };

        let moved = moved(&before, &places(&table, ENTRIES));
        steps += usize::from(!moved.is_empty());
        for key in moved {
            moves[key] += 1;
        }
        let mut asked = ASKED.with_borrow(Vec::clone);
        asked[key] = 0; // to put it in is no move
        for (moves, asked) in moves.iter().zip(&asked) {
            assert!(
                moves <= asked && *asked <= 1,
                "{moves} moves, {asked} times asked"
            );
        }
        if !table.is_growing() && asked.contains(&1) {
            growths += 1;
            assert!(asked[..there_at_start].iter().all(|asked| *asked == 1));
            let moved = moves.iter().sum::<u32>() as usize;
            assert!(
                moved < key * 2 / 3,
                "{moved} of {key} moved; half of them stay"
            );
        }
        ASKED.with_borrow_mut(|asked| asked[key] = 0);
    }
    assert!(
        growths >= 7 && steps > 3 * growths,
        "{growths} growths in {steps} steps"
    );
}

/// Entries in four buckets: these overflow, but not enough to be suspicious.
const CROWD: usize = 90;

#[test]
fn without_growth_an_insert_moves_nothing() {
    let mut table: Table<Entry> = Table::new(Seed::from_user(5));
    table.try_reserve::<By<FEW_BUCKETS>>(CROWD).unwrap();
    for key in 0..CROWD as u64 {
        let before = places(&table, CROWD);
        put::<FEW_BUCKETS, _>(&mut table, key, [0; 7]);
        put::<FEW_BUCKETS, _>(&mut table, key / 2, [1; 7]);
        assert!(moved(&before, &places(&table, CROWD)).is_empty());
    }
    assert!(table.overflow.live() > 0, "also where buckets are full");
}

/// The one that fills the hole comes from the overflow of the same bucket.
#[test]
fn a_removal_moves_one_entry_at_most() {
    let mut table = filled::<FEW_BUCKETS>(CROWD);
    let mut pulled = 0;
    for key in 0..CROWD as u64 {
        let (before, overflow) = (places(&table, CROWD), table.overflow.live());
        table.remove(&Key::<FEW_BUCKETS>(key)).unwrap();
        let moved = moved(&before, &places(&table, CROWD));
        assert!(moved.len() <= usize::from(overflow > 0), "{moved:?}");
        pulled += moved.len();
    }
    assert!(pulled > 0);
}

/// Entries of the lower half stay where they are, if their bucket has not overflowed.
#[test]
fn a_halving_moves_the_upper_half() {
    let mut table = filled::<GOOD>(700);
    for key in 300..700 {
        table.remove(&Key::<GOOD>(key)).unwrap();
    }
    while table.buckets() > 32 {
        let (before, half) = (places(&table, 700), table.buckets() / 2 * LANES);
        shrink::<GOOD, _>(&mut table, half / LANES * super::super::LOAD);
        assert_eq!(table.buckets() * LANES, half);
        let after = places(&table, 700);
        for (before, after) in before.iter().zip(&after) {
            match before {
                Some(Place::Slot(position)) if *position < half => assert_eq!(before, after),
                _ => {}
            }
        }
    }
}

/// A key that is its own ordinal.
#[derive(Clone, Copy)]
struct Ordinal(u64);

pub(super) struct ByOrdinal;

impl Keying<Entry> for ByOrdinal {
    const DIRECT: Option<u64> = Some(256);

    fn hash(entry: &Entry, _: u64) -> u64 {
        entry.0
    }
}

impl Query<Entry> for Ordinal {
    type Keying = ByOrdinal;

    fn hash(&self, _: u64) -> u64 {
        self.0
    }

    fn matcher(self) -> impl Fn(&Entry) -> bool {
        |_| unreachable!("direct tables do not ask")
    }
}

#[test]
fn in_direct_tables_nothing_ever_moves() {
    let mut table: Table<Entry> = Table::new(Seed::UNDRAWN);
    for key in [3, 200, 0, 255, 77] {
        let before = places(&table, 256);
        insert_unique::<ByOrdinal, _>(&mut table, (key, [0; 7]));
        assert!(moved(&before, &places(&table, 256)).is_empty());
    }
    let before = places(&table, 256);
    table.remove(&Ordinal(200)).unwrap();
    table.shrink_to(0, &ByOrdinal::hash);
    assert!(moved(&before, &places(&table, 256)).is_empty());
    assert_eq!(table.len(), 4);
}
