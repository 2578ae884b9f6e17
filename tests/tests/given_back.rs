//! What `SyncMap::clear` promises about memory, by counts of bytes: it is given back at once, or by the last that is in the
//! map at that moment.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::channel;
use std::sync::{Barrier, Mutex, MutexGuard, PoisonError};
use std::thread;

use map_core::sync::SyncMap;

struct Counting;

/// Bytes that are allocated and not given back, by all threads.
static HELD: AtomicUsize = AtomicUsize::new(0);

#[expect(unsafe_code, reason = "an allocator can be written in no other way")]
// SAFETY: every call is passed on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes of a value: much more than all else that is allocated here.
const VALUE: usize = 4 << 20;

fn value(n: u64) -> Vec<u8> {
    vec![n as u8; VALUE]
}

/// Whole values that are held more than at its making. There is one at a time, as the count is that of all threads.
struct Values {
    before: usize,
    _alone: MutexGuard<'static, ()>,
}

impl Values {
    fn start() -> Values {
        static ALONE: Mutex<()> = Mutex::new(());
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Values {
            before: HELD.load(Relaxed),
            _alone,
        }
    }

    fn held(&self) -> usize {
        let more = HELD.load(Relaxed).saturating_sub(self.before);
        (more + VALUE / 2) / VALUE
    }
}

/// 20 keys: some in both tables, some in one, some replaced, deleted or expunged before.
fn filled() -> SyncMap<u64, Vec<u8>> {
    let map = SyncMap::new();
    (0..8).for_each(|n| map.store(n, value(n)));
    map.range(|_, _| true);
    (0..4).for_each(|n| assert!(map.delete(&n)));
    (8..20).for_each(|n| map.store(n, value(n)));
    (0..3).for_each(|n| map.store(n, value(n)));
    (6..10).for_each(|n| map.store(n, value(n)));
    map
}

#[test]
fn clear_gives_back_at_once() {
    let values = Values::start();
    let map = filled();
    assert!(values.held() >= 19);
    map.clear();
    assert_eq!(values.held(), 0);
    // What is in the read-only table only.
    let map = SyncMap::from_iter((0..20).map(|n| (n, value(n))));
    assert_eq!(values.held(), 20);
    map.clear();
    assert_eq!(values.held(), 0);
    // What was taken out before.
    map.store(1, value(1));
    map.range(|_, _| true);
    assert!(map.delete(&1));
    map.clear();
    assert_eq!(values.held(), 0);
    map.clear();
    map.store(1, value(1));
    assert_eq!((map.len(), values.held()), (1, 1));
}

/// Tables are given back too, with the keys that are in them still.
#[test]
fn clear_gives_tables_back() {
    let values = Values::start();
    let map: SyncMap<u64, u64> = (0..300_010).map(|n| (n, n)).collect();
    map.retain(|key, _| *key < 3);
    assert!(values.held() > 0);
    map.clear();
    assert_eq!(values.held(), 0);
    assert_eq!(map.stats().read_len + map.stats().dirty_len, 0);
}

#[test]
fn clear_within_a_closure_gives_back_after_it() {
    let values = Values::start();
    let map = filled();
    map.range(|_, value| {
        map.clear();
        assert_eq!(value.len(), VALUE); // still to be read
        false
    });
    assert_eq!((map.len(), values.held()), (0, 0));
}

/// More readers than a batch of what is retired has places by itself.
#[test]
fn readers_keep_it_until_the_last_leaves() {
    const READERS: usize = 50;
    let values = Values::start();
    let map = filled();
    let here = Barrier::new(READERS + 1);
    thread::scope(|scope| {
        let mut leave = Vec::new();
        for _ in 0..READERS {
            let (sender, receiver) = channel::<()>();
            let (map, here) = (&map, &here);
            let reader = scope.spawn(move || {
                map.get_with(&12, |value| {
                    here.wait();
                    let _ = receiver.recv();
                    assert!(value.iter().step_by(4_096).all(|byte| *byte == 12));
                });
            });
            leave.push((sender, reader));
        }
        here.wait();
        map.clear();
        assert!(map.is_empty());
        let (sender, last) = leave.pop().expect("there are many");
        for (sender, reader) in leave {
            drop(sender);
            reader.join().expect("a reader sees its value");
        }
        assert!(values.held() >= 1, "the last one reads it");
        drop(sender);
        last.join().expect("a reader sees its value");
    });
    assert_eq!(values.held(), 0);
}
