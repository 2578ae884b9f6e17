//! What retires and when that is dropped: `seize`'s bookkeeping.
//!
//! Under `--cfg loom` pointers are those that loom explores, and what is retired is dropped with the domain: the models
//! are of what the map does with its entries, and `seize` is tested where it lives.

#[cfg(loom)]
pub(super) use at_the_end::{Collector, Context, Guard};
#[cfg(not(loom))]
pub(super) use by_seize::{Collector, Context, Guard};

#[cfg(not(loom))]
mod by_seize {
    use core::ptr::NonNull;
    use core::sync::atomic::AtomicPtr;
    use core::sync::atomic::Ordering::SeqCst;

    use seize::Guard as _;

    pub(in super::super) use seize::Collector as Context;

    pub(in super::super) struct Collector(seize::Collector);

    pub(in super::super) struct Guard<'a>(seize::LocalGuard<'a>);

    impl Collector {
        pub(in super::super) fn new() -> Collector {
            Collector(seize::Collector::new())
        }

        #[inline(always)]
        pub(in super::super) fn pin(&self) -> Guard<'_> {
            Guard(self.0.enter())
        }
    }

    impl Guard<'_> {
        /// Loads a pointer in the way that keeps what it points to from being dropped.
        #[inline(always)]
        pub(in super::super) fn load<T>(&self, pointer: &AtomicPtr<T>) -> *mut T {
            self.0.protect(pointer, SeqCst)
        }

        /// Calls `drop` once all pins are gone that there are.
        ///
        /// # Safety
        /// Then `drop` may be called, by any thread, and only who pinned before can still find what it drops.
        pub(in super::super) unsafe fn retire<T>(
            &self,
            value: *mut T,
            drop: unsafe fn(*mut T, &Context),
        ) {
            // SAFETY: promised by the caller.
            unsafe { self.0.defer_retire(value, drop) };
        }

        /// Has what this thread retired dropped once all pins are gone that there are, and does not wait for more to be
        /// retired.
        pub(in super::super) fn flush(&self) {
            // Whoever is pinned is told by a retired thing of its own, so there must be enough of them.
            for _ in 0..FLUSHED_PINS {
                // SAFETY: nothing is done with the pointer.
                unsafe {
                    self.0
                        .defer_retire(NonNull::<()>::dangling().as_ptr(), drop_nothing)
                };
            }
            self.0.flush();
        }
    }

    /// Pins of other threads that a flush can tell.
    const FLUSHED_PINS: usize = 64;

    /// # Safety
    /// None is needed.
    unsafe fn drop_nothing(_: *mut (), _: &Context) {}
}

#[cfg(loom)]
mod at_the_end {
    use core::mem;
    use core::sync::atomic::Ordering::SeqCst;
    use std::sync::Mutex;
    use std::vec::Vec;

    use loom::sync::atomic::AtomicPtr;

    pub(in super::super) struct Context;

    /// What was retired, and what drops it. Not loom's mutex: it is no step of the map's.
    pub(in super::super) struct Collector(Mutex<Vec<(*mut (), DropFn)>>);

    type DropFn = unsafe fn(*mut (), &Context);

    pub(in super::super) struct Guard<'a>(&'a Collector);

    impl Collector {
        pub(in super::super) fn new() -> Collector {
            Collector(Mutex::new(Vec::new()))
        }

        pub(in super::super) fn pin(&self) -> Guard<'_> {
            Guard(self)
        }
    }

    impl Guard<'_> {
        pub(in super::super) fn load<T>(&self, pointer: &AtomicPtr<T>) -> *mut T {
            pointer.load(SeqCst)
        }

        /// # Safety
        /// Once all pins are gone `drop` may be called.
        pub(in super::super) unsafe fn retire<T>(
            &self,
            value: *mut T,
            drop: unsafe fn(*mut T, &Context),
        ) {
            // SAFETY: functions that take pointers to sized types are called alike.
            let drop: DropFn = unsafe { mem::transmute(drop) };
            let mut retired = self.0.0.lock().expect("nothing panics under this lock");
            retired.push((value.cast(), drop));
        }

        pub(in super::super) const fn flush(&self) {}
    }

    impl Drop for Collector {
        fn drop(&mut self) {
            let retired = self.0.get_mut().expect("nothing panics under this lock");
            for (value, drop) in retired.drain(..) {
                // SAFETY: the pins borrowed the collector, so there are none.
                unsafe { drop(value, &Context) };
            }
        }
    }
}
