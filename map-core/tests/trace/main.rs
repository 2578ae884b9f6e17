//! Watching maps: which method sends which events, and that nothing is sent where nothing happens.

mod assigns;
mod growth;
mod hooks;
#[cfg(feature = "pool")]
mod pool;
mod reads;

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

use map_core::FastMap;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::with_default;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

/// A packed key.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct UserId(u64);

/// A key whose maps are arrays.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Level {
    Info,
    Warning,
    Error,
}

/// A key found by `&str`.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Name(String);

/// A key that fills one bucket and its overflow, whatever the seed.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "general")]
struct Alike(u64);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// What `read` makes of the events of a target that `run` sends, at a level and above.
fn heard<E: Send + 'static>(
    target: &str,
    level: LevelFilter,
    read: impl Fn(&Event<'_>) -> E + Send + Sync + 'static,
    run: impl FnOnce(),
) -> Vec<E> {
    struct Listen<R, E>(R, Arc<Mutex<Vec<E>>>);
    impl<S: Subscriber, E: Send + 'static, R> Layer<S> for Listen<R, E>
    where
        R: Fn(&Event<'_>) -> E + Send + Sync + 'static,
    {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            self.1.lock().unwrap().push((self.0)(event));
        }
    }
    let events = Arc::new(Mutex::new(Vec::new()));
    let layer = Listen(read, events.clone());
    let filter = Targets::new().with_target(target, level);
    with_default(Registry::default().with(layer.with_filter(filter)), run);
    // Another thread may hold the subscriber for a moment still.
    std::mem::take(&mut events.lock().unwrap())
}
