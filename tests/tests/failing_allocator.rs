//! What asks for memory and may fail, fails well: with an allocator that refuses its n-th call, for every n, the answer is
//! an error or success, the map stays whole, and nothing leaks.
#![expect(unsafe_code, reason = "an allocator is implemented")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use map_core::{FastKey, FastMap, TryReserveError};

struct Refusing;

thread_local! {
    /// Calls until one is refused; none is while it is 0.
    static FUSE: Cell<usize> = const { Cell::new(0) };
    /// Bytes that are allocated and not given back.
    static HELD: Cell<isize> = const { Cell::new(0) };
}

fn refuses() -> bool {
    let left = FUSE.get();
    FUSE.set(left.saturating_sub(1));
    left == 1
}

fn hold(bytes: isize) {
    HELD.set(HELD.get() + bytes);
}

// SAFETY: all is handed to the system's allocator, save for the calls that are refused by a null pointer.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if refuses() {
            return std::ptr::null_mut();
        }
        hold(layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        hold(-(layout.size() as isize));
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(start, layout) }
    }

    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if refuses() {
            return std::ptr::null_mut();
        }
        hold(size as isize - layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { System.realloc(start, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Refusing = Refusing;

/// Runs `attempt` on maps of `len` entries with the n-th allocation refused, for every n until none is; gives how many
/// were.
fn refuse_each<K: FastKey>(
    len: u32,
    key: impl Fn(u32) -> K,
    attempt: impl Fn(&mut FastMap<K, u32>) -> Result<(), TryReserveError>,
) -> usize {
    let mut refused = 0;
    for fuse in 1.. {
        let before = HELD.get();
        let mut map: FastMap<K, u32> = FastMap::with_seed(1);
        for i in 0..len {
            map.insert(key(i), i);
        }
        let capacity = map.capacity();
        FUSE.set(fuse);
        let answer = attempt(&mut map);
        let unused = FUSE.replace(0) > 0;
        match answer {
            Ok(()) => {}
            Err(TryReserveError::AllocError { layout }) => {
                refused += 1;
                assert!(layout.size() > 0);
                assert!(map.capacity() >= capacity, "what was there is kept");
            }
            Err(other) => panic!("{other}"),
        }
        map.check_invariants();
        assert_eq!(map.len(), len as usize);
        assert!((0..len).all(|i| map.get(&key(i)) == Some(&i)));
        // It works on as if nothing had happened.
        map.insert(key(len), len);
        assert_eq!(map.remove(&key(len)), Some(len));
        map.check_invariants();
        drop(map);
        assert_eq!(HELD.get(), before, "fuse {fuse} leaks");
        if unused {
            break;
        }
    }
    refused
}

#[test]
fn reserving_fails_well() {
    let mut refused = 0;
    for len in [0, 1, 15, 16, 190, 1_000] {
        refused += refuse_each(len, u64::from, |map| map.try_reserve(500));
        refused += refuse_each(len, |i| i.to_string(), |map| map.try_reserve(5_000));
        refused += refuse_each(len, u64::from, |map| map.try_reserve(1));
    }
    for len in [0, 3] {
        refused += refuse_each(len, |i| i as u8, |map| map.try_reserve(1));
    }
    assert!(refused >= 30, "{refused} refusals seen");
}

/// Shrinking cannot fail: where memory is refused on the way, less is given back.
#[test]
fn shrinking_does_its_best() {
    for len in [1, 20, 200, 1_000] {
        refuse_each(len, u64::from, |map| {
            let fuse = FUSE.replace(0);
            map.reserve(10_000);
            FUSE.set(fuse);
            map.shrink_to_fit();
            Ok(())
        });
    }
}

#[test]
fn absurd_requests_are_errors() {
    let mut map: FastMap<u64, [u64; 8]> = FastMap::new();
    map.insert(1, [1; 8]);
    for request in [usize::MAX, usize::MAX - 1, usize::MAX / 2, usize::MAX / 64] {
        assert_eq!(
            map.try_reserve(request),
            Err(TryReserveError::CapacityOverflow)
        );
    }
    // More than the machine has, less than can be addressed.
    assert!(matches!(
        map.try_reserve(1 << 42),
        Err(TryReserveError::AllocError { .. })
    ));
    map.check_invariants();
    assert_eq!(map[&1], [1; 8]);
    let mut direct: FastMap<u8, u8> = FastMap::new();
    assert_eq!(
        direct.try_reserve(usize::MAX),
        Ok(()),
        "256 keys are all there are"
    );
}
