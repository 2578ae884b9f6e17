//! Entries of a mebibyte and more, and of large alignment: every threshold in bytes is less than one of them, and many
//! of them do not fit a stack.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::thread;

use map_core::pool::MapPool;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use map_core::{FastKey, FastMap, FastSet, StableMap};

/// A value, or within a key, that is as large as it is.
trait Large: Clone + PartialEq + Send + Sync + 'static {
    fn of(number: u8) -> Self;

    /// What it was made of, of which its last byte is one.
    fn number(&self) -> u8;
}

impl<const N: usize> Large for [u8; N] {
    fn of(number: u8) -> Self {
        [number; N]
    }

    fn number(&self) -> u8 {
        assert_eq!(self[0], self[N - 1]);
        self[N - 1]
    }
}

macro_rules! aligned {
    ($($name:ident: $align:literal)*) => {$(
        #[derive(Clone, PartialEq)]
        #[repr(align($align))]
        struct $name([u8; 1]);

        impl Large for $name {
            fn of(number: u8) -> Self {
                $name([number])
            }

            fn number(&self) -> u8 {
                assert_eq!((&raw const *self).addr() % $align, 0);
                self.0.number()
            }
        }
    )*};
}

aligned! { Line: 256 Page: 4096 TwoPages: 8192 Mebibyte: 1_048_576 }

/// No bytes, and to be aligned all the same.
#[derive(Clone, PartialEq)]
#[repr(align(4096))]
struct Nothing;

impl Large for Nothing {
    fn of(_: u8) -> Self {
        Nothing
    }

    fn number(&self) -> u8 {
        assert_eq!((&raw const *self).addr() % 4096, 0);
        0
    }
}

const MIB: usize = 1 << 20;

/// Runs `work` on a stack of so many bytes, which are memory only where they are touched.
fn on_a_stack<R: Send>(bytes: usize, work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(bytes);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Where nothing is optimised an insert has some twenty copies of its entry on the stack.
fn on_a_large_stack(work: impl FnOnce() + Send) {
    on_a_stack(384 * MIB, work);
}

/// Keys whose hashes are all alike, so that buckets overflow.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(path = "general", no_alias)]
struct Alike(u8);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A key that is large, and compared and hashed by what it was made of.
#[derive(FastMap, Clone)]
#[fast_map(path = "general", no_alias)]
struct LargeKey<V: Large>(V);

impl<V: Large> PartialEq for LargeKey<V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.number() == other.0.number()
    }
}

impl<V: Large> Eq for LargeKey<V> {}

impl<V: Large> Hash for LargeKey<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.number().hash(state);
    }
}

/// Asks a map of large values all that can be asked without one.
fn without_entries<K: FastKey + Clone, V: Large>(mut map: FastMap<K, V>, key: &K) {
    assert!(map.get(key).is_none() && map.get_mut(key).is_none());
    assert!(!map.contains_key(key) && map.get_key_value(key).is_none());
    assert_eq!(map.get_batch([key]).flatten().count(), 0);
    drop(map.entry(key.clone()));
    assert_eq!(map.iter().count() + map.iter_mut().count(), 0);
    assert_eq!(map.iter_from_random().count(), 0);
    map.retain(|_, _| unreachable!());
    map.reserve(0);
    map.shrink_to_fit();
    map.clear();
    assert!(map.clone().is_empty());
    assert_eq!(map.inspect().count, 0);
    map.check_invariants();
}

/// The life of a map of a few large values.
fn with_entries<K: FastKey + Clone + Debug, V: Large>(keys: Range<u8>, key: impl Fn(u8) -> K) {
    let mut map: FastMap<K, V> = FastMap::new();
    assert!(map.remove(&key(keys.start)).is_none());
    let check = |map: &FastMap<K, V>, there: &dyn Fn(u8) -> bool| {
        map.check_invariants();
        for number in keys.clone() {
            let value = map.get(&key(number)).map(V::number);
            assert_eq!(value, there(number).then(|| V::of(number).number()));
        }
        assert_eq!(map.len(), keys.clone().filter(|key| there(*key)).count());
        assert_eq!(
            map.values().filter(|value| value.number() < 255).count(),
            map.len()
        );
    };
    for number in keys.clone() {
        if number % 2 == 0 {
            map.insert(key(number), V::of(number));
        } else {
            map.entry(key(number)).or_insert_with(|| V::of(number));
        }
    }
    check(&map, &|_| true);
    let all: Vec<K> = keys.clone().map(&key).collect();
    assert_eq!(map.get_batch(&all).flatten().count(), all.len());
    check(&map.clone(), &|_| true);
    for number in keys.clone().step_by(3) {
        assert!(map.remove(&key(number)).is_some());
    }
    check(&map, &|number| !(number - keys.start).is_multiple_of(3));
    map.shrink_to_fit();
    check(&map, &|number| !(number - keys.start).is_multiple_of(3));
    map.extend(
        keys.clone()
            .step_by(3)
            .map(|number| (key(number), V::of(number))),
    );
    check(&map, &|_| true);
    let mut left = 0;
    map.retain(|_, _| {
        left += 1;
        left % 4 == 0
    });
    map.finish_growth();
    map.shrink_to_fit();
    map.check_invariants();
    assert_eq!(map.len(), all.len() / 4);
    let taken = map.extract_if(|_, _| true).take(1).count();
    assert_eq!(taken, (all.len() / 4).min(1));
    map.drain().for_each(drop);
    assert!(map.is_empty());
}

fn everywhere<V: Large>() {
    on_a_large_stack(|| {
        without_entries::<u64, V>(FastMap::new(), &1);
        without_entries::<bool, V>(FastMap::new(), &true);
        without_entries::<Alike, V>(FastMap::new(), &Alike(1));
        without_entries::<LargeKey<V>, V>(FastMap::new(), &LargeKey(V::of(1)));
        without_entries::<u64, V>(FastMap::with_capacity(1), &1);
        without_entries::<bool, V>(FastMap::with_capacity(1), &true);
        with_entries::<u64, V>(1..20, u64::from);
        with_entries::<Alike, V>(1..20, Alike);
        with_entries::<bool, V>(0..2, |number| number == 1);
    });
}

/// Sets, and maps that have one within.
fn in_other_maps<V: Large>() {
    on_a_large_stack(|| {
        let mut set: FastSet<LargeKey<V>> = FastSet::new();
        assert!(!set.contains(&LargeKey(V::of(1))) && !set.remove(&LargeKey(V::of(1))));
        set.extend((0..5).map(|number| LargeKey(V::of(number))));
        assert_eq!(set.len(), usize::from(V::of(4).number()) + 1);
        set.retain(|key| key.0.number() < 2);
        set.shrink_to_fit();
        assert!(set.contains(&LargeKey(V::of(0))));

        let mut stable: StableMap<u64, V> = StableMap::new();
        assert!(stable.get(&1).is_none() && stable.remove(&1).is_none());
        stable.insert(1, V::of(1));
        stable.shrink_to_fit();
        assert!(stable[&1] == V::of(1));

        let locked: LockedMap<u64, V> = LockedMap::new();
        assert!(locked.load(&1).is_none() && locked.load_and_delete(&1).is_none());
        locked.store(1, V::of(1));
        assert!(locked.load(&1) == Some(V::of(1)));

        let sharded: ShardedMap<u64, V> = ShardedMap::new();
        assert!(sharded.load(&1).is_none() && sharded.load_and_delete(&1).is_none());
        sharded.store(1, V::of(1));
        assert!(sharded.load(&1) == Some(V::of(1)));

        let sync: SyncMap<u64, V> = SyncMap::new();
        assert!(sync.load(&1).is_none() && sync.load_and_delete(&1).is_none());
        sync.store(1, V::of(1));
        assert!(sync.load(&1) == Some(V::of(1)));

        let pool: MapPool<u64, V> = MapPool::new();
        for number in 0..2 {
            let mut map = pool.take();
            assert!(map.get(&1).is_none());
            map.insert(1, V::of(number));
        }
    });
}

#[test]
fn entries_of_about_a_mebibyte() {
    everywhere::<[u8; MIB]>();
    everywhere::<[u8; MIB + 1]>();
    in_other_maps::<[u8; MIB + 1]>();
}

#[test]
fn entries_of_three_mebibytes() {
    everywhere::<[u8; 3 * MIB]>();
}

#[test]
fn entries_with_large_alignment() {
    everywhere::<Line>();
    everywhere::<Page>();
    everywhere::<TwoPages>();
    everywhere::<Mebibyte>();
    everywhere::<Nothing>();
    in_other_maps::<Page>();
    in_other_maps::<Mebibyte>();
    in_other_maps::<Nothing>();
}

/// Those that cannot be made here can be asked for.
#[test]
fn no_entries_of_64_mebibytes() {
    on_a_large_stack(|| {
        without_entries::<u64, [u8; 64 * MIB]>(FastMap::new(), &1);
        without_entries::<bool, [u8; 64 * MIB]>(FastMap::new(), &true);
        without_entries::<Alike, [u8; 64 * MIB]>(FastMap::new(), &Alike(1));
    });
}

/// An entry of a set that is no larger than its alignment; an `Option` of it takes twice as much.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(no_alias)]
#[repr(align(256))]
struct Aligned(u64);

/// Stack that what is done with many entries must do with: some dozen of them, and what a thread needs by itself.
const SMALL_STACK: usize = if cfg!(debug_assertions) {
    80 << 10
} else {
    28 << 10
};

#[test]
fn windows_of_aligned_entries_leave_the_stack_alone() {
    // So large that inserts wait for memory.
    let mut set: FastSet<Aligned> = (0..30_000).map(Aligned).collect();
    on_a_stack(SMALL_STACK, || {
        set.extend((30_000..40_000).map(Aligned));
        set.retain(|key| key.0 % 3 > 0);
        set.shrink_to_fit();
        assert_eq!(set.extract_if(|key| key.0 % 3 == 1).count(), 13_333);
        assert!(set.remove(&Aligned(2)));
    });
    assert_eq!(set.len(), 13_332);
}

/// What is dropped in the table is not moved out of it first, and overflow nodes are made where they stand.
#[test]
fn retaining_large_entries_leaves_the_stack_alone() {
    let mut nodes = 0;
    for seed in 0..8 {
        let mut map: FastMap<u64, Page> = FastMap::with_seed(seed);
        map.extend((0..400).map(|key| (key, Page::of(key as u8))));
        on_a_stack(SMALL_STACK, || {
            map.retain(|key, page| {
                assert_eq!(page.number(), *key as u8);
                key % 5 == 0
            });
            map.shrink_to_fit();
        });
        assert_eq!(map.len(), 80);
        map.check_invariants();
        nodes += map.inspect().noverflow;
    }
    assert!(nodes > 0, "no bucket overflowed");
}
