//! The script of the maps that threads share. Whatever drops a counted key or value calls the map, as a user's `Drop` may:
//! were it dropped under a lock, the call would wait for ever, or panic in debug builds.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::mem;
use std::rc::Rc;

use map_core::FastMap;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};

use super::step::{Step, adds, copies, drops, is_odd, removes};
use super::{Key, Load, SEED, Subject};
use crate::shared::Shared;
use crate::values::Counted;

/// A map that threads share, with what only some of them have.
pub trait Faulty<K, V>:
    Shared<K, V> + Debug + Extend<(K, V)> + FromIterator<(K, V)> + IntoIterator<Item = (K, V)> + 'static
{
    /// An empty map with the script's seed.
    fn seeded() -> Self;
    /// Takes every lock there is, for writing.
    fn lock_all(&self);
    /// Whether key `n` is there, in two ways.
    fn look(&self, n: u64) -> [bool; 2];
    /// A copy of all entries.
    fn copy(&self) -> FastMap<K, V>;
    /// The entries.
    fn into_plain(self) -> FastMap<K, V>;
    /// A map of these entries.
    fn from_plain(map: FastMap<K, V>) -> Self;
    /// What the other maps do not have, of key and value number `n`.
    fn own(&mut self, n: u64);
}

/// The entry of `n`, which is there, twice; and some that are not. Closures run under the lock, under which they may drop:
/// it is another map that is called there.
macro_rules! entry_with {
    ($map:ident, $n:ident) => {
        $map.entry_with(K::of($n), |entry| {
            is_odd($n);
            entry.or_insert_with(|| V::of($n)).number()
        });
        let old = $map.entry_with(K::of($n), |entry| {
            mem::replace(entry.or_insert_with(|| V::of($n)), V::of($n))
        });
        assert_eq!(old.number(), $n);
        for n in 100..130 {
            let number = $map.entry_with(K::of(n), |entry| {
                entry
                    .or_insert_with(|| {
                        is_odd(n);
                        V::of(n)
                    })
                    .number()
            });
            assert_eq!(number, n);
            $map.entry_with(K::of(n + 30), |_entry| ());
        }
    };
}

macro_rules! faulty {
    ($($Map:ident: $seeded:expr, |$map:ident| $lock_all:expr, |$own:ident, $n:ident| $do_own:expr;)*) => {$(
        impl<K: Key + Debug + Send + Sync, V: Load + Send + Sync> Faulty<K, V> for $Map<K, V> {
            fn seeded() -> Self {
                $seeded
            }

            fn lock_all(&self) {
                let $map = self;
                $lock_all;
            }

            fn look(&self, n: u64) -> [bool; 2] {
                let key = K::of(n);
                [self.contains_key(&key), self.get_cloned(&key).is_some()]
            }

            fn copy(&self) -> FastMap<K, V> {
                self.snapshot()
            }

            fn into_plain(self) -> FastMap<K, V> {
                self.into_inner()
            }

            fn from_plain(map: FastMap<K, V>) -> Self {
                map.into()
            }

            fn own(&mut self, $n: u64) {
                let $own = self;
                $do_own
            }
        }
    )*};
}

faulty! {
    LockedMap: LockedMap::with_seed(SEED), |map| map.write_with(|_| ()), |map, n| {
        let key = K::of(n);
        map.read_with(|map| is_odd(n) == map.contains_key(&key));
        let old = map.write_with(|map| {
            is_odd(n);
            map.get_mut(&key).map(|value| mem::replace(value, V::of(n)))
        });
        drop(old);
        map.inner_mut().insert(K::of(n), V::of(n));
        entry_with!(map, n);
    };
    // Two shards, as every drop locks all.
    ShardedMap: ShardedMap::with_shards(2), |map| map.retain(|_, _| true), |map, n| {
        entry_with!(map, n);
    };
    SyncMap: SyncMap::with_seed(SEED), |map| _ = map.stats(), |_map, _n| {};
}

/// What the script of shared maps works on.
pub struct SharedMap<M, K, V> {
    map: Rc<M>,
    /// Numbers of keys that are in the map for sure. The map is not asked for them before a fault: a `range` changes the
    /// state of a `SyncMap`.
    sure: BTreeSet<u64>,
    leaked: usize,
    entries: std::marker::PhantomData<(K, V)>,
}

impl<M: Faulty<K, V>, K: Key + Debug, V: Load> SharedMap<M, K, V> {
    /// Puts another map in the place of this one, which is given.
    fn replace(&mut self, map: M) -> M {
        let map = Rc::new(map);
        let probed = Rc::downgrade(&map);
        Counted::on_drop(move || {
            if let Some(map) = probed.upgrade() {
                map.lock_all();
            }
        });
        let old = mem::replace(&mut self.map, map);
        Rc::into_inner(old).expect("only a hook that runs has hold of it")
    }

    /// Does something to key `n` by which it is in the map afterwards.
    fn add<R>(&mut self, n: u64, act: impl FnOnce(&M, K, V) -> R) {
        act(&self.map, K::of(n), V::of(n));
        self.sure.insert(n);
    }

    /// Does something to key `n` by which it may leave.
    fn remove<R>(&mut self, n: u64, act: impl FnOnce(&M, &K, V) -> R) {
        self.sure.remove(&n);
        act(&self.map, &K::of(n), V::of(n));
    }

    /// Does something that owns the map, and may lose what is in it. What it gives is the map from then on.
    fn consume(&mut self, act: impl FnOnce(M) -> M) {
        let sure = mem::take(&mut self.sure);
        let map = self.replace(M::seeded());
        self.replace(act(map));
        self.sure = sure;
    }
}

impl<M: Faulty<K, V>, K: Key + Debug, V: Load> Subject for SharedMap<M, K, V> {
    const ENTRY: usize = K::COUNTED + V::COUNTED;

    fn new() -> Self {
        let mut subject = SharedMap {
            map: Rc::new(M::seeded()),
            sure: BTreeSet::new(),
            leaked: 0,
            entries: std::marker::PhantomData,
        };
        subject.replace(M::seeded());
        subject
    }

    fn steps() -> Vec<Step<Self>> {
        steps()
    }

    fn contents(&self) -> Vec<BTreeSet<u64>> {
        Vec::new() // see `sure`
    }

    fn leaked(&mut self) -> &mut usize {
        &mut self.leaked
    }

    fn check(&self, step: &str) {
        let mut shown = BTreeSet::new();
        self.map.range(|key, value| {
            assert_eq!(key.number(), value.number(), "{step}");
            assert!(shown.insert(key.number()), "{step}: twice");
            true
        });
        assert!(self.sure.is_subset(&shown), "{step}: entries are lost");
        assert_eq!(self.map.count(), shown.len(), "{step}: the length");
        for number in &shown {
            let value = self.map.get_with(&K::of(*number), V::number);
            assert_eq!(value, Some(*number), "{step}");
        }
        let alive = Counted::alive();
        assert!(
            alive >= shown.len() * Self::ENTRY,
            "{step}: what is there is alive"
        );
        if step == CLEAR {
            assert!(
                shown.is_empty() && alive <= self.leaked,
                "{step} keeps {alive}"
            );
        }
    }
}

/// The step after which nothing may be kept.
const CLEAR: &str = "clear";

/// The script.
fn steps<M: Faulty<K, V>, K: Key + Debug, V: Load>() -> Vec<Step<SharedMap<M, K, V>>> {
    vec![
        adds("store until it doubles", |s| {
            (0..40).for_each(|n| s.add(n, M::store));
        }),
        adds("store what is there, and is new to some tables", |s| {
            (20..50).for_each(|n| s.add(n, M::store));
        }),
        adds("look up, and promote", |s| {
            for n in (30..60).chain(0..50) {
                let (key, there) = (K::of(n), s.sure.contains(&n));
                assert_eq!(
                    s.map.load(&key).map(|value| value.number()),
                    there.then_some(n)
                );
                let odd = s.map.get_with(&key, |value| is_odd(value.number()));
                assert_eq!(odd, there.then_some(n % 2 == 1));
                assert_eq!(s.map.look(n), [there; 2]);
            }
        }),
        adds("swap", |s| {
            (40..54).for_each(|n| s.add(n, M::swap));
        }),
        adds("load or store", |s| {
            (50..57).for_each(|n| s.add(n, M::load_or_store));
            for n in 54..60 {
                s.add(n, |map, key, value| {
                    let mut value = Some(value);
                    map.load_or_insert_with(key, || {
                        is_odd(n);
                        value.take().expect("it is called once")
                    })
                });
            }
        }),
        adds("alter", |s| {
            for n in 55..65 {
                s.add(n, |map, key, value| {
                    let mut value = Some(value);
                    map.alter(key, |before| {
                        let number = before.map_or(n, V::number);
                        is_odd(number);
                        value.take().or_else(|| Some(V::of(n)))
                    })
                });
            }
        }),
        adds("compare and swap", |s| {
            for n in 60..70 {
                let (key, old) = (K::of(n), V::of(n));
                s.map.compare_and_swap(&key, &old, V::of(n));
                s.map.compare_and_swap(&key, &V::of(n + 1), V::of(n + 1));
            }
        }),
        removes("delete", |s| {
            for n in 0..12 {
                s.remove(n, |map, key, _| map.delete(key));
                s.remove(n + 12, |map, key, _| map.load_and_delete(key));
                s.remove(n + 24, |map, key, old| map.compare_and_delete(key, &old));
                s.remove(n + 36, |map, key, _| {
                    map.alter(key.clone(), |before| {
                        before.map(|before| is_odd(before.number()));
                        None
                    })
                });
            }
        }),
        adds("store new keys, which expunges", |s| {
            (70..74).for_each(|n| s.add(n, M::store));
        }),
        adds("store what is expunged", |s| {
            (0..8).for_each(|n| s.add(n, M::store));
            (8..12).for_each(|n| s.add(n, M::load_or_store));
        }),
        removes("delete what is new", |s| {
            for n in 70..80 {
                s.add(n, M::store);
                s.remove(n, |map, key, _| map.delete(key));
                s.remove(n - 10, |map, key, _| map.load_and_delete(key));
            }
        }),
        copies("see all", |s| {
            s.map.range(|key, value| {
                is_odd(key.number());
                key.number() == value.number()
            });
            let copy = s.map.copy();
            assert_eq!(copy.len(), s.map.count());
            assert!(!format!("{:?}", s.map).is_empty());
        }),
        adds("collide", |s| {
            (0..40).for_each(|n| s.add(K::colliding(n), M::store));
        }),
        adds("misses without end", |s| {
            (0..150).for_each(|n| drop(s.map.load(&K::of(200 + n % 50))));
        }),
        drops("what only some have", |s| {
            s.add(1, M::store);
            s.consume(|mut map| {
                map.own(1);
                map
            });
        }),
        removes("retain", |s| {
            s.sure.clear();
            s.map.retain(|key, _| is_odd(key.number()));
        }),
        adds("store again", |s| {
            (0..30).for_each(|n| s.add(n, M::store));
        }),
        removes(CLEAR, |s| {
            s.sure.clear();
            s.map.clear();
        }),
        adds("store after that", |s| {
            (0..30).for_each(|n| s.add(n, M::store));
        }),
        drops("extend, consume, and collect", |s| {
            s.consume(|mut map| {
                map.extend((20..40).map(|n| {
                    is_odd(n);
                    (K::of(n), V::of(n))
                }));
                map
            });
            s.consume(|map| M::from_plain(map.into_plain()));
            s.consume(|map| map.into_iter().collect());
        }),
        drops("half an iterator that owns", |s| {
            s.sure.clear();
            let half = s.map.count() / 2;
            let map = s.replace(M::seeded());
            map.into_iter().take(half).for_each(drop);
        }),
        adds("store for the end", |s| {
            (0..30).for_each(|n| s.add(n, M::store));
            (0..30).for_each(|n| s.add(n, M::swap));
        }),
        drops("drop", |s| {
            s.sure.clear();
            drop(s.replace(M::seeded()));
        }),
    ]
}
