//! A closure that is called at each assign.

use std::any::type_name;
use std::fmt;

use tracing::subscriber::with_default;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

use super::{ASSIGN, Assign, only};

/// Returns a layer that calls `hook` at each assign of any map, before the slot is written.
///
/// It is added to a subscriber as other layers are, or used by itself for a while ([`during`](OnAssign::during)).
///
/// ```
/// use map_core::{FastMap, trace};
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// static WRITES: AtomicUsize = AtomicUsize::new(0);
/// let mut ages: FastMap<String, u32> = FastMap::new();
/// trace::on_assign(|assign| {
///     if assign.is::<String, _>("Ada") {
///         WRITES.fetch_add(1, Ordering::Relaxed); // or set a breakpoint here
///     }
/// })
/// .of::<String>()
/// .during(|| {
///     ages.insert("Ada".to_owned(), 36);
///     ages.insert("Alan".to_owned(), 41);
/// });
/// assert_eq!(WRITES.load(Ordering::Relaxed), 1);
/// ```
#[must_use = "a layer does nothing before it is part of a subscriber; `during` makes one of it"]
pub const fn on_assign<F>(hook: F) -> OnAssign<F>
where
    F: Fn(&Assign) + Send + Sync + 'static,
{
    OnAssign {
        hook,
        key_type: None,
    }
}

/// A layer that calls a closure; see [`on_assign`].
pub struct OnAssign<F> {
    hook: F,
    key_type: Option<&'static str>,
}

impl<F: Fn(&Assign) + Send + Sync + 'static> OnAssign<F> {
    /// Restricts the layer to maps with keys of type `K`.
    pub fn of<K: ?Sized>(self) -> OnAssign<F> {
        OnAssign {
            key_type: Some(type_name::<K>()),
            ..self
        }
    }

    /// Calls `run` and returns its result; hears the assigns that this thread makes in it, in the place of the
    /// thread's subscriber.
    pub fn during<R>(self, run: impl FnOnce() -> R) -> R {
        let layer = self.with_filter(only(ASSIGN));
        with_default(Registry::default().with(layer), run)
    }
}

impl<S: Subscriber, F: Fn(&Assign) + Send + Sync + 'static> Layer<S> for OnAssign<F> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if let Some(assign) = Assign::from_event(event)
            && self.key_type.is_none_or(|name| assign.key_type == name)
        {
            (self.hook)(&assign);
        }
    }
}

impl<F> fmt::Debug for OnAssign<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnAssign")
            .field("key_type", &self.key_type)
            .finish_non_exhaustive()
    }
}
