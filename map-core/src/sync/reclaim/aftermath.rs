//! Panics of what is reclaimed.

use core::cell::Cell;
use core::mem::ManuallyDrop;
use std::thread_local;

use crate::panics::{FirstPanic, Payload, resume};

thread_local! {
    /// The first panic of what this thread is reclaiming. Nothing is registered to drop it, so that it is there for
    /// destructors of the thread's other locals; an [`Aftermath`] always takes it.
    static LATER: Cell<Option<ManuallyDrop<Payload>>> = const { Cell::new(None) };
}

/// Runs what drops something that was reclaimed, and keeps its first panic for the [`Aftermath`].
pub(super) fn contain(reclaim: impl FnOnce(&mut FirstPanic)) {
    // Taken out: what is dropped may use maps itself, whose panics are not those of what went before it.
    let mut panics = FirstPanic::after(LATER.take().map(ManuallyDrop::into_inner));
    reclaim(&mut panics);
    LATER.set(panics.into_payload().map(ManuallyDrop::new));
}

/// Dropped after what reclaims: goes on with a panic that was kept meanwhile.
pub(super) struct Aftermath;

impl Drop for Aftermath {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(payload) = LATER.take() {
            resume(ManuallyDrop::into_inner(payload));
        }
    }
}
