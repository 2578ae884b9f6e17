//! The script of the pool. Whatever drops a counted key or value calls the pool.

use std::collections::BTreeSet;
use std::rc::Rc;

use map_core::FastMap;
use map_core::pool::{MapPool, PooledMap};

use super::step::{Step, adds, is_odd};
use super::{Key, Load, Subject};
use crate::values::Counted;

/// What the script of the pool works on.
pub struct PoolOf<K: Send, V: Send> {
    pool: Rc<MapPool<K, V>>,
    leaked: usize,
}

impl<K: Key + Send, V: Load + Send> Subject for PoolOf<K, V> {
    const ENTRY: usize = K::COUNTED + V::COUNTED;

    fn new() -> Self {
        let pool = Rc::new(MapPool::<K, V>::builder().per_thread(2).max_maps(4).build());
        let probed = Rc::downgrade(&pool);
        Counted::on_drop(move || {
            if let Some(pool) = probed.upgrade() {
                let _ = pool.stats(); // takes every lock there is
            }
        });
        PoolOf { pool, leaked: 0 }
    }

    fn steps() -> Vec<Step<Self>> {
        steps()
    }

    fn contents(&self) -> Vec<BTreeSet<u64>> {
        Vec::new() // maps that wait are empty
    }

    fn leaked(&mut self) -> &mut usize {
        &mut self.leaked
    }

    fn check(&self, step: &str) {
        let alive = Counted::alive();
        assert!(alive <= self.leaked, "{step} leaks {alive}");
        let maps: Vec<_> = (0..5).map(|_| self.pool.take()).collect();
        for map in &maps {
            assert!(map.is_empty(), "{step}: what is taken is clean");
            map.check_invariants();
        }
    }
}

/// The script.
fn steps<K: Key + Send, V: Load + Send>() -> Vec<Step<PoolOf<K, V>>> {
    fn fill<K: Key, V: Load>(map: &mut FastMap<K, V>, entries: u64) {
        for n in (0..entries).chain(0..2) {
            is_odd(n);
            map.insert(K::of(n), V::of(n));
        }
    }
    vec![
        adds("use a map", |s| {
            for entries in [3, 20, 40] {
                fill(&mut s.pool.take(), entries);
            }
        }),
        adds("use several", |s| {
            let mut maps: Vec<_> = (0..6).map(|_| s.pool.take()).collect();
            maps.iter_mut().for_each(|map| fill(map, 5));
        }),
        adds("for others", |s| {
            fill::<K, V>(&mut s.pool.take_for(), 20);
        }),
        adds("take out, and put", |s| {
            let mut map = s.pool.take();
            fill(&mut map, 10);
            s.pool.put(PooledMap::into_inner(map));
            let mut own = FastMap::new();
            fill(&mut own, 10);
            s.pool.put(own);
        }),
        adds("trim", |s| {
            s.pool.clear();
            s.pool.put(FastMap::with_capacity(5_000));
            for _ in 0..70 {
                fill(&mut s.pool.take(), 2);
            }
            assert!(s.pool.stats().trimmed > 0 || s.pool.stats().poisoned > 0);
        }),
        adds("clear", |s| s.pool.clear()),
        adds("use it again", |s| fill(&mut s.pool.take(), 20)),
    ]
}
