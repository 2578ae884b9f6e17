//! How often each number was seen.

use alloc::collections::BTreeMap;

/// A count of how often each number was seen. Numbers that were not seen take no room.
///
/// ```
/// use map_core::FastSet;
/// let set: FastSet<u8> = (0..20).collect();
/// let entries = set.inspect().entries_per_bucket;
/// // 256 possible keys are 16 buckets: one is full, the next has four keys, all others none.
/// assert!(entries.iter().eq([(0, 14), (4, 1), (16, 1)]));
/// assert_eq!(entries.mean(), Some(20.0 / 16.0));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Histogram(BTreeMap<usize, usize>);

impl Histogram {
    /// Returns how often `number` was seen.
    #[must_use]
    pub fn get(&self, number: usize) -> usize {
        self.0.get(&number).copied().unwrap_or(0)
    }

    /// Returns an iterator over the numbers that were seen, ascending, and how often each was.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> + ExactSizeIterator {
        self.0.iter().map(|(number, times)| (*number, *times))
    }

    /// Returns the largest number seen, or `None` where there is none.
    #[must_use]
    pub fn max(&self) -> Option<usize> {
        self.0.last_key_value().map(|(number, _)| *number)
    }

    /// Returns how many numbers were seen, each counted as often as it was.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Returns the mean of what was seen, or `None` where that is nothing.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let sum: usize = self.iter().map(|(number, times)| number * times).sum();
        let total = self.total();
        (total > 0).then(|| sum as f64 / total as f64)
    }

    /// Counts `number` once more.
    pub(super) fn add(&mut self, number: usize) {
        *self.0.entry(number).or_default() += 1;
    }

    /// How often each number from 0 to the largest was seen, in at most `rows` rows: the last of as many stands for all
    /// numbers from there on, and the flag says so.
    pub(super) fn rows(&self, rows: usize) -> impl Iterator<Item = (usize, usize, bool)> {
        let max = self.max().unwrap_or(0);
        let last = max.min(rows - 1);
        (0..=last).map(move |number| {
            if number == last && max > last {
                let times = self.0.range(number..).map(|(_, times)| times).sum();
                (number, times, true)
            } else {
                (number, self.get(number), false)
            }
        })
    }
}

/// Counts, by number from 0 on; zeros are left out.
impl FromIterator<usize> for Histogram {
    fn from_iter<I: IntoIterator<Item = usize>>(times: I) -> Histogram {
        let seen = times
            .into_iter()
            .enumerate()
            .filter(|(_, times)| *times > 0);
        Histogram(seen.collect())
    }
}
