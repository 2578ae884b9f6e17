//! Memory: what the operating system had to give.
//!
//! A counting allocator would not see tables that grow by remapping their pages, and a table's own figure sees neither
//! the allocator's share nor pages that were promised and never touched. So a process of its own fills one map and asks
//! Linux for its resident set. Elsewhere there are no such figures, and the rows are left out.

use std::fs;

use serde::{Deserialize, Serialize};

use super::map::Map;

/// Fewest entries for which memory is measured: below, a page more or less would decide.
pub(super) const FEWEST: usize = 100_000;

/// Points of a curve over the last doubling.
const POINTS: usize = 128;

/// How much memory a map takes while it grows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Growth {
    /// Entries, and the bytes that they take, from half the last number of entries on.
    pub(super) curve: Vec<(usize, u64)>,
    /// Most bytes at any time.
    pub(super) peak: u64,
}

impl Growth {
    fn per_entry(&self) -> impl Iterator<Item = f64> {
        let points = self.curve.iter();
        points.map(|(entries, bytes)| *bytes as f64 / *entries as f64)
    }

    /// Bytes an entry when the map is fullest, just before it grows.
    pub(super) fn least(&self) -> f64 {
        self.per_entry().fold(f64::INFINITY, f64::min)
    }

    /// Bytes an entry when the map is emptiest, just after it grew.
    pub(super) fn most(&self) -> f64 {
        self.per_entry().fold(0.0, f64::max)
    }

    /// The peak, as bytes for each of the entries that there are in the end.
    pub(super) fn peak(&self) -> f64 {
        let entries = self.curve.last().map_or(1, |(entries, _)| *entries);
        self.peak as f64 / entries as f64
    }
}

/// Fills a map and takes notes. Meant for a process that has done nothing else.
pub(super) fn grow<K, M: Map<K>>(keys: Vec<K>) -> Option<Growth> {
    let size = keys.len();
    let step = (size / 2).div_ceil(POINTS).max(1);
    reset_peak()?;
    let before = resident()?;
    let mut curve = Vec::with_capacity(POINTS);
    let mut map = M::new();
    for (index, key) in keys.into_iter().enumerate() {
        map.insert(key, index as u64);
        let entries = index + 1;
        if entries > size / 2 && (size - entries).is_multiple_of(step) {
            curve.push((entries, resident()?.saturating_sub(before)));
        }
    }
    let peak = peak()?.saturating_sub(before);
    assert_eq!(
        map.total(),
        (0..size as u64).sum::<u64>(),
        "the map lost entries"
    );
    Some(Growth { curve, peak })
}

/// Pages that had to be found for this process so far.
pub(super) fn page_faults() -> Option<u64> {
    // The name may have spaces; what follows its last parenthesis has not. Faults are the tenth field of the line.
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = line.rsplit_once(')')?;
    fields.split_whitespace().nth(7)?.parse().ok()
}

/// Bytes resident now. Of the two places that tell, the one that counts exactly.
fn resident() -> Option<u64> {
    kilobytes("/proc/self/smaps_rollup", "Rss:")
}

/// Most bytes resident since the last [`reset_peak`].
fn peak() -> Option<u64> {
    kilobytes("/proc/self/status", "VmHWM:")
}

fn reset_peak() -> Option<()> {
    fs::write("/proc/self/clear_refs", "5").ok()
}

fn kilobytes(file: &str, field: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(field))?;
    let number: u64 = rest.split_whitespace().next()?.parse().ok()?;
    Some(number << 10)
}
