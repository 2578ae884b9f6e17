//! Keys that are made of borrowed ones where they are new, and are other keys: nothing is put in, and nothing is lost.

use std::panic::{AssertUnwindSafe, catch_unwind};

use map_core::{Equivalent, FastKey, FastMap, FastSet, Path};
use tests::values::{Counted, Value};

const OTHER: &str = "the key to put in is not the key that was asked for";

/// What is said where a key cannot go in.
fn refusal<R>(put: impl FnOnce() -> R) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(put()))).expect_err("a panic");
    match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => (*panic.downcast::<&str>().expect("a message")).to_owned(),
    }
}

/// Asserts that a map has just these entries, and that what was not put in was dropped.
#[track_caller]
fn assert_holds<K: FastKey + Clone + Ord + std::fmt::Debug>(
    map: &FastMap<K, Counted>,
    expected: &[(K, u64)],
) {
    map.check_invariants();
    let held = map.iter().take(1_000);
    let mut held: Vec<_> = held.map(|(key, n)| (key.clone(), n.number())).collect();
    held.sort();
    assert_eq!(held, expected);
    assert_eq!(map.len(), expected.len());
    assert_eq!(Counted::alive(), expected.len(), "nothing is leaked");
}

/// Eight values, in a slot each.
#[derive(FastMap, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Level(#[fast_map(max = 7)] u8);

/// A level that may be out of its range, where its bits are those of another.
#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias)]
struct Asked(#[fast_map(max = 7)] u8);

impl Equivalent<Level> for Asked {
    fn equivalent(&self, key: &Level) -> bool {
        self.0 == key.0
    }
}

/// Clamps.
impl From<&Asked> for Level {
    fn from(asked: &Asked) -> Level {
        Level(asked.0.min(7))
    }
}

#[test]
fn what_is_clamped_into_its_range_is_another_key() {
    assert_eq!(Level::PLAN.path, Path::Direct);
    Counted::start();
    let mut map: FastMap<Level, Counted> = FastMap::new();
    map.insert(Level(1), Counted::of(10));
    map.insert(Level(7), Counted::of(70));
    for asked in [9, 15, 255] {
        let asked = Asked(asked); // The bits of 1, and of 7.
        assert!(map.get(&asked).is_none());
        assert_eq!(
            refusal(|| map.entry_ref(&asked).or_insert(Counted::of(0))),
            OTHER
        );
        assert_eq!(refusal(|| map.entry_ref(&asked).or_default()), OTHER);
        assert_eq!(
            refusal(|| map.entry_ref(&asked).insert(Counted::of(0)).remove()),
            OTHER
        );
        assert_holds(&map, &[(Level(1), 10), (Level(7), 70)]);
    }
    map.entry_ref(&Asked(3)).or_insert(Counted::of(30));
    assert_holds(&map, &[(Level(1), 10), (Level(3), 30), (Level(7), 70)]);
}

#[test]
fn what_is_cut_to_its_range_is_another_key() {
    Counted::start();
    let mut map: FastMap<Level, Counted> = FastMap::new();
    let mut set: FastSet<Level> = FastSet::from([Level(1)]);
    map.insert(Level(1), Counted::of(10));
    let cut = |asked: &Asked| Level(asked.0 & 7);
    for asked in [9, 12] {
        let asked = Asked(asked); // The very bits of the key that is made.
        let entry = map.entry_ref(&asked);
        let pair = |asked: &Asked| (cut(asked), Counted::of(0));
        assert_eq!(refusal(|| entry.or_insert_pair_with(pair)), OTHER);
        assert_holds(&map, &[(Level(1), 10)]);
        assert_eq!(refusal(|| set.get_or_insert_with(&asked, cut).0), OTHER);
        set.check_invariants();
        assert_eq!((set.len(), set.iter().take(1_000).count()), (1, 1));
    }
}

#[test]
fn a_key_out_of_its_range_is_told_so() {
    let mut set: FastSet<Level> = FastSet::from([Level(1)]);
    let said = refusal(|| set.get_or_insert_with(&Asked(9), |asked| Level(asked.0)).0);
    assert!(said.starts_with("`0` is 9, but its"), "{said}");
    assert_eq!(set.into_iter().collect::<Vec<_>>(), [Level(1)]);
}

/// The same, hashed: 21 bits.
#[derive(FastMap, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Seat {
    #[fast_map(max = 999_999)]
    row: u64,
    aisle: bool,
}

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias)]
struct AskedSeat(#[fast_map(max = 999_999)] u64, bool);

impl Equivalent<Seat> for AskedSeat {
    fn equivalent(&self, key: &Seat) -> bool {
        (self.0, self.1) == (key.row, key.aisle)
    }
}

impl From<&AskedSeat> for Seat {
    fn from(asked: &AskedSeat) -> Seat {
        Seat {
            row: asked.0.min(999_999),
            aisle: asked.1,
        }
    }
}

#[test]
fn hashed_keys_are_compared_too() {
    assert_eq!(Seat::PLAN.path, Path::Fast32);
    Counted::start();
    let mut map: FastMap<Seat, Counted> = FastMap::new();
    let last = |n| (AskedSeat(n, true), Counted::of(n));
    let (asked, value) = last(999_999);
    map.entry_ref(&asked).or_insert(value);
    for n in [1_000_000, 1 << 20 | 999_999, u64::MAX] {
        let (asked, value) = last(n);
        assert_eq!(refusal(|| map.entry_ref(&asked).or_insert(value)), OTHER);
        let key = Seat {
            row: 999_999,
            aisle: true,
        };
        assert_holds(&map, &[(key, 999_999)]);
    }
}

/// A text that is kept in upper case.
#[derive(FastMap, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Shout(String);

impl From<&str> for Shout {
    fn from(text: &str) -> Shout {
        Shout(text.to_uppercase())
    }
}

#[test]
fn equal_keys_do_not_come_twice() {
    Counted::start();
    let mut map: FastMap<Shout, Counted> = FastMap::new();
    for text in ["a", "b", "a", "A", "a"] {
        let put = catch_unwind(AssertUnwindSafe(|| {
            map.entry_ref(text).or_insert(Counted::of(1));
        }));
        assert_eq!(put.is_ok(), text == "A");
    }
    assert_holds(&map, &[(Shout("A".to_owned()), 1)]);
}

/// A key whose `Eq` sees its first letter only, while all letters are hashed.
#[derive(FastMap, Clone, PartialOrd, Ord, Debug)]
struct Word(String);

impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.0.chars().next() == other.0.chars().next()
    }
}

impl Eq for Word {}

#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias)]
struct Text<'a>(&'a str);

impl Equivalent<Word> for Text<'_> {
    fn equivalent(&self, key: &Word) -> bool {
        self.0.chars().next() == key.0.chars().next()
    }
}

impl From<&Text<'_>> for Word {
    fn from(text: &Text<'_>) -> Word {
        Word(text.0.repeat(2))
    }
}

/// Where even the comparison says that it is the same, an entry is at least where its own hash says.
#[test]
fn an_entry_is_where_its_own_hash_says() {
    let mut map: FastMap<Word, char> = FastMap::with_seed(1);
    for letter in 'a'..='z' {
        let text = letter.to_string();
        map.entry_ref(&Text(&text)).or_insert(letter);
        map.check_invariants();
        assert_eq!(map.get(&Word(text.repeat(2))), Some(&letter));
    }
    assert_eq!(map.len(), 26);
}

/// Three bits in a struct, which lie in bytes of their own where they are hashed.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[fast_map(no_alias)]
struct Flags(bool, bool, bool);

/// The same in another nesting, which maps that do not hash can be asked by.
#[derive(FastMap, PartialEq, Eq)]
#[fast_map(no_alias)]
struct Nested(bool, (bool, bool));

impl Equivalent<Flags> for Nested {
    fn equivalent(&self, key: &Flags) -> bool {
        (self.0, self.1.0, self.1.1) == (key.0, key.1, key.2)
    }
}

impl From<&Nested> for Flags {
    fn from(nested: &Nested) -> Flags {
        Flags(nested.0, nested.1.0, nested.1.1)
    }
}

#[test]
fn direct_maps_compare_ordinals() {
    let mut set: FastSet<Flags> = FastSet::new();
    let mut map: FastMap<Flags, u8> = FastMap::new();
    for n in 0..8 {
        let nested = Nested(n & 1 != 0, (n & 2 != 0, n & 4 != 0));
        assert_eq!(
            *set.get_or_insert_with(&nested, |nested| nested.into()),
            (&nested).into()
        );
        *map.entry_ref(&nested).or_insert(n) += 1;
    }
    assert_eq!((set.len(), map.len()), (8, 8));
    map.check_invariants();
    let other = |_: &Nested| Flags(true, true, true);
    set.remove(&Nested(false, (false, false)));
    assert_eq!(
        refusal(|| *set.get_or_insert_with(&Nested(false, (false, false)), other)),
        OTHER
    );
}
