//! Inspection accounts for every byte that a map holds: for those of the allocator, which is made to count, and on Linux
//! for those that are mapped, by which the process has grown, to the page.
//!
//! It has a `main` of its own: a test harness would allocate beside it. The allocator hands out parts of a static, and the
//! work is done in a thread, whose stack does not grow, so that only maps change the size of the process.
#![expect(unsafe_code, reason = "an allocator is implemented")]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use map_core::inspect::Inspection;
use map_core::{FastKey, FastMap};

/// Tags, slots and overflow.
const REGIONS: usize = 3;

/// At most.
const PAGE: usize = if cfg!(target_arch = "x86_64") {
    4 << 10
} else {
    64 << 10
};

const ARENA_BYTES: usize = 256 << 20;

/// Hands out memory that nobody else has, and never takes it back.
struct Arena {
    memory: UnsafeCell<[u8; ARENA_BYTES]>,
    used: AtomicUsize,
    held: AtomicUsize,
}

// SAFETY: each part is handed out once.
unsafe impl Sync for Arena {}

// SAFETY: parts do not overlap, for `used` only grows, and are aligned and as long as asked for.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = self.memory.get().cast::<u8>();
        let room = layout.size() + layout.align();
        let used = self.used.fetch_add(room, Relaxed);
        if used + room > ARENA_BYTES {
            return std::ptr::null_mut();
        }
        self.held.fetch_add(layout.size(), Relaxed);
        // SAFETY: the part ends within the static.
        unsafe {
            let part = start.add(used);
            part.add(part.align_offset(layout.align()))
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, layout: Layout) {
        self.held.fetch_sub(layout.size(), Relaxed);
    }
}

#[global_allocator]
static ARENA: Arena = Arena {
    memory: UnsafeCell::new([0; ARENA_BYTES]),
    used: AtomicUsize::new(0),
    held: AtomicUsize::new(0),
};

/// Bytes of the process's address space, where that can be asked.
fn process_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmSize:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Checks the bytes of the map that `make` makes, and gives what was seen and how many of them are mapped.
fn account<K: FastKey, V>(make: impl FnOnce() -> FastMap<K, V>) -> (Inspection, usize) {
    let process_before = process_bytes();
    let held_before = ARENA.held.load(Relaxed);
    let map = make();
    let held = ARENA.held.load(Relaxed) - held_before;
    let process_after = process_bytes();

    let seen = map.inspect();
    assert_eq!(seen.bytes.total(), map.allocation_size());
    let mapped = seen.bytes.total() - held;
    match process_before.zip(process_after) {
        Some((before, after)) if cfg!(target_os = "linux") => {
            // The kernel rounds the length of each region up to whole pages.
            let (grown, rounded) = (after - before, mapped..mapped + REGIONS * PAGE);
            assert!(
                rounded.contains(&grown),
                "{grown} not in {rounded:?}: {seen}"
            );
        }
        _ => assert_eq!(mapped, 0, "nothing is mapped elsewhere: {seen}"),
    }

    drop(map);
    assert_eq!(process_bytes(), process_before, "all of it is given back");
    (seen, mapped)
}

fn filled<K: FastKey, V: Copy>(
    mut map: FastMap<K, V>,
    keys: impl IntoIterator<Item = K>,
    value: V,
) -> FastMap<K, V> {
    for key in keys {
        map.insert(key, value);
    }
    map
}

fn main() {
    let test = std::thread::spawn(every_byte_is_accounted_for);
    test.join().expect("every byte is accounted for");
}

fn every_byte_is_accounted_for() {
    account(FastMap::<u64, u64>::new);
    for len in [1, 15, 16, 100, 2_000, 20_000] {
        account(|| filled(FastMap::new(), 0..len as u64, 0u8));
        account(|| filled(FastMap::with_seed(1), 0..len as u32, ()));
        account(|| filled(FastMap::new(), (0..len as u128).map(|i| i << 70), 0u64));
    }
    account(|| filled(FastMap::new(), 0..=255u8, 7u64));
    account(|| filled(FastMap::new(), [true], [0u8; 300]));
    account(|| {
        let mut map = filled(FastMap::new(), 0..5_000u64, 0u64);
        map.retain(|key, _| *key < 3);
        map.shrink_to_fit();
        map
    });

    // So large that all of it is mapped, before anything is in it.
    let (reserved, mapped) = account(|| FastMap::<u32, ()>::with_capacity(3 << 20));
    assert_eq!((reserved.count, reserved.b), (0, Some(18)));
    assert_eq!(reserved.bytes.slots, 0);
    if cfg!(target_os = "linux") {
        assert_eq!(mapped, reserved.bytes.total());
    }

    // From before growth until after it, which has slots of 4 MiB mapped.
    let stages = [6_144, 6_145, 6_500, 7_000, 12_000].map(|len| {
        let map = || filled(FastMap::with_capacity(6_144), 0..len, [0u64; 31]);
        account(map).0.growing
    });
    assert_eq!((stages[0], stages[1], stages[4]), (false, true, false));

    // Half-way through the growth of a table that has been mapped before.
    let len = 65_536 * 12 + 1;
    let map = || filled(FastMap::with_capacity(len as usize - 1), 0..len, ());
    let (seen, _) = account(map);
    assert!(
        seen.growing && seen.evacuated > 0 && seen.bytes.old_buckets > 0,
        "{seen}"
    );
}
