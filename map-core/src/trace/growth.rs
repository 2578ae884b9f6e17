//! A line of text for each growth.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use tracing::{Event, Subscriber, subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::Registry;

use super::{GROWTH, Growth, only};
use crate::wording::{Grouped, short_name};

/// A layer that hands a line of text to a closure when a map has grown, shrunk or taken a new seed.
///
/// ```text
/// fastmap UserId: grow #5 1,024->2,048 buckets, 13,312 entries, 2.1 MiB, 34 us spread over 512 inserts
/// ```
///
/// ```
/// use map_core::{FastMap, trace::GrowthLines};
/// use std::sync::mpsc;
/// use tracing_subscriber::layer::SubscriberExt;
///
/// let (sender, lines) = mpsc::channel();
/// let layer = GrowthLines::new(move |line| sender.send(line.to_owned()).unwrap());
/// tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
///     let mut map = FastMap::new();
///     for key in 0..16u64 {
///         map.insert(key, key);
///     }
/// });
/// let line = lines.recv().unwrap();
/// assert!(line.starts_with("fastmap u64: grow #1 1->2 buckets, 15 entries, "), "{line}");
/// ```
pub struct GrowthLines<F> {
    write: F,
}

impl<F: Fn(&str) + Send + Sync + 'static> GrowthLines<F> {
    /// Creates a layer that hands each line, without its end, to `write`.
    pub const fn new(write: F) -> GrowthLines<F> {
        GrowthLines { write }
    }
}

impl<S: Subscriber, F: Fn(&str) + Send + Sync + 'static> Layer<S> for GrowthLines<F> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if let Some(line) = Growth::from_event(event).and_then(|step| line(&step)) {
            (self.write)(&line);
        }
    }
}

impl<F> fmt::Debug for GrowthLines<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GrowthLines").finish_non_exhaustive()
    }
}

/// Makes [`GrowthLines`] to standard error the global subscriber, in a program that was started with `FASTMAP_TRACE=1`,
/// and returns whether it did. It does not where the variable is unset or `0`, or there is such a subscriber already.
///
/// ```
/// map_core::trace::init_from_env(); // first thing in `main`
/// ```
pub fn init_from_env() -> bool {
    let asked =
        std::env::var_os("FASTMAP_TRACE").is_some_and(|value| value != "0" && !value.is_empty());
    asked && {
        let lines = GrowthLines::new(|line| {
            // Nobody is left to tell if this fails.
            let _ = writeln!(io::stderr(), "{line}");
        });
        let layer = lines.with_filter(only(GROWTH));
        subscriber::set_global_default(Registry::default().with(layer)).is_ok()
    }
}

/// The line of a step that ends something.
fn line(step: &Growth) -> Option<String> {
    let map = short_name(&step.key_type);
    let (from, to) = (Grouped(step.from), Grouped(step.to));
    let (entries, bytes) = (Grouped(step.entries), size(step.bytes));
    let took = step.took.map(time).unwrap_or_default();
    Some(match step.step.as_str() {
        "finish" => {
            let number = step.growth.unwrap_or_default();
            let spread = match step.inserts {
                None | Some(0) => "at once".to_owned(),
                Some(inserts) => format!("spread over {} inserts", Grouped(inserts)),
            };
            format!(
                "fastmap {map}: grow #{number} {from}->{to} buckets, {entries} entries, {bytes}, {took} {spread}"
            )
        }
        "same_size" => format!(
            "fastmap {map}: new seed, {from} buckets as before, {entries} entries, {bytes}, {took} at once"
        ),
        "shrink" => format!(
            "fastmap {map}: shrink {from}->{to} buckets, {entries} entries, {bytes}, {took} at once"
        ),
        _ => return None,
    })
}

/// Bytes, in the unit that leaves at most four digits before the point.
fn size(bytes: usize) -> String {
    match bytes as f64 {
        small if small < 1024.0 => format!("{bytes} B"),
        some if some < 1024.0 * 1024.0 => format!("{:.1} KiB", some / 1024.0),
        many if many < 1024.0 * 1024.0 * 1024.0 => format!("{:.1} MiB", many / 1024.0 / 1024.0),
        most => format!("{:.1} GiB", most / 1024.0 / 1024.0 / 1024.0),
    }
}

/// A time, in whole units.
fn time(took: Duration) -> String {
    match took.as_nanos() {
        nanos if nanos < 10_000 => format!("{nanos} ns"),
        nanos if nanos < 10_000_000 => format!("{} us", nanos / 1_000),
        nanos => format!("{} ms", nanos / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growth_reads_as_documented() {
        let step = Growth {
            step: "finish".to_owned(),
            key_type: "access_log::keys::UserId".to_owned(),
            growth: Some(5),
            from: 1_024,
            to: 2_048,
            entries: 13_312,
            bytes: 2_202_010,
            evacuated: None,
            moved: None,
            took: Some(Duration::from_nanos(34_567)),
            inserts: Some(512),
        };
        assert_eq!(
            line(&step).as_deref(),
            Some(
                "fastmap UserId: grow #5 1,024->2,048 buckets, 13,312 entries, 2.1 MiB, 34 us spread over 512 inserts"
            )
        );
    }

    #[test]
    fn units() {
        assert_eq!(size(1_023), "1023 B");
        assert_eq!(size(5 << 20), "5.0 MiB");
        assert_eq!(time(Duration::from_millis(12)), "12 ms");
    }
}
