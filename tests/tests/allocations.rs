//! Lookups by borrowed views allocate nothing, whether they find the key or not.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use map_core::{EntryRef, FastMap, FastSet};
use tests::route::{Method, RouteKey, RouteKeyRef};

/// The system's allocator, with a count of calls for each thread.
struct Counting;

thread_local!(static CALLS: Cell<usize> = const { Cell::new(0) });

fn count() {
    // While a thread goes its counter is gone already.
    let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
}

#[expect(unsafe_code, reason = "an allocator can be written in no other way")]
// SAFETY: every call is passed on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller's promise.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often `work` allocates.
fn allocations<R>(work: impl FnOnce() -> R) -> usize {
    let before = CALLS.get();
    std::hint::black_box(work());
    CALLS.get() - before
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(borrow)]
enum Resource {
    User(String),
    File { owner: u32, path: Vec<u8> },
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Name(String);

fn name(i: usize) -> String {
    format!("{}{i}", "/a-part-of-a-path".repeat(i % 4))
}

const ENTRIES: usize = 1_000;

#[test]
fn the_count_counts() {
    assert_eq!(allocations(|| Box::new(1)), 1);
    assert_eq!(allocations(|| vec![0u8; 100]), 1);
    assert_eq!(allocations(|| 1 + 1), 0);
}

#[test]
fn views_of_structs() {
    let mut map: FastMap<RouteKey, usize> = FastMap::new();
    for i in 0..ENTRIES {
        let (method, path) = (Method::Get, name(i));
        map.insert(RouteKey { method, path }, i);
    }
    for i in 0..ENTRIES {
        let path = name(i);
        let there = RouteKeyRef {
            method: &Method::Get,
            path: &path,
        };
        let missing = RouteKeyRef {
            method: &Method::Post,
            ..there
        };
        assert_eq!(allocations(|| assert_eq!(map.get(&there), Some(&i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.get(&missing), None)), 0);
        assert_eq!(allocations(|| assert!(map.contains_key(&there))), 0);
        assert_eq!(allocations(|| assert!(!map.contains_key(&missing))), 0);
        let entry = |map: &mut FastMap<RouteKey, usize>| match map.entry_ref(&there) {
            EntryRef::Occupied(mut entry) => *entry.get_mut() += 1,
            EntryRef::Vacant(_) => panic!("it is there"),
        };
        assert_eq!(allocations(|| entry(&mut map)), 0);
        assert_eq!(allocations(|| *map.entry_ref(&there).or_insert(0) -= 1), 0);
        let is_vacant = |entry| matches!(entry, EntryRef::Vacant(_));
        assert_eq!(
            allocations(|| assert!(is_vacant(map.entry_ref(&missing)))),
            0
        );
        assert_eq!(allocations(|| assert_eq!(map.remove(&missing), None)), 0);
        assert_eq!(allocations(|| assert_eq!(map.remove(&there), Some(i))), 0);
    }
    assert!(map.is_empty());
}

#[test]
fn views_of_enums() {
    let mut map: FastMap<Resource, usize> = FastMap::new();
    for i in 0..ENTRIES {
        map.insert(Resource::User(name(i)), i);
        let (owner, path) = (7, name(i).into_bytes());
        map.insert(Resource::File { owner, path }, i);
    }
    for i in 0..ENTRIES {
        let path = name(i);
        let (user, file, missing) = (
            ResourceRef::User(&path),
            ResourceRef::File {
                owner: 7,
                path: path.as_bytes(),
            },
            ResourceRef::File {
                owner: 8,
                path: path.as_bytes(),
            },
        );
        assert_eq!(allocations(|| assert_eq!(map.get(&user), Some(&i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.get(&file), Some(&i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.get(&missing), None)), 0);
        assert_eq!(allocations(|| *map.entry_ref(&file).or_insert(0) += 0), 0);
        assert_eq!(allocations(|| assert_eq!(map.remove(&user), Some(i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.remove(&missing), None)), 0);
    }
}

#[test]
fn text_and_its_newtypes() {
    let mut map: FastMap<Name, usize> = (0..ENTRIES).map(|i| (Name(name(i)), i)).collect();
    let mut set: FastSet<String> = (0..ENTRIES).map(name).collect();
    for i in 0..ENTRIES {
        let (there, missing) = (name(i), name(i + ENTRIES));
        let (there, missing) = (there.as_str(), missing.as_str());
        assert_eq!(allocations(|| assert_eq!(map.get(there), Some(&i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.get(missing), None)), 0);
        assert_eq!(
            allocations(|| map.entry_ref(there).and_modify(|i| *i += 0).key_is_there()),
            0
        );
        assert_eq!(
            allocations(|| set.get_or_insert_with(there, str::to_owned).len()),
            0
        );
        assert_eq!(
            allocations(|| assert!(set.remove(there) && !set.remove(missing))),
            0
        );
        assert_eq!(allocations(|| assert_eq!(map.remove(there), Some(i))), 0);
        assert_eq!(allocations(|| assert_eq!(map.remove(missing), None)), 0);
    }
}

trait IsThere {
    fn key_is_there(self) -> bool;
}

impl<K, V> IsThere for EntryRef<'_, '_, K, str, V> {
    fn key_is_there(self) -> bool {
        matches!(self, EntryRef::Occupied(_))
    }
}
