//! What is done with values of the user's whose `Drop` panics: the others are dropped all the same.

use std::any::Any;
use std::boxed::Box;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;
#[cfg(feature = "sync")]
use std::vec::Vec;

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

    /// Drops all values, in order.
    pub(crate) fn drop_each<T>(&mut self, mut values: impl Iterator<Item = T>) {
        while !self.catch(|| values.by_ref().for_each(drop)) {}
    }

    /// Whether there was none.
    #[cfg(feature = "pool")]
    pub(crate) const fn is_none(&self) -> bool {
        self.0.is_none()
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
#[cfg(feature = "sync")]
pub(crate) fn drop_each<T>(values: impl Iterator<Item = T>) {
    let mut panics = FirstPanic::none();
    panics.drop_each(values);
    panics.resume();
}

/// Values that are all dropped, also where dropping some panics, and also while another panic unwinds.
#[cfg(feature = "sync")]
pub(crate) struct DropAll<T>(pub(crate) Vec<T>);

#[cfg(feature = "sync")]
impl<T> DropAll<T> {
    pub(crate) fn into_inner(mut self) -> Vec<T> {
        mem::take(&mut self.0)
    }
}

#[cfg(feature = "sync")]
impl<T> Drop for DropAll<T> {
    fn drop(&mut self) {
        drop_each(mem::take(&mut self.0).into_iter());
    }
}
