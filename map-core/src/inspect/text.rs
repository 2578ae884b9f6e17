//! An inspection on a terminal.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::{Histogram, Inspection, Run};
use crate::wording::{Grouped, percent};

/// Columns where none are asked for.
const WIDTH: usize = 80;

/// Fewer columns have no room for labels and bars.
const LEAST_WIDTH: usize = 40;

/// Columns before a bar: a label, a count, a share and the spaces around them.
const BEFORE_BAR: usize = 2 + 11 + 15 + 7;

/// Rows of a histogram; what is beyond shares the last.
const ENTRY_ROWS: usize = 24;
const CHAIN_ROWS: usize = 12;

/// Eighths of a column, from the left and from below.
const FROM_LEFT: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
const FROM_BELOW: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = f.width().unwrap_or(WIDTH).max(LEAST_WIDTH);
        for (i, line) in self.lines(width).iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            // Only names of types can be too long.
            f.write_str(match line.char_indices().nth(width) {
                Some((end, _)) => &line[..end],
                None => line,
            })?;
        }
        Ok(())
    }
}

impl Inspection {
    fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::from([self.title(), self.summary()]);
        lines.extend(self.growth());
        lines.push(self.memory());
        let total = self.bytes.total();
        if total > 0 {
            let parts = self.parts();
            lines.extend(parts.map(|(name, bytes)| row(name, bytes, total, total, width)));
            lines.push("buckets, by the entries in them".to_string());
            lines.extend(rows(&self.entries_per_bucket, ENTRY_ROWS, width));
            if self.noverflow > 0 {
                lines.push("buckets, by the overflow nodes in their chains".to_string());
                lines.extend(rows(&self.chain_lengths, CHAIN_ROWS, width));
            }
            self.push_skyline(&mut lines, width - 2);
        }
        if let Some(tags) = self.tags() {
            lines.push(format!("tophash, from 1 to 255: {tags}"));
            let most = self.tophash_use.iter().map(|(_, times)| times).max();
            let times = |tag| (self.tophash_use.get(tag), most.unwrap_or(0));
            lines.push(sparks(&(1..256).map(times).collect::<Vec<_>>(), width - 2));
        }
        lines
    }

    /// How full the buckets are, from first to last, and below that how far growth has come.
    fn push_skyline(&self, lines: &mut Vec<String>, columns: usize) {
        let room = |run: &Run| run.in_use * self.bucket_entries;
        let levels = self.runs.iter().map(|run| (run.in_slots, room(run)));
        lines.push("slots in use, from first bucket to last".to_string());
        lines.push(sparks(&levels.collect::<Vec<_>>(), columns));
        if self.growing {
            let run_len = self.runs.len().div_ceil(columns);
            let states = self.runs.chunks(run_len).map(|runs| runs[0].state());
            lines.push(format!("  {}", states.collect::<String>()));
            lines.push("  x split, o yet to be split, y where entries were split to".to_string());
        }
    }
}

impl Run {
    /// The state of the run's first bucket.
    fn state(&self) -> char {
        match self {
            run if run.evacuated > 0 => 'x',
            run if run.old > 0 => 'o',
            run if run.in_use > 0 => 'y',
            _ => ' ',
        }
    }
}

/// A row for each number that was seen; the last of as many as there may be stands for larger numbers too.
fn rows(histogram: &Histogram, most_rows: usize, width: usize) -> Vec<String> {
    let total = histogram.total();
    let most = histogram.iter().map(|(_, times)| times).max().unwrap_or(0);
    let row = |label: &str, times| row(label, times, total, most, width);
    let seen: Vec<_> = histogram.iter().collect();
    let (single, together) = if seen.len() > most_rows {
        seen.split_at(most_rows - 1)
    } else {
        (&*seen, &[][..])
    };
    let singly = single
        .iter()
        .map(|(number, times)| row(&number.to_string(), *times));
    let more = together.first().map(|(number, _)| {
        let times = together.iter().map(|(_, times)| times).sum();
        row(&format!("{number} or more"), times)
    });
    singly.chain(more).collect()
}

/// A label, a count, its share of `total` and a bar, which is as wide as there is room where `count` is `most`.
fn row(label: &str, count: usize, total: usize, most: usize, width: usize) -> String {
    let share = percent(count, total);
    let eighths = scaled(count, most, (width - BEFORE_BAR) * 8);
    let mut bar: String = core::iter::repeat_n('█', eighths / 8).collect();
    if let Some(last) = (eighths % 8).checked_sub(1) {
        bar.push(FROM_LEFT[last]);
    }
    let line = format!("  {label:<11}{:>15}{share:>4} % {bar}", Grouped(count));
    line.trim_end().to_string()
}

/// A column for each part of a whole, or, where columns are too few, for some of them together.
fn sparks(levels: &[(usize, usize)], columns: usize) -> String {
    let together = levels.len().div_ceil(columns).max(1);
    let spark = |levels: &[(usize, usize)]| {
        let sum = |(part, whole), level: &(usize, usize)| (part + level.0, whole + level.1);
        let (part, whole) = levels.iter().fold((0, 0), sum);
        match scaled(part, whole, 8) {
            0 => ' ',
            eighths => FROM_BELOW[eighths - 1],
        }
    };
    let line: String = levels.chunks(together).map(spark).collect();
    format!("  {}", line.trim_end())
}

/// `part` of `whole` on a scale up to `most`. What is there at all shows.
fn scaled(part: usize, whole: usize, most: usize) -> usize {
    let scaled = (part as u128 * most as u128).div_ceil(whole.max(1) as u128);
    (scaled as usize).min(most)
}
