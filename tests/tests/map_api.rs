//! What users of std's maps rely on beyond what the model compares: orders, types, traits, texts and constants.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::iter::FusedIterator;
use std::panic::catch_unwind;
use std::sync::Arc;

use map_core::{
    Difference, Drain, Entry, FastMap, FastSet, Intersection, IntoIter, IntoKeys, IntoValues, Iter,
    IterMut, Keys, Layout, OccupiedEntry, OccupiedError, Path, SetDrain, SetIntoIter, SetIter,
    StableMap, SymmetricDifference, Union, VacantEntry, Values, ValuesMut,
};
use tests::shapes::{ArcName, Borrowed, BoxedBytes, BoxedName, Bytes, CowName, Edge, Name, Suit};

fn numbers(len: u32) -> FastMap<u32, u32> {
    (0..len).map(|n| (n, n * 10)).collect()
}

#[test]
fn order_is_stable_while_the_map_is() {
    let mut map = numbers(1_000);
    let first: Vec<u32> = map.keys().copied().collect();
    assert!(map.keys().copied().eq(first.iter().copied()));
    assert!(
        map.values()
            .zip(map.keys())
            .all(|(value, key)| *value == key * 10)
    );
    map.values_mut().for_each(|value| *value += 1);
    assert_eq!(map.get(&5_000), None);
    assert!(map.iter().map(|(key, _)| *key).eq(first.iter().copied()));
    assert!(
        map.iter_mut()
            .map(|(key, _)| *key)
            .eq(first.iter().copied())
    );
    assert!(map.clone().into_keys().eq(first.iter().copied()));
    assert!(
        map.clone()
            .into_values()
            .eq(first.iter().map(|key| key * 10 + 1))
    );
    assert!(map.drain().map(|(key, _)| key).eq(first));
}

#[test]
fn orders_are_each_maps_own() {
    let order = |map: &FastMap<u32, u32>| map.keys().copied().collect::<Vec<_>>();
    assert_ne!(order(&numbers(100)), order(&numbers(100)));
    let seeded = |seed| {
        let mut map = FastMap::with_seed(seed);
        map.extend((0..100).map(|n| (n, n)));
        order(&map)
    };
    assert_eq!(seeded(1), seeded(1));
    assert_ne!(seeded(1), seeded(2));
    let set = |seed| {
        let mut set = FastSet::with_seed(seed);
        set.extend(0..100u32);
        set.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(set(1), set(1));
    assert_ne!(set(1), set(2));
}

#[test]
fn direct_maps_are_in_the_order_of_the_variants() {
    let map = FastMap::from([(Suit::Spades, 4), (Suit::Clubs, 1), (Suit::Hearts, 3)]);
    let keys = [Suit::Clubs, Suit::Hearts, Suit::Spades];
    assert!(map.keys().copied().eq(keys));
}

static EMPTY: FastMap<String, u64> = FastMap::new();
static NO_KEYS: FastSet<u32> = FastSet::new();
const SEEDED: FastMap<u64, u64> = FastMap::with_seed(3);

#[test]
fn statics_hold_empty_maps() {
    assert_eq!(EMPTY.get("a"), None);
    assert_eq!(
        (EMPTY.len(), EMPTY.capacity(), EMPTY.allocation_size()),
        (0, 0, 0)
    );
    assert!(EMPTY.iter().next().is_none() && NO_KEYS.is_empty());
    let mut map = SEEDED;
    map.insert(1, 2);
    assert_eq!((map.len(), SEEDED.len()), (1, 0));
}

/// Types of a longer lifetime stand where those of a shorter one are wanted.
mod covariance {
    use super::*;

    macro_rules! shortens {
        ($($name:ident: $long:ty => $short:ty;)*) => {$(
            #[expect(dead_code, reason = "that it compiles is the test")]
            fn $name<'short, 'long: 'short>(long: $long) -> $short {
                long
            }
        )*};
    }

    shortens! {
        map: FastMap<&'static str, &'static str> => FastMap<&'short str, &'short str>;
        set: FastSet<&'static str> => FastSet<&'short str>;
        iter: Iter<'long, &'static str, &'static u8> => Iter<'short, &'short str, &'short u8>;
        into_iter: IntoIter<&'static str, &'static u8> => IntoIter<&'short str, &'short u8>;
        keys: Keys<'long, &'static str, &'static u8> => Keys<'short, &'short str, &'short u8>;
        values: Values<'long, &'static str, &'static u8> => Values<'short, &'short str, &'short u8>;
        into_keys: IntoKeys<&'static str, &'static u8> => IntoKeys<&'short str, &'short u8>;
        into_values: IntoValues<&'static str, &'static u8> => IntoValues<&'short str, &'short u8>;
        drain: Drain<'long, &'static str, u8> => Drain<'short, &'static str, u8>;
        set_iter: SetIter<'long, &'static str> => SetIter<'short, &'short str>;
        union: Union<'long, &'static str> => Union<'short, &'short str>;
        difference: Difference<'long, &'static str> => Difference<'short, &'short str>;
    }
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    const fn iterator<T: Send + Sync + ExactSizeIterator + FusedIterator + Debug>() {}
    const fn algebra<T: Send + Sync + Clone + FusedIterator + Debug>() {}

    shared::<FastMap<u64, String>>();
    shared::<FastSet<String>>();
    shared::<Entry<'_, u64, String>>();
    shared::<OccupiedEntry<'_, u64, String>>();
    shared::<VacantEntry<'_, u64, String>>();
    shared::<OccupiedError<'_, u64, String>>();
    shared::<map_core::ExtractIf<'_, u64, String, fn(&u64, &mut String) -> bool>>();
    iterator::<Iter<'_, u64, String>>();
    iterator::<IterMut<'_, u64, String>>();
    iterator::<IntoIter<u64, String>>();
    iterator::<Keys<'_, u64, String>>();
    iterator::<Values<'_, u64, String>>();
    iterator::<ValuesMut<'_, u64, String>>();
    iterator::<IntoKeys<u64, String>>();
    iterator::<IntoValues<u64, String>>();
    iterator::<Drain<'_, u64, String>>();
    iterator::<SetIter<'_, u64>>();
    iterator::<SetIntoIter<u64>>();
    iterator::<SetDrain<'_, u64>>();
    algebra::<Union<'_, u64>>();
    algebra::<Intersection<'_, u64>>();
    algebra::<Difference<'_, u64>>();
    algebra::<SymmetricDifference<'_, u64>>();
};

/// Equal whatever the case.
#[derive(FastMap, Clone, Debug)]
#[fast_map(path = "general")]
struct Header(String);

impl PartialEq for Header {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Header {}

impl Hash for Header {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_ascii_lowercase().hash(state);
    }
}

#[test]
fn insert_keeps_the_old_key() {
    let header = |name: &str| Header(name.to_owned());
    let mut map = FastMap::from([(header("Accept"), 1)]);
    assert_eq!(map.insert(header("ACCEPT"), 2), Some(1));
    assert_eq!(map.len(), 1);
    let (key, value) = map
        .get_key_value(&header("accept"))
        .expect("one of the three");
    assert_eq!((key.0.as_str(), *value), ("Accept", 2));
    assert_eq!(map.entry(header("aCCEPT")).key().0, "Accept");
    assert_eq!(
        map.entry(header("aCCEPT")).insert_entry(3).key().0,
        "Accept"
    );
    map.extend([(header("accepT"), 4)]);
    assert_eq!(map.remove_entry(&header("x")), None);
    let (key, value) = map.remove_entry(&header("accept")).expect("still there");
    assert_eq!((key.0.as_str(), value), ("Accept", 4));

    let mut set = FastSet::from([header("Accept")]);
    assert!(!set.insert(header("ACCEPT")));
    assert_eq!(
        set.get(&header("accept")).map(|key| key.0.as_str()),
        Some("Accept")
    );
    let old = set.replace(header("ACCEPT"));
    assert_eq!(old.map(|key| key.0), Some("Accept".to_owned()));
    assert_eq!(
        set.take(&header("accept")).map(|key| key.0),
        Some("ACCEPT".to_owned())
    );
}

#[test]
fn strings_are_looked_up_by_str() {
    macro_rules! check {
        ($($key:expr),*) => {$({
            let mut map = FastMap::from([($key, 1)]);
            assert_eq!((map.get("a"), map.get("b"), map["a"]), (Some(&1), None, 1));
            assert!(map.contains_key("a"));
            *map.get_mut("a").expect("it is there") += 1;
            assert_eq!(map.get_key_value("a").map(|entry| *entry.1), Some(2));
            assert_eq!((map.remove("b"), map.remove("a"), map.remove("a")), (None, Some(2), None));
            let mut set = FastSet::from([$key]);
            assert!(set.contains("a") && set.get("b").is_none() && set.remove("a"));
        })*};
    }
    check! {
        String::from("a"),
        "a",
        Box::<str>::from("a"),
        Arc::<str>::from("a"),
        Cow::from("a"),
        Name("a".into()),
        BoxedName("a".into()),
        ArcName("a".into()),
        CowName("a".into()),
        Borrowed("a")
    }
}

#[test]
fn byte_strings_are_looked_up_by_slices() {
    macro_rules! check {
        ($($key:expr),*) => {$({
            let mut map = FastMap::from([($key, 1)]);
            assert_eq!((map.get(&b"a"[..]), map.get(&b"b"[..])), (Some(&1), None));
            assert_eq!(map.remove(&b"a"[..]), Some(1));
        })*};
    }
    check! { b"a".to_vec(), &b"a"[..], Box::<[u8]>::from(*b"a"), Bytes(b"a".to_vec()), BoxedBytes(Box::from(*b"a")) }
}

#[test]
fn index_of_a_missing_key_panics() {
    let panic = catch_unwind(|| FastMap::from([(1u32, 2)])[&3]).expect_err("3 is not there");
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or(panic.downcast_ref::<String>().map(String::as_str));
    assert_eq!(text, Some("no entry found for key"));
}

#[test]
fn debug_prints_what_std_prints() {
    fn same(ours: &dyn Debug, theirs: &dyn Debug) {
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        assert_eq!(format!("{ours:#?}"), format!("{theirs:#?}"));
    }
    let (ours, theirs) = (FastMap::from([("a", 1)]), HashMap::from([("a", 1)]));
    same(&ours, &theirs);
    same(&ours.keys(), &theirs.keys());
    same(&ours.values(), &theirs.values());
    same(&ours.iter(), &theirs.iter());
    same(&ours.clone().into_iter(), &theirs.clone().into_iter());
    same(&FastSet::from([Edge(1, 2)]), &HashSet::from([Edge(1, 2)]));
    same(&FastMap::<u8, u8>::new(), &HashMap::<u8, u8>::new());
    same(&FastSet::<u8>::new(), &HashSet::<u8>::new());
    let (mut ours, mut theirs) = (ours, theirs);
    same(&ours.entry("b"), &theirs.entry("b"));
}

#[test]
fn maps_are_made_of_entries() {
    let map = FastMap::from([(1u32, 'a'), (2, 'b'), (1, 'c')]);
    assert_eq!((map.len(), map[&1]), (2, 'c'), "the last one wins");
    let mut more = FastMap::from([(2, 'x'), (3, 'd')]);
    more.extend(&map);
    assert_eq!(more, FastMap::from_iter([(1, 'c'), (2, 'b'), (3, 'd')]));
    more.extend(map);
    assert_eq!(more.len(), 3);
    let mut set = FastSet::from([1u8, 1, 2]);
    set.extend(&[3, 4]);
    assert_eq!(set, (1..5).collect());
    assert_eq!(FastMap::<u8, u8>::default(), FastMap::new());
    assert_eq!(FastSet::<u8>::default(), FastSet::new());
}

#[test]
fn default_iterators_are_empty() {
    fn is_empty(mut iter: impl ExactSizeIterator + Default + FusedIterator) {
        assert_eq!((iter.len(), iter.next().is_none()), (0, true));
    }
    is_empty(Iter::<u32, u32>::default());
    is_empty(IterMut::<u32, u32>::default());
    is_empty(Keys::<u32, u32>::default());
    is_empty(Values::<u32, u32>::default());
    is_empty(ValuesMut::<u32, u32>::default());
    is_empty(SetIter::<u32>::default());
}

#[test]
fn iterators_know_their_length() {
    fn counts_down(mut iter: impl ExactSizeIterator + FusedIterator) {
        for left in (0..100).rev() {
            assert!(iter.next().is_some());
            assert_eq!((iter.len(), iter.size_hint()), (left, (left, Some(left))));
        }
        assert!(iter.next().is_none() && iter.next().is_none());
    }
    let mut map = numbers(100);
    counts_down(map.iter());
    counts_down(map.iter_mut());
    counts_down(map.keys());
    counts_down(map.values());
    counts_down(map.values_mut());
    counts_down(map.clone().into_iter());
    counts_down(map.clone().into_keys());
    counts_down(map.clone().into_values());
    counts_down(map.drain());
    let mut set: FastSet<u32> = (0..100).collect();
    counts_down(set.iter());
    counts_down(set.clone().into_iter());
    counts_down(set.drain());
    assert_eq!(numbers(100).iter().count(), 100);
    assert_eq!(
        numbers(100).values().fold(1, |sum, n| sum ^ n),
        (0..100).fold(1, |sum, n| sum ^ (n * 10))
    );
}

#[test]
fn capacity_lasts_and_is_given_back() {
    for len in [1u32, 15, 16, 100, 1_000, 20_000] {
        let mut map = FastMap::with_capacity(len as usize);
        let capacity = map.capacity();
        assert!(capacity >= len as usize);
        map.extend((0..len).map(|n| (n, u64::from(n))));
        assert_eq!(map.capacity(), capacity, "{len} entries");
        map.retain(|key, _| key % 16 == 0);
        map.shrink_to_fit();
        map.check_invariants();
        assert!(map.capacity() >= map.len() && map.capacity() <= capacity);
        assert!(len < 1_000 || map.capacity() < capacity / 2);
        assert!((0..len).all(|n| map.contains_key(&n) == (n % 16 == 0)));
        map.clear();
        map.shrink_to_fit();
        assert_eq!((map.capacity(), map.allocation_size()), (0, 0));
    }
}

const LAYOUT: Layout = FastMap::<Edge, u32>::layout();
const _: () = assert!(LAYOUT.slot_bytes == 12 && LAYOUT.value_offset + 4 <= 12 && LAYOUT.inline);
const _: () = assert!(matches!(FastSet::<Suit>::layout().plan.path, Path::Direct));
const _: () = assert!(FastMap::<u8, ()>::layout().bucket_entries == 16);
const STABLE: Layout = StableMap::<Edge, [u64; 40]>::layout();
const _: () = assert!(!STABLE.inline && STABLE.value_bytes == 320 && STABLE.slot_bytes == 16);
const _: () = assert!(STABLE.bytes_per_entry(12) == (16 * 17_usize).div_ceil(12) + 320);

#[test]
fn layouts_say_what_was_chosen_and_why() {
    let plan =
        "Fast64: the key packs into 64 bits, so it is hashed and compared as one 64-bit integer";
    assert_eq!(LAYOUT.plan.to_string(), plan);
    assert!(LAYOUT.to_string().starts_with(plan));
    assert_eq!(LAYOUT.bucket_bytes, 16 * 13);
    let stable = STABLE.to_string();
    assert!(
        stable.contains("value of 320 behind a pointer at 8."),
        "{stable}"
    );
    let plan = FastMap::<Suit, u8>::layout().plan;
    assert_eq!(
        plan.to_string(),
        "Direct: 4 possible keys; the key has few values, so each has a slot of its own and nothing is hashed"
    );
    let plan = FastMap::<Header, u8>::layout().plan;
    assert_eq!(
        (plan.path, plan.bits, plan.cardinality),
        (Path::General, 0, None)
    );
    assert!(plan.reason.contains("asks"), "{plan}");
}

#[test]
fn growth_is_seen_and_can_be_finished() {
    let mut map = FastMap::new();
    while !map.is_growing() {
        map.insert(map.len() as u64, [1u64; 25]);
    }
    map.check_invariants();
    let len = map.len() as u64;
    let copy = map.clone();
    assert!(copy.is_growing() && copy == map);
    map.finish_growth();
    map.check_invariants();
    assert!(!map.is_growing() && copy.is_growing() && copy == map);
    assert!((0..len).all(|key| map.contains_key(&key) && copy.contains_key(&key)));
    let mut set: FastSet<u64> = FastSet::new();
    while !set.is_growing() {
        set.insert(set.len() as u64);
    }
    set.finish_growth();
    assert!(!set.is_growing());
    set.check_invariants();
}
