//! Which blocks of memory a run has not given back. An allocator counts better than LeakSanitizer here: it knows where a run
//! begins and ends, misses nothing for an old pointer somewhere, and leaves what was leaked on purpose to whoever did.
#![allow(unsafe_code, reason = "an allocator can be written in no other way")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::mem::{self, ManuallyDrop};

type Blocks = HashMap<*mut u8, Layout, BuildHasherDefault<DefaultHasher>>;

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    // Without a destructor, which would have to be registered while memory is asked for.
    static BLOCKS: RefCell<ManuallyDrop<Blocks>> =
        const { RefCell::new(ManuallyDrop::new(HashMap::with_hasher(BuildHasherDefault::new()))) };
}

/// The system's allocator, with a list of the blocks that watched threads have.
struct Watching;

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// Changes the list of a watched thread. The list's own blocks are not on it.
fn note(change: impl FnOnce(&mut Blocks)) {
    if WATCHED.get() {
        BLOCKS.with(|blocks| {
            if let Ok(mut blocks) = blocks.try_borrow_mut() {
                change(&mut blocks);
            }
        });
    }
}

fn note_new(block: *mut u8, layout: Layout) -> *mut u8 {
    if !block.is_null() {
        note(|blocks| {
            blocks.insert(block, layout);
        });
    }
    block
}

fn note_gone(block: *mut u8) {
    note(|blocks| {
        blocks.remove(&block);
    });
}

// SAFETY: every call is passed on as it is.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        note_new(unsafe { System.alloc(layout) }, layout)
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        note_new(unsafe { System.alloc_zeroed(layout) }, layout)
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise.
        let moved = unsafe { System.realloc(block, layout, size) };
        if !moved.is_null() {
            note_gone(block);
            // SAFETY: the caller's promise is that the new size makes a layout with the old alignment.
            note_new(moved, unsafe {
                Layout::from_size_align_unchecked(size, layout.align())
            });
        }
        moved
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        note_gone(block);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Watches this thread from now on.
pub fn watch() {
    WATCHED.set(true);
}

/// Watches no more, and frees the blocks that this thread has asked for meanwhile and not given back: how many they are.
///
/// # Safety
/// They are not used any more.
pub unsafe fn free_rest() -> usize {
    WATCHED.set(false);
    let blocks = BLOCKS.with_borrow_mut(|blocks| mem::take(&mut **blocks));
    for (block, layout) in &blocks {
        // SAFETY: it came from the system's allocator with this layout, was not freed, and the caller promises that nobody
        // misses it.
        unsafe { System.dealloc(*block, *layout) };
    }
    blocks.len()
}

/// Tells LeakSanitizer, which would take for a mistake what is leaked on purpose, and is replaced by the above.
#[cfg(fuzzing)]
#[unsafe(no_mangle)]
pub extern "C" fn __lsan_is_turned_off() -> i32 {
    1
}
