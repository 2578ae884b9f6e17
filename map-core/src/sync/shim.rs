//! The primitives under the maps: the real ones, or under `--cfg loom` those that loom explores.
//!
//! The models are of [`SyncMap`](super::SyncMap), the only map that does anything without a lock, so the readers-writer
//! locks of the others are always real.

pub(super) use parking_lot::RwLock;

#[cfg(not(loom))]
pub(super) use real::{AtomicBool, AtomicPtr, Mutex, MutexGuard};

#[cfg(loom)]
pub(super) use explored::{AtomicBool, AtomicPtr, Mutex, MutexGuard};

#[cfg(not(loom))]
mod real {
    pub(in super::super) use core::sync::atomic::{AtomicBool, AtomicPtr};
    pub(in super::super) use parking_lot::{Mutex, MutexGuard};
}

#[cfg(loom)]
mod explored {
    pub(in super::super) use loom::sync::MutexGuard;
    pub(in super::super) use loom::sync::atomic::{AtomicBool, AtomicPtr};

    /// loom's mutex, called as parking_lot's is.
    pub(in super::super) struct Mutex<T>(loom::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub(in super::super) fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }

        pub(in super::super) fn lock(&self) -> MutexGuard<'_, T> {
            self.0.lock().expect("no model panics under a lock")
        }

        pub(in super::super) fn get_mut(&mut self) -> &mut T {
            self.0.get_mut().expect("no model panics under a lock")
        }
    }
}
