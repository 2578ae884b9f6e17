//! What was assigned, for tests.

use std::any::type_name;
use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use equivalent::Equivalent;
use tracing::subscriber::{DefaultGuard, set_default};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

use super::{ASSIGN, Assign, Operation, only};
use crate::key::FastKey;
use crate::key::describe::Described;

/// A record of what this thread assigns in maps with keys of type `K`, from [`start`](Recorder::start) until it is
/// dropped.
///
/// Other threads are not heard, so tests that run side by side do not disturb one another. While a thread has recorders
/// they are its subscriber, in the place of any other; it may have several.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use map_core::{FastMap, trace::Recorder};
///
/// #[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
/// struct UserId(u64);
///
/// let mut logins = FastMap::from([(UserId(1), 10)]);
///
/// let recorder = Recorder::<UserId>::start();
/// logins.insert(UserId(1), 11);
/// *logins.entry(UserId(2)).or_default() += 1;
///
/// recorder.assert_overwritten(&UserId(1));
/// recorder.assert_inserted(&UserId(2));
/// recorder.assert_untouched(&UserId(3));
/// assert_eq!(recorder.assigns().len(), 2);
/// # }
/// ```
pub struct Recorder<K: ?Sized> {
    log: Rc<Log>,
    key: PhantomData<fn(&K)>,
}

/// Assigns of one key type.
struct Log {
    key_type: &'static str,
    assigns: RefCell<Vec<Assign>>,
}

/// The recorders of a thread, and their place as its subscriber while there are any.
struct Thread {
    logs: Vec<Rc<Log>>,
    subscribed: Option<DefaultGuard>,
}

thread_local! {
    static THREAD: RefCell<Thread> = const { RefCell::new(Thread { logs: Vec::new(), subscribed: None }) };
}

impl<K: ?Sized> Recorder<K> {
    /// Starts to record.
    #[must_use = "a recorder records until it is dropped"]
    pub fn start() -> Recorder<K> {
        let log = Rc::new(Log {
            key_type: type_name::<K>(),
            assigns: RefCell::default(),
        });
        THREAD.with_borrow_mut(|thread| {
            thread.logs.push(Rc::clone(&log));
            thread.subscribed.get_or_insert_with(|| {
                let layer = Record.with_filter(only(ASSIGN));
                set_default(Registry::default().with(layer))
            });
        });
        Recorder {
            log,
            key: PhantomData,
        }
    }

    /// Returns what was recorded so far, in order.
    #[must_use]
    pub fn assigns(&self) -> Vec<Assign> {
        self.log.assigns.borrow().clone()
    }

    /// Forgets what was recorded so far.
    pub fn forget(&self) {
        self.log.assigns.borrow_mut().clear();
    }

    /// Asserts that `key` was inserted as a new key.
    ///
    /// # Panics
    /// Panics if it was not; the message has all that was recorded.
    #[track_caller]
    pub fn assert_inserted<Q>(&self, key: &Q)
    where
        K: Sized,
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let done = self.done_to(key).contains(&Operation::Insert);
        assert!(done, "{}", self.complain(key, "was not inserted"));
    }

    /// Asserts that `key` was there and got another value.
    ///
    /// # Panics
    /// Panics if it did not; the message has all that was recorded.
    #[track_caller]
    pub fn assert_overwritten<Q>(&self, key: &Q)
    where
        K: Sized,
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let done = self.done_to(key).contains(&Operation::Overwrite);
        assert!(done, "{}", self.complain(key, "was not overwritten"));
    }

    /// Asserts that `key` was neither inserted nor overwritten. Removals, and changes through a reference, are no
    /// assigns.
    ///
    /// # Panics
    /// Panics if it was; the message has all that was recorded.
    #[track_caller]
    pub fn assert_untouched<Q>(&self, key: &Q)
    where
        K: Sized,
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let untouched = self.done_to(key).is_empty();
        assert!(untouched, "{}", self.complain(key, "was assigned"));
    }

    fn done_to<Q>(&self, key: &Q) -> Vec<Operation>
    where
        K: Sized,
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        let to_key = |assign: &Assign| assign.is::<K, Q>(key).then_some(assign.operation);
        self.log
            .assigns
            .borrow()
            .iter()
            .filter_map(to_key)
            .collect()
    }

    fn complain<Q: FastKey + ?Sized>(&self, key: &Q, what: &str) -> String {
        let assigns = self.log.assigns.borrow();
        let mut text = format!("key {} of {} {what}; ", Described(key), self.log.key_type);
        if assigns.is_empty() {
            return text + "nothing was assigned";
        }
        text += "recorded:";
        for assign in assigns.iter() {
            text += &format!("\n  {assign}");
        }
        text
    }
}

impl<K: ?Sized> Drop for Recorder<K> {
    fn drop(&mut self) {
        // Where the thread ends its subscriber goes by itself.
        let _ = THREAD.try_with(|thread| {
            let mut thread = thread.borrow_mut();
            thread.logs.retain(|log| !Rc::ptr_eq(log, &self.log));
            if thread.logs.is_empty() {
                thread.subscribed = None;
            }
        });
    }
}

impl<K: ?Sized> fmt::Debug for Recorder<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("key_type", &self.log.key_type)
            .field("assigns", &self.log.assigns)
            .finish()
    }
}

/// Writes assigns into the logs of the thread that makes them.
struct Record;

impl<S: Subscriber> Layer<S> for Record {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if let Some(assign) = Assign::from_event(event) {
            THREAD.with_borrow(|thread| {
                for log in &thread.logs {
                    if log.key_type == assign.key_type {
                        log.assigns.borrow_mut().push(assign.clone());
                    }
                }
            });
        }
    }
}
