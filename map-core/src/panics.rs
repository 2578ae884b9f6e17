//! What is done with values of the user's whose `Drop` panics: the others are dropped all the same.

use std::any::Any;
use std::boxed::Box;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

/// What a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// The first panic of several steps, all of which are taken.
#[must_use = "a panic that was caught goes on"]
pub(crate) struct FirstPanic(Option<Payload>);

impl FirstPanic {
    pub(crate) const fn none() -> FirstPanic {
        FirstPanic(None)
    }

    /// After one that there was, or was not.
    #[cfg(feature = "sync")]
    pub(crate) const fn after(earlier: Option<Payload>) -> FirstPanic {
        FirstPanic(earlier)
    }

    /// Takes a step, and says whether it was taken to its end.
    pub(crate) fn catch(&mut self, step: impl FnOnce()) -> bool {
        match catch_unwind(AssertUnwindSafe(step)) {
            Ok(()) => true,
            Err(payload) => {
                self.add(payload);
                false
            }
        }
    }

    fn add(&mut self, payload: Payload) {
        if self.0.is_none() {
            self.0 = Some(payload);
        } else {
            discard(payload);
        }
    }

    #[cfg(feature = "sync")]
    pub(crate) fn into_payload(self) -> Option<Payload> {
        self.0
    }

    /// Goes on with the panic, if there was one.
    pub(crate) fn resume(self) {
        if let Some(payload) = self.0 {
            resume(payload);
        }
    }
}

/// Goes on with a panic that was caught; with none where the thread unwinds already, which two would abort.
#[cold]
pub(crate) fn resume(payload: Payload) {
    if thread::panicking() {
        discard(payload);
    } else {
        resume_unwind(payload);
    }
}

/// Drops what a panic carries, which may panic itself.
#[cold]
fn discard(payload: Payload) {
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(again);
    }
}

/// Drops all values, in order.
///
/// # Panics
/// With the first that panics, after the last is dropped.
pub(crate) fn drop_each<T>(mut values: impl Iterator<Item = T>) {
    let mut panics = FirstPanic::none();
    while !panics.catch(|| values.by_ref().for_each(drop)) {}
    panics.resume();
}
