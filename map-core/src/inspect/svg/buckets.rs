//! The buckets from first to last, a column each, or for each run of them: entries from below, overflow on top, and how
//! far growth has come underneath.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::canvas::{Area, Canvas};
use super::{INNER, LINE, MARGIN};
use crate::inspect::{Inspection, Run};
use crate::wording::Grouped;

/// Pixels of an entry, from below, and of a column at most.
const ENTRY: f64 = 10.0;
const WIDEST: f64 = 40.0;

/// Most overflow entries that are drawn of a column; where there are more, a number stands above it.
const MOST_OVERFLOW: usize = 15;

/// Pixels between the slots and what overflowed.
const GAP: f64 = 4.0;

/// Pixels of the strip that shows how far growth has come.
const STRIP: f64 = 8.0;

pub(super) struct Chart<'a> {
    seen: &'a Inspection,
    /// Entries above the slots that there is room for.
    overflow: usize,
    /// From one column to the next.
    pitch: f64,
}

impl<'a> Chart<'a> {
    pub(super) fn of(seen: &'a Inspection) -> Chart<'a> {
        let fullest = seen.runs.iter().map(|run| run.fullest).max().unwrap_or(0);
        Chart {
            seen,
            overflow: fullest
                .saturating_sub(seen.bucket_entries)
                .min(MOST_OVERFLOW),
            pitch: (INNER / seen.runs.len().max(1) as f64).min(WIDEST),
        }
    }

    /// Entries of a bucket that there is room to draw.
    fn slots_and_overflow(&self) -> usize {
        self.seen.bucket_entries + self.overflow
    }

    /// Pixels of the columns: slots, a gap, overflow.
    fn columns_height(&self) -> f64 {
        self.slots_and_overflow() as f64 * ENTRY + GAP
    }

    pub(super) fn height(&self) -> f64 {
        self.columns_height() + STRIP + 2.0 * LINE
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, top: f64) -> fmt::Result {
        let floor = top + self.columns_height();
        let columns: Vec<Column<'_>> = (self.seen.runs.iter().enumerate())
            .map(|(i, run)| Column {
                run,
                slots: self.seen.bucket_entries,
                overflow: self.overflow,
                x: MARGIN + i as f64 * self.pitch,
                width: self.pitch * 0.88,
                floor,
            })
            .collect();

        let (there, to_come): (Vec<_>, Vec<_>) =
            columns.iter().partition(|column| column.run.in_use > 0);
        canvas.rects("room", there.iter().map(|column| column.slots()))?;
        if let (Some(first), Some(last)) = (to_come.first(), to_come.last()) {
            let Area(x, y, _, height) = first.slots();
            canvas.rect("to-come", Area(x, y, last.x + last.width - x, height))?;
        }
        canvas.rects("entry", columns.iter().flat_map(Column::entries))?;
        canvas.rects("overflow", columns.iter().flat_map(Column::overflow))?;
        if self.is_aggregated() {
            canvas.rules("fullest", columns.iter().filter_map(Column::fullest))?;
        }
        if self.seen.growing {
            for (class, buckets) in STATES {
                let strips = columns
                    .iter()
                    .filter_map(|column| column.strip(buckets(column.run)));
                canvas.rects(class, strips)?;
            }
        }
        for column in &columns {
            if column.run.fullest > self.slots_and_overflow() {
                let fullest = Grouped(column.run.fullest);
                canvas.text("middle", column.x + column.width / 2.0, top - 4.0, fullest)?;
            }
            let area = Area(column.x, top, self.pitch, floor - top);
            canvas.rect_with_tip("over", area, column)?;
        }

        let y = floor + STRIP + LINE;
        canvas.text("plain", MARGIN, y, "bucket 0")?;
        if let Some(last) = columns.last() {
            let last_bucket = Grouped(self.seen.buckets - 1);
            let x = (last.x + self.pitch).max(MARGIN + 110.0);
            canvas.text("plain end", x, y, last_bucket)?;
        }
        self.draw_legend(canvas, y + LINE)
    }

    /// Whether a column is more than a bucket.
    fn is_aggregated(&self) -> bool {
        self.seen.runs.len() < self.seen.buckets
    }

    fn draw_legend(&self, canvas: &mut Canvas<'_>, y: f64) -> fmt::Result {
        let mut classes = if self.is_aggregated() {
            Vec::from([
                ("entry", "entries, mean"),
                ("room", "empty slots"),
                ("overflow", "overflow, mean"),
            ])
        } else {
            Vec::from([
                ("entry", "entry"),
                ("room", "empty slot"),
                ("overflow", "overflow"),
            ])
        };
        if self.overflow == 0 {
            classes.pop();
        }
        if self.seen.growing {
            classes.extend([
                ("split", "split"),
                ("old", "yet to be split"),
                ("image", "split off"),
                ("to-come", "to come"),
            ]);
        }
        let x = canvas.legend(MARGIN, y, classes)?;
        if self.is_aggregated() {
            canvas.rules("fullest", [(x, y - 4.0, 10.0)])?;
            canvas.text("plain", x + 16.0, y, "fullest bucket")?;
        }
        Ok(())
    }
}

/// Which of a run's buckets.
type Part = fn(&Run) -> Range<usize>;

/// States of buckets while growing, by class, and which of a run's buckets are in each.
const STATES: [(&str, Part); 3] = [
    ("split", |run| 0..run.evacuated),
    ("old", |run| run.evacuated..run.evacuated + run.old),
    ("image", |run| run.evacuated + run.old..run.in_use),
];

/// A run of buckets where it is drawn.
struct Column<'a> {
    run: &'a Run,
    /// Entries that a bucket has slots for, and overflow entries that there is room to draw.
    slots: usize,
    overflow: usize,
    x: f64,
    width: f64,
    floor: f64,
}

impl Column<'_> {
    /// From so many entries up, so many high; overflow stands a little above the slots.
    fn area(&self, from: f64, height: f64) -> Area {
        let gap = if from >= self.slots as f64 { GAP } else { 0.0 };
        let top = self.floor - (from + height) * ENTRY - gap;
        Area(self.x, top, self.width, height * ENTRY)
    }

    fn slots(&self) -> Area {
        self.area(0.0, self.slots as f64)
    }

    /// A cell for each lane that is taken, or of several buckets the mean.
    fn entries(&self) -> Vec<Area> {
        if self.run.buckets == 1 {
            let taken = (0..self.slots).filter(|lane| self.run.lanes >> lane & 1 != 0);
            taken.map(|lane| self.cell(lane)).collect()
        } else {
            self.mean(0, self.run.in_slots, self.slots)
        }
    }

    fn overflow(&self) -> Vec<Area> {
        if self.run.buckets == 1 {
            let cells = self.run.in_overflow.min(self.overflow);
            (0..cells)
                .map(|cell| self.cell(self.slots + cell))
                .collect()
        } else {
            self.mean(self.slots, self.run.in_overflow, self.overflow)
        }
    }

    fn cell(&self, number: usize) -> Area {
        self.area(number as f64 + 0.12, 0.88)
    }

    /// A bar for `entries` in the run's buckets, at most `most` high.
    fn mean(&self, from: usize, entries: usize, most: usize) -> Vec<Area> {
        if entries == 0 {
            return Vec::new();
        }
        let mean = entries as f64 / self.run.in_use as f64;
        // A single overflow entry shows, however many buckets it shares its column with.
        let height = mean.clamp(0.1, most as f64);
        Vec::from([self.area(from as f64, height)])
    }

    /// A line at the height of the fullest bucket.
    fn fullest(&self) -> Option<(f64, f64, f64)> {
        let most = self.run.fullest.min(self.slots + self.overflow);
        let Area(x, y, width, _) = self.area(most as f64, 0.0);
        (most > 0).then_some((x, y, width))
    }

    /// The part of the strip that stands for some of the run's buckets.
    fn strip(&self, buckets: Range<usize>) -> Option<Area> {
        let x = |buckets| self.x + self.width * buckets as f64 / self.run.buckets as f64;
        let (left, right) = (x(buckets.start), x(buckets.end));
        let area = Area(left, self.floor + 4.0, right - left, STRIP - 2.0);
        (right > left).then_some(area)
    }
}

/// What the run is, in words.
impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run = self.run;
        let (entries, overflow) = (run.in_slots + run.in_overflow, run.in_overflow);
        if run.buckets == 1 {
            write!(f, "bucket {}: ", Grouped(run.first))?;
        } else {
            let last = run.first + run.buckets - 1;
            write!(f, "buckets {} to {}: ", Grouped(run.first), Grouped(last))?;
        }
        if run.in_use == 0 {
            return f.write_str("to come");
        }
        write!(f, "entries {}", Grouped(entries))?;
        if overflow > 0 {
            write!(f, ", of these overflow {}", Grouped(overflow))?;
        }
        if run.buckets > 1 {
            write!(f, ", in the fullest {}", Grouped(run.fullest))?;
        }
        if run.old > 0 {
            write!(f, ", yet to be split {}", Grouped(run.old))?;
        }
        Ok(())
    }
}
