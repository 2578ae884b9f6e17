//! The pool's promises: memory is reused, bounds hold, large maps are trimmed, and nothing dirty is handed out.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, LazyLock, mpsc};
use std::thread;
use std::vec::Vec;

use super::{MapPool, PooledMap};
use crate::FastMap;

type Pool = MapPool<u64, u64>;

/// Takes a map, fills it and lets it go.
fn use_map(pool: &Pool, entries: u64) {
    let mut map = pool.take();
    assert!(map.is_empty());
    map.extend((0..entries).map(|key| (key, key)));
    assert!((0..entries).all(|key| map[&key] == key));
    map.check_invariants();
}

/// Does something on a thread of its own. That a thread is joined is what ThreadSanitizer sees; what a scope waits by is not.
fn apart(work: impl FnOnce() + Send) {
    thread::scope(|scope| scope.spawn(work).join().unwrap());
}

/// Panics without a message.
fn panic_quietly() -> ! {
    resume_unwind(Box::new(()))
}

/// Panics while maps of the scope are alive, and catches that.
fn panics(work: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
}

#[test]
fn memory_is_reused() {
    let pool = Pool::new();
    use_map(&pool, 100);
    let bytes = pool.stats().idle_bytes;
    assert!(bytes > 0);
    for _ in 0..100 {
        use_map(&pool, 100);
        // Another seed may need room for overflow.
        assert!((bytes..2 * bytes).contains(&pool.stats().idle_bytes));
    }
    let stats = pool.stats();
    assert_eq!((stats.misses, stats.hits, stats.far_hits), (1, 100, 0));
    assert_eq!((stats.returned, stats.idle_maps), (101, 1));
}

#[test]
fn what_has_no_memory_is_not_kept() {
    let pool = Pool::new();
    drop(pool.take());
    let stats = pool.stats();
    assert_eq!((stats.unused, stats.returned, stats.idle_maps), (1, 0, 0));
}

#[test]
fn each_use_has_an_order_of_its_own() {
    let pool = Pool::new();
    let order = || {
        let mut map = pool.take();
        map.reserve(100);
        map.extend((0..100).map(|key| (key, key)));
        map.keys().copied().collect::<Vec<_>>()
    };
    let orders: Vec<_> = (0..8).map(|_| order()).collect();
    assert_eq!((pool.stats().misses, pool.stats().hits), (1, 7));
    for (i, order) in orders.iter().enumerate() {
        assert!(!orders[..i].contains(order));
    }
}

#[test]
fn count_is_bounded() {
    let pool: Pool = Pool::builder().max_maps(5).per_thread(2).build();
    for _ in 0..3 {
        let mut maps: Vec<_> = (0..20).map(|_| pool.take()).collect();
        maps.iter_mut().for_each(|map| map.extend([(1, 1)]));
        drop(maps);
        assert_eq!(pool.stats().idle_maps, 5);
    }
    let stats = pool.stats();
    assert_eq!((stats.misses, stats.hits, stats.far_hits), (50, 10, 6));
    assert_eq!((stats.returned, stats.dropped_for_count), (15, 45));
    assert_eq!(stats.dropped_for_bytes, 0);
}

#[test]
fn bytes_are_bounded() {
    let mut one = FastMap::new();
    one.insert(1u64, 1u64);
    let bytes = one.allocation_size();
    let pool: Pool = Pool::builder().max_bytes(3 * bytes + 1).build();
    let mut maps: Vec<_> = (0..4).map(|_| pool.take()).collect();
    maps.iter_mut().for_each(|map| map.extend([(1, 1)]));
    drop(maps);
    let stats = pool.stats();
    assert_eq!((stats.idle_maps, stats.idle_bytes), (3, 3 * bytes));
    assert_eq!((stats.returned, stats.dropped_for_bytes), (3, 1));
    use_map(&pool, 1_000); // by itself larger than the bound
    let stats = pool.stats();
    assert_eq!((stats.idle_maps, stats.dropped_for_bytes), (2, 2));
}

/// What is refused claims nothing.
#[test]
fn refusals_leave_room() {
    let pool: Pool = Pool::builder().max_maps(2).max_bytes(2_000).build();
    (0..5).for_each(|_| use_map(&pool, 1_000));
    assert_eq!(pool.stats().dropped_for_bytes, 5);
    use_map(&pool, 10);
    assert_eq!((pool.stats().returned, pool.stats().idle_maps), (1, 1));
}

/// The one place of a pool goes where it is needed: a thread whose maps come back elsewhere holds it once only.
#[test]
fn places_follow_the_maps() {
    let pool: Pool = Pool::builder().max_maps(1).build();
    let elsewhere = |map: PooledMap<'_, u64, u64>| {
        apart(move || drop(map));
    };
    let stats = || {
        let stats = pool.stats();
        (
            stats.misses,
            stats.hits,
            stats.far_hits,
            stats.dropped_for_count,
        )
    };
    use_map(&pool, 10);
    assert_eq!((stats(), pool.budget.claimed().0), ((1, 0, 0, 0), 1));
    elsewhere(pool.take()); // a place is held here for this map, so there is none elsewhere
    assert_eq!((stats(), pool.stats().idle_maps), ((1, 1, 0, 1), 0));
    let mut map = pool.take(); // found nothing here: no place is held
    map.insert(1, 1);
    elsewhere(map);
    assert_eq!((stats(), pool.stats().idle_maps), ((2, 1, 0, 1), 1));
    use_map(&pool, 10); // comes from there and stays here
    assert_eq!((stats(), pool.stats().idle_maps), ((2, 2, 1, 1), 1));
    use_map(&pool, 10);
    assert_eq!((stats(), pool.stats().idle_maps), ((2, 3, 1, 1), 1));
}

#[test]
fn nothing_is_kept_where_nothing_may_be() {
    for builder in [Pool::builder().max_maps(0), Pool::builder().max_bytes(0)] {
        let pool: Pool = builder.build();
        use_map(&pool, 10);
        assert_eq!(pool.stats().idle_maps, 0);
    }
    let pool: Pool = Pool::builder().per_thread(0).build();
    use_map(&pool, 10);
    use_map(&pool, 10);
    assert_eq!((pool.stats().hits, pool.stats().far_hits), (1, 1));
}

/// Every map with bounds smaller than the number of threads finds its way, and the bounds hold at every moment.
#[test]
fn bounds_hold_among_threads() {
    const THREADS: u64 = 8;
    let pool: Pool = Pool::builder().max_maps(3).max_bytes(20_000).build();
    let stop = AtomicUsize::new(0);
    thread::scope(|scope| {
        let work = |thread| {
            let (pool, stop) = (&pool, &stop);
            move || {
                for round in 0..300 {
                    let both = (pool.take(), pool.take());
                    use_map(pool, (thread * 31 + round) % 200);
                    drop(both);
                }
                stop.fetch_add(1, Ordering::Relaxed);
            }
        };
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| scope.spawn(work(thread)))
            .collect();
        while stop.load(Ordering::Relaxed) < THREADS as usize {
            let (maps, bytes) = pool.budget.claimed();
            assert!(maps <= 3 && bytes <= 20_000);
            thread::yield_now();
        }
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap()); // as in `apart`
    });
    let stats = pool.stats();
    assert!(stats.idle_maps <= 3 && stats.idle_bytes <= 20_000);
    let dropped = stats.dropped_for_bytes + stats.dropped_for_count;
    assert_eq!(stats.hits + stats.misses, 3 * 300 * THREADS);
    assert_eq!(stats.returned + stats.unused + dropped, 3 * 300 * THREADS);
    pool.clear();
    assert_eq!(pool.budget.claimed(), (0, 0));
    assert_eq!((pool.stats().idle_maps, pool.stats().idle_bytes), (0, 0));
}

#[test]
fn maps_go_back_on_other_threads() {
    let pool = Pool::new();
    let (send, receive) = mpsc::channel::<PooledMap<'_, u64, u64>>();
    thread::scope(|scope| {
        let other = scope.spawn(|| receive.into_iter().for_each(drop)); // never takes, so all goes to the shared list
        for round in 0..100 {
            let mut map = pool.take();
            assert!(map.is_empty());
            map.insert(round, round);
            send.send(map).unwrap();
        }
        drop(send);
        other.join().unwrap(); // as in `apart`
    });
    let stats = pool.stats();
    assert_eq!((stats.returned, stats.hits + stats.misses), (100, 100));
    assert_eq!(
        (stats.far_hits, stats.idle_maps as u64),
        (stats.hits, stats.misses)
    );
    use_map(&pool, 1);
    assert_eq!(pool.stats().far_hits, stats.far_hits + 1);
}

#[test]
fn what_a_thread_left_is_found() {
    let pool: Pool = Pool::new();
    apart(|| use_map(&pool, 10));
    assert_eq!(pool.stats().idle_maps, 1);
    let (here, there) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            use_map(&pool, 10);
            here.wait(); // now a map waits at this thread, which lives on
            there.wait();
        });
        here.wait();
        let misses = pool.stats().misses;
        use_map(&pool, 10);
        assert_eq!(pool.stats().misses, misses, "another thread had one left");
        there.wait();
        other.join().unwrap(); // as in `apart`
    });
}

/// Only what a request uses of late counts: see the module's "Trimming".
#[test]
fn large_maps_are_trimmed() {
    let pool = Pool::new();
    use_map(&pool, 20);
    let small = pool.stats().idle_bytes;
    use_map(&pool, 100_000);
    let large = pool.stats().idle_bytes;
    assert!(large > 1_000 * small);
    for returns in 0..64 {
        use_map(&pool, 20);
        if pool.stats().idle_bytes < large {
            assert!(returns >= 31, "kept for at least 32 returns");
        }
    }
    let stats = pool.stats();
    assert_eq!((stats.trimmed, stats.idle_bytes), (1, small));
    assert_eq!((stats.misses, stats.idle_maps), (1, 1));
    for _ in 0..100 {
        use_map(&pool, 20);
    }
    assert_eq!(pool.stats().trimmed, 1);
}

#[test]
fn what_is_used_now_and_then_stays() {
    let pool = Pool::new();
    for round in 0..300 {
        use_map(&pool, if round % 30 == 0 { 10_000 } else { 20 });
    }
    assert_eq!((pool.stats().trimmed, pool.stats().misses), (0, 1));
}

/// Users who empty their maps themselves use them all the same: a map may be trimmed now and then, not each time.
#[test]
fn drained_maps_count_as_used_when_they_grew() {
    let pool = Pool::new();
    for _ in 0..320 {
        let mut map = pool.take();
        map.extend((0..5_000).map(|key| (key, key)));
        map.drain().for_each(drop);
    }
    assert!(pool.stats().trimmed <= 10);
}

#[test]
fn small_and_direct_maps_are_not_trimmed() {
    let pool = Pool::new();
    use_map(&pool, 192);
    let direct = MapPool::new();
    direct.put((0..=255u8).map(|key| (key, [key; 64])).collect());
    for _ in 0..200 {
        use_map(&pool, 1);
        direct.take().insert(1, [1; 64]);
    }
    assert_eq!((pool.stats().trimmed, direct.stats().trimmed), (0, 0));
    assert_eq!((pool.stats().misses, direct.stats().misses), (1, 0));
}

#[test]
fn a_user_who_panics_loses_the_map() {
    let pool = Pool::new();
    panics(|| {
        let mut map = pool.take();
        map.insert(1, 1);
        panic_quietly();
    });
    let stats = pool.stats();
    assert_eq!((stats.poisoned, stats.returned, stats.idle_maps), (1, 0, 0));
    use_map(&pool, 10);
    assert_eq!(pool.stats().misses, 2);
    // A panic that is caught before the guard goes is its user's affair; the map comes back clean.
    let mut map = pool.take();
    panics(|| {
        map.insert(1, 1);
        panic_quietly();
    });
    drop(map);
    assert_eq!((pool.stats().poisoned, pool.stats().returned), (1, 2));
    use_map(&pool, 10);
}

/// Drops that run because of a panic may use the pool as ever.
#[test]
fn maps_taken_while_unwinding_go_back() {
    struct UsesPool<'a>(&'a Pool);
    impl Drop for UsesPool<'_> {
        fn drop(&mut self) {
            use_map(self.0, 10);
        }
    }
    let pool = Pool::new();
    panics(|| {
        let _late = UsesPool(&pool);
        panic_quietly();
    });
    assert_eq!((pool.stats().poisoned, pool.stats().returned), (0, 1));
}

/// A value that panics when it is dropped, if it is told to.
struct Touchy(bool);

impl Drop for Touchy {
    fn drop(&mut self) {
        if self.0 {
            panic_quietly();
        }
    }
}

#[test]
fn entries_that_panic_when_dropped_lose_the_map() {
    for fatal in 0..20 {
        let pool = MapPool::new();
        pool.take().insert(0, Touchy(false));
        panics(|| {
            let mut map = pool.take();
            map.extend((0..20u64).map(|key| (key, Touchy(key == fatal))));
            drop(map);
        });
        let stats = pool.stats();
        assert_eq!((stats.poisoned, stats.idle_maps), (1, 0));
        assert!(pool.take().is_empty());
    }
}

/// Values whose drop uses the pool that is just clearing them.
#[test]
fn clearing_may_use_the_pool() {
    static POOL: LazyLock<MapPool<u8, Again>> = LazyLock::new(MapPool::new);
    struct Again(u8);
    impl Drop for Again {
        fn drop(&mut self) {
            if self.0 > 0 {
                POOL.take().insert(0, Again(self.0 - 1));
            }
        }
    }
    POOL.take().insert(0, Again(5));
    let stats = POOL.stats();
    assert_eq!((stats.returned, stats.idle_maps), (6, 4 + 2));
}

#[test]
fn leaked_guards_lose_their_map_and_no_more() {
    let pool: Pool = Pool::builder().max_maps(1).build();
    use_map(&pool, 10);
    std::mem::forget(pool.take());
    assert_eq!(pool.stats().idle_maps, 0);
    use_map(&pool, 10);
    assert_eq!((pool.stats().misses, pool.stats().idle_maps), (2, 1));
    let kept = PooledMap::into_inner(pool.take());
    assert_eq!((pool.stats().taken_out, pool.stats().idle_maps), (1, 0));
    pool.put(kept);
    assert_eq!((pool.stats().hits, pool.stats().idle_maps), (2, 1));
}

/// Guards in thread-local variables are dropped when the thread goes, with whatever is left of it.
#[test]
fn guards_may_outlive_their_threads_caches() {
    static POOL: Pool = Pool::new();
    thread_local! {
        static KEPT: RefCell<Option<PooledMap<'static, u64, u64>>> = const { RefCell::new(None) };
    }
    for _ in 0..4 {
        thread::spawn(|| {
            KEPT.with_borrow(|_| ()); // registered first, so dropped last
            let mut map = POOL.take();
            map.insert(1, 1);
            KEPT.set(Some(map));
        })
        .join()
        .unwrap();
    }
    let stats = POOL.stats();
    assert_eq!((stats.hits + stats.misses, stats.returned), (4, 4));
}

#[test]
fn entries_are_dropped_when_a_map_comes_back() {
    let (pool, value) = (MapPool::new(), Arc::new(()));
    let mut map = pool.take();
    map.extend((0..100u64).map(|key| (key, Arc::clone(&value))));
    assert_eq!(Arc::strong_count(&value), 101);
    drop(map);
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
fn memory_serves_maps_of_other_types() {
    let pool: MapPool<&'static str, u64> = MapPool::new();
    for round in 0..50u64 {
        let text: Vec<_> = (0..100).map(|i| std::format!("{round} {i}")).collect();
        let mut map = pool.take_for::<&str, u64>();
        map.extend(text.iter().zip(0..).map(|(key, i)| (key.as_str(), i)));
        map.check_invariants();
        assert_eq!(map.get(text[99].as_str()), Some(&99));
        drop(map);
        // An owned value in the memory of numbers, and a key that packs in the memory of one that is hashed by bytes.
        let mut owned = pool.take_for::<(u64, u64), Box<u64>>();
        owned.extend((0..100).map(|key| ((key, !key), Box::new(round))));
        owned.check_invariants();
        assert_eq!(*owned[&(99, !99)], round);
    }
    assert_eq!(pool.stats().misses, 1);
}

/// Overflow nodes and steps of growth are forgotten with the entries.
#[test]
fn a_map_may_come_back_in_the_middle_of_growth() {
    let pool: MapPool<u64, [u64; 25]> = MapPool::new();
    let mut map = pool.take();
    while !map.is_growing() {
        let key = map.len() as u64;
        map.insert(key, [0; 25]);
    }
    drop(map);
    let mut map = pool.take_for::<i64, [i64; 25]>();
    assert!(!map.is_growing() && map.capacity() > 0);
    map.check_invariants();
    map.extend((0..1_000).map(|key| (key, [key; 25])));
    map.check_invariants();
    assert_eq!(pool.stats().hits, 1);
}

#[test]
fn pools_and_guards_cross_threads() {
    fn check<T: Send + Sync>(_: &T) {}
    let pool: MapPool<u64, std::cell::Cell<u64>> = MapPool::new(); // `Send` is all that a pool needs
    check(&pool);
    let pool = Pool::new();
    check(&pool.take());
    check(&Pool::builder());
}
