//! Closures, `Clone`, `Drop`, `Hash` and `Eq` that panic at their n-th call leave a valid map: its invariants hold, `len`
//! counts what can be found, and nothing is dropped twice.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use map_core::{FastKey, FastMap, Path};
use tests::values::{Counted, Fuse, Value};

/// A key whose `Hash` and `Eq` can be made to panic.
#[derive(FastMap, Clone, Debug)]
#[fast_map(path = "general")]
struct Fragile(u64);

impl Hash for Fragile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Fuse::Hash.burn();
        self.0.hash(state);
    }
}

impl PartialEq for Fragile {
    fn eq(&self, other: &Self) -> bool {
        Fuse::Eq.burn();
        self.0 == other.0
    }
}

impl Eq for Fragile {}

/// Keys of a hashed and of a direct table, and one that panics itself.
trait Key: FastKey + Clone {
    fn key(n: u64) -> Self;
}

impl Key for u64 {
    fn key(n: u64) -> Self {
        n
    }
}

impl Key for u8 {
    fn key(n: u64) -> Self {
        n as u8
    }
}

impl Key for Fragile {
    fn key(n: u64) -> Self {
        Fragile(n)
    }
}

const LEN: u64 = 200;

fn filled<K: Key>() -> FastMap<K, Counted> {
    let mut map = FastMap::with_seed(1);
    map.extend((0..LEN).map(|n| (K::key(n), Counted::of(n))));
    map
}

/// Does `work` to a filled map again and again, with the fuse at the 1st, 2nd, ... call until none panics. Each time
/// the map must be valid, and `may_leak` of its values may be left in the end.
fn at_every_call<K: Key>(fuse: Fuse, may_leak: usize, work: impl Fn(&mut FastMap<K, Counted>)) {
    for n in (0..40).chain((40..2_000).step_by(37)) {
        Counted::start();
        let mut map = filled::<K>();
        fuse.arm(n);
        let panicked = catch_unwind(AssertUnwindSafe(|| work(&mut map))).is_err();
        let left_over = fuse.disarm();
        assert!(panicked != left_over, "the fuse burns or is left");
        map.check_invariants();
        assert_eq!(map.iter().count(), map.len());
        let keys = if K::PLAN.path == Path::Direct {
            256
        } else {
            3 * LEN
        };
        let found = (0..keys).filter(|n| map.contains_key(&K::key(*n))).count();
        assert_eq!(found, map.len());
        // It goes on as a map does.
        map.insert(K::key(3), Counted::of(7));
        assert_eq!(map[&K::key(3)].number(), 7);
        map.check_invariants();
        drop(map);
        assert!(Counted::alive() <= may_leak, "{fuse:?} at {n} leaks");
        if !panicked {
            return;
        }
    }
}

macro_rules! for_keys {
    ($fuse:expr, $may_leak:expr, $work:expr) => {
        at_every_call::<u64>($fuse, $may_leak, $work);
        at_every_call::<u8>($fuse, $may_leak, $work);
        at_every_call::<Fragile>($fuse, $may_leak, $work);
    };
}

#[test]
fn in_closures() {
    for_keys!(Fuse::Closure, 0, |map| map.retain(|_, value| {
        Fuse::Closure.burn();
        value.number() % 2 == 0
    }));
    for_keys!(Fuse::Closure, 0, |map| {
        map.extract_if(|_, value| {
            Fuse::Closure.burn();
            value.number() % 2 == 0
        })
        .for_each(drop);
    });
    for_keys!(Fuse::Closure, 0, |map| for n in 0..250 {
        map.entry(Key::key(n))
            .and_modify(|_| Fuse::Closure.burn())
            .or_insert_with(|| {
                Fuse::Closure.burn();
                Counted::of(n)
            });
    });
    for_keys!(Fuse::Closure, 0, |map| for n in 0..250 {
        map.entry(Key::key(n)).or_insert_with_key(|_| {
            Fuse::Closure.burn();
            Counted::of(n)
        });
    });
}

#[test]
fn in_clone() {
    for_keys!(Fuse::Clone, 0, |map| {
        let copy = map.clone();
        assert_eq!(copy.len(), map.len());
    });
    for_keys!(Fuse::Clone, 0, |map| {
        let source = map.clone();
        map.clone_from(&source);
    });
}

/// What is not dropped because a drop before it panicked may leak, as in std.
#[test]
fn in_drop() {
    let all = LEN as usize;
    for_keys!(Fuse::Drop, all, |map| map.clear());
    for_keys!(Fuse::Drop, all, |map| map
        .retain(|_, value| value.number() % 2 == 0));
    for_keys!(Fuse::Drop, all, |map| drop(map.drain()));
    for_keys!(Fuse::Drop, all, |map| map.drain().for_each(drop));
    for_keys!(Fuse::Drop, all, |map| drop(std::mem::take(map)));
    for_keys!(Fuse::Drop, all, |map| drop(
        std::mem::take(map).into_iter().nth(9)
    ));
    for_keys!(Fuse::Drop, all, |map| for n in 0..LEN {
        drop(map.insert(Key::key(n), Counted::of(n)));
    });
    fn remove<K: Key>(map: &mut FastMap<K, Counted>) {
        (0..LEN).for_each(|n| drop(map.remove(&K::key(n))));
    }
    for_keys!(Fuse::Drop, all, remove);
}

#[test]
fn in_hash_and_eq() {
    type Work = fn(&mut FastMap<Fragile, Counted>);
    let works: [Work; 6] = [
        |map| {
            for n in LEN..3 * LEN {
                map.insert(Fragile(n), Counted::of(n));
            }
        },
        |map| {
            for n in 0..LEN {
                map.remove(&Fragile(n));
            }
        },
        |map| {
            for n in LEN / 2..2 * LEN {
                map.entry(Fragile(n)).or_default();
            }
        },
        |map| map.reserve(5_000),
        |map| map.shrink_to_fit(),
        |map| {
            let copy = map.clone();
            assert!(copy == *map);
        },
    ];
    for work in works {
        at_every_call(Fuse::Hash, 0, work);
        at_every_call(Fuse::Eq, 0, work);
    }
}

/// Hashing panics in the middle of a growth that goes step by step.
#[test]
fn in_hash_while_growing() {
    for n in 0..60 {
        let mut map = FastMap::with_seed(2);
        while !map.is_growing() {
            map.insert(Fragile(map.len() as u64), [0u64; 25]);
        }
        let len = map.len() as u64;
        Fuse::Hash.arm(n);
        let panicked = catch_unwind(AssertUnwindSafe(|| map.finish_growth())).is_err();
        assert!(panicked != Fuse::Hash.disarm());
        map.check_invariants();
        assert!((0..len).all(|n| map.contains_key(&Fragile(n))));
        map.finish_growth();
        map.check_invariants();
        assert_eq!((map.len() as u64, map.is_growing()), (len, false));
    }
}
