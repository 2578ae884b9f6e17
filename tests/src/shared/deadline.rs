//! What may wait for ever is tested in a thread of its own.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Far more than anything takes that does not wait for ever.
const DEADLINE: Duration = Duration::from_mins(8);

/// Runs `work` in another thread and gives what it gives.
///
/// # Panics
/// With `work`, and where it does not end.
pub fn in_time<R: Send + 'static>(what: &str, work: impl FnOnce() -> R + Send + 'static) -> R {
    let (sender, receiver) = channel();
    let thread = thread::spawn(move || {
        let result = work();
        let _ = sender.send(());
        result
    });
    if receiver.recv_timeout(DEADLINE) == Err(RecvTimeoutError::Timeout) {
        panic!("{what}: a deadlock, for nothing came of it in {DEADLINE:?}");
    }
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}
