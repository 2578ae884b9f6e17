//! What a user may ask of a run.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::rounds::Patience;

/// Sizes of a quick run.
const QUICK_SIZES: [usize; 3] = [1_000, 30_000, 1_000_000];

/// Sizes of a full run.
const FULL_SIZES: [usize; 6] = [16, 128, 1_000, 30_000, 1_000_000, 10_000_000];

/// Sizes that an octave is measured at.
const OCTAVE: u32 = 8;

/// Measures `FastMap` for each key type beside the maps that could be used instead.
///
/// Figures are medians of interleaved rounds; a ratio below 1 says that FastMap is faster, or smaller.
#[derive(Parser, Clone, Debug, Default)]
#[command(version = None)]
pub(super) struct Args {
    /// All sizes from 16 to ten million, all rivals, more rounds.
    #[arg(long)]
    pub(super) full: bool,
    /// Only this key type; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(super) key: Vec<String>,
    /// Only maps of so many entries; may be repeated.
    #[arg(long, value_name = "ENTRIES")]
    pub(super) size: Vec<usize>,
    /// Only rivals whose name has this in it; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(super) rival: Vec<String>,
    /// So many rounds, instead of as many as fit into a second or two, and at least three.
    #[arg(long)]
    pub(super) rounds: Option<usize>,
    /// Means over eight sizes, from three quarters to four thirds of each: tables of different load.
    #[arg(long)]
    pub(super) octave: bool,
    /// Where the figures go as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Where the page goes.
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    pub(super) bench: bool,
    /// What a process of its own is started for: to fill this map and say how much memory it took.
    #[arg(long, hide = true, value_name = "MAP")]
    pub(super) grow: Option<String>,
}

impl Args {
    /// Sizes for a key type that has so many values, each once.
    pub(super) fn sizes(&self, values: usize) -> Vec<usize> {
        let asked: &[usize] = match (&self.size[..], self.full) {
            ([], false) => &QUICK_SIZES,
            ([], true) => &FULL_SIZES,
            (sizes, _) => sizes,
        };
        let mut sizes: Vec<usize> = asked.iter().map(|size| (*size).clamp(1, values)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// How long one size may take.
    pub(super) fn patience(&self, size: usize) -> Patience {
        let quick = if size < 10_000 { 800 } else { 1_500 };
        let millis = if self.full { 4 * quick } else { quick };
        let share = if self.octave { OCTAVE / 2 } else { 1 };
        Patience {
            rounds: self.rounds,
            budget: Duration::from_millis(millis) / share,
        }
    }

    /// Whether a rival is to be measured.
    pub(super) fn wants(&self, rival: &str, extra: bool) -> bool {
        if self.rival.is_empty() {
            self.full || !extra
        } else {
            let rival = rival.to_lowercase();
            self.rival
                .iter()
                .any(|part| rival.contains(&part.to_lowercase()))
        }
    }
}

/// Sizes around `size`, evenly spaced by ratio, over a doubling.
pub(super) fn octave(size: usize) -> Vec<usize> {
    let steps = 0..OCTAVE;
    let power = |step| (f64::from(2 * step + 1) / f64::from(2 * OCTAVE) - 0.5).exp2();
    steps
        .map(|step| ((size as f64 * power(step)).round() as usize).max(1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_stop_at_the_last_value() {
        let args = Args::default();
        assert_eq!(args.sizes(usize::MAX), QUICK_SIZES);
        assert_eq!(args.sizes(3), [3]);
        let asked = Args {
            size: vec![0, 7, 1_000],
            ..Args::default()
        };
        assert_eq!(asked.sizes(500), [1, 7, 500]);
    }

    #[test]
    fn an_octave_goes_from_half_to_half() {
        let sizes = octave(1_000_000);
        assert_eq!(sizes.len(), 8);
        let ratio = sizes[7] as f64 / sizes[0] as f64;
        assert!((1.8..1.9).contains(&ratio), "{sizes:?}");
        assert_eq!(octave(1), [1; 8]);
    }
}
