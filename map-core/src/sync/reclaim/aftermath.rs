//! Panics of what is reclaimed.

use core::cell::Cell;
use core::mem::ManuallyDrop;
use std::thread_local;

use crate::panics::{FirstPanic, Payload, resume};

/// Puts something in the place of the first panic of what this thread is reclaiming, which is given.
#[inline(always)]
fn replace_later(later: Option<Payload>) -> Option<Payload> {
    thread_local! {
        /// Nothing is registered to drop it, so that it is there for destructors of the thread's other locals; an
        /// [`Aftermath`] always takes it.
        static LATER: Cell<Option<ManuallyDrop<Payload>>> = const { Cell::new(None) };
    }
    let before = LATER.replace(later.map(ManuallyDrop::new));
    before.map(ManuallyDrop::into_inner)
}

/// Runs what drops something that was reclaimed, and keeps its first panic for the [`Aftermath`].
pub(super) fn contain(reclaim: impl FnOnce(&mut FirstPanic)) {
    // Taken out: what is dropped may use maps itself, whose panics are not those of what went before it.
    let mut panics = FirstPanic::after(replace_later(None));
    reclaim(&mut panics);
    replace_later(panics.into_payload());
}

/// Dropped after what reclaims: goes on with a panic that was kept meanwhile.
pub(super) struct Aftermath;

impl Drop for Aftermath {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(payload) = replace_later(None) {
            resume(payload);
        }
    }
}
