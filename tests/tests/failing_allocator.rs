//! What asks for memory and may fail, fails well: with an allocator that refuses its n-th call, for every n, the answer is
//! an error or success, the map stays whole, and nothing leaks.
#![expect(unsafe_code, reason = "an allocator is implemented")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use map_core::{FastKey, FastMap, TryReserveError};
use tests::hostile::{crafted, random};
use tests::values::Fuse;

struct Refusing;

thread_local! {
    /// Bytes that are allocated and not given back.
    static HELD: Cell<isize> = const { Cell::new(0) };
}

fn hold(bytes: isize) {
    HELD.set(HELD.get() + bytes);
}

// SAFETY: all is handed to the system's allocator, save for the calls that are refused by a null pointer.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if Fuse::Memory.blows() {
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
        if Fuse::Memory.blows() {
            return std::ptr::null_mut();
        }
        hold(size as isize - layout.size() as isize);
        // SAFETY: the caller's promise.
        unsafe { System.realloc(start, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Refusing = Refusing;

/// Runs `attempt` on maps of `len` entries with the n-th allocation refused, for every n until none is; gives what
/// was refused.
fn refuse_each<K: FastKey>(
    len: u32,
    key: impl Fn(u32) -> K,
    attempt: impl Fn(&mut FastMap<K, u32>) -> Result<(), TryReserveError>,
) -> Vec<Layout> {
    let mut refused = Vec::with_capacity(64); // no memory of its own is asked for below
    for fuse in 0.. {
        let before = HELD.get();
        let mut map: FastMap<K, u32> = FastMap::with_seed(1);
        for i in 0..len {
            map.insert(key(i), i);
        }
        let capacity = map.capacity();
        Fuse::Memory.arm(fuse);
        let answer = attempt(&mut map);
        let unused = Fuse::Memory.disarm();
        match answer {
            Ok(()) => {}
            Err(TryReserveError::AllocError { layout }) => {
                refused.push(layout);
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
    let mut refused = Vec::new();
    for len in [0, 1, 15, 16, 190, 1_000] {
        refused.extend(refuse_each(len, u64::from, |map| map.try_reserve(500)));
        let text = |i: u32| i.to_string();
        refused.extend(refuse_each(len, text, |map| map.try_reserve(5_000)));
        refused.extend(refuse_each(len, u64::from, |map| map.try_reserve(1)));
    }
    // All in one bucket, so that splitting it takes another node of overflow.
    let alike = crafted((0..).map(random), 1, 1 << 10, 46);
    for len in 16..45 {
        let key = |i| alike[i as usize];
        refused.extend(refuse_each(len, key, |map| map.try_reserve(500)));
    }
    for len in [0, 3] {
        refused.extend(refuse_each(len, |i| i as u8, |map| map.try_reserve(1)));
    }
    // Buckets are aligned as their tags are, overflow less.
    let overflow = refused.iter().filter(|layout| layout.align() < 16).count();
    assert!(
        refused.len() >= 50 && overflow > 0,
        "{} refusals seen, {overflow} of them of overflow",
        refused.len()
    );
}

/// Shrinking cannot fail: where memory is refused on the way, less is given back.
#[test]
fn shrinking_does_its_best() {
    for len in [1, 20, 200, 1_000] {
        refuse_each(len, u64::from, |map| {
            let left = Fuse::Memory.left();
            Fuse::Memory.disarm();
            map.reserve(10_000);
            if let Some(left) = left {
                Fuse::Memory.arm(left);
            }
            map.shrink_to_fit();
            Ok(())
        });
    }
}

/// A map that meets hostile keys, but is refused the memory to move to a new seed, goes on with the old one.
#[test]
fn taking_a_new_seed_does_its_best() {
    let hostile = crafted((0..).map(random), 1, 1 << 10, 46);
    let (mut refused, mut has_moved) = (0, false);
    for fuse in 0.. {
        let before = HELD.get();
        let mut map: FastMap<u64, String> = FastMap::with_seed(1);
        map.reserve(1_000);
        for key in &hostile {
            map.insert(*key, key.to_string());
        }
        let order: Vec<u64> = map.keys().copied().collect();
        Fuse::Memory.arm(fuse);
        map.insert(3, String::new());
        let unused = Fuse::Memory.disarm();
        map.check_invariants();
        assert_eq!(map.remove(&3).as_deref(), Some(""));
        let is_same_order = map.keys().eq(&order);
        assert!(hostile.iter().all(|key| map[key] == key.to_string()));
        drop((map, order));
        assert_eq!(HELD.get(), before, "fuse {fuse} leaks");
        if unused {
            has_moved = !is_same_order;
            break;
        }
        refused += 1;
        assert!(is_same_order, "without memory nothing moves");
    }
    assert!(has_moved, "with memory the seed is drawn anew");
    assert!(refused >= 3, "{refused} refusals seen");
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
