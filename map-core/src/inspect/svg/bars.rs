//! Histograms side by side: entries, chains, tags.

use alloc::vec::Vec;
use core::fmt;

use super::canvas::{Area, Canvas};
use super::{INNER, LINE, MARGIN};
use crate::inspect::{Histogram, Inspection};
use crate::wording::Grouped;

/// Pixels of a bar that is as high as there is room, and of all that belongs to a histogram.
const BAR_HEIGHT: f64 = 80.0;
pub(super) const HEIGHT: f64 = LINE + BAR_HEIGHT + LINE;

/// Pixels between two histograms.
const BETWEEN: f64 = 40.0;

/// Bars in a histogram; what is beyond shares the last.
const MOST_BARS: usize = 32;

/// Tags that share a bar.
const TAGS_TOGETHER: usize = 4;

/// Draws what there is, each as wide as the others.
pub(super) fn draw(canvas: &mut Canvas<'_>, seen: &Inspection, top: f64) -> fmt::Result {
    let hashed = seen.tophash_use.max().is_some();
    let width = (INNER - 2.0 * BETWEEN) / 3.0;
    let mut panels = Vec::from([Panel::of(
        "buckets, by the entries in them",
        &seen.entries_per_bucket,
        seen.bucket_entries + 1,
    )]);
    if hashed {
        panels.push(Panel::of(
            "buckets, by their overflow nodes",
            &seen.chain_lengths,
            8,
        ));
        panels.push(Panel::of_tags(&seen.tophash_use));
    }
    for (i, panel) in panels.iter().enumerate() {
        let x = MARGIN + i as f64 * (width + BETWEEN);
        panel.draw(canvas, x, top, width)?;
    }
    Ok(())
}

/// One histogram.
struct Panel {
    title: &'static str,
    /// How often, for each bar.
    bars: Vec<usize>,
    /// What the first and the last bar stand for.
    ends: (usize, usize),
    /// Whether the last bar stands for larger numbers too.
    and_more: bool,
    /// Numbers that share a bar.
    together: usize,
}

impl Panel {
    /// With at least `least` bars.
    fn of(title: &'static str, histogram: &Histogram, least: usize) -> Panel {
        let mut and_more = false;
        let rows = histogram.rows(MOST_BARS);
        let mut bars: Vec<usize> = rows
            .map(|(_, times, more)| {
                and_more = more;
                times
            })
            .collect();
        bars.resize(bars.len().max(least), 0);
        Panel {
            title,
            ends: (0, bars.len() - 1),
            bars,
            and_more,
            together: 1,
        }
    }

    fn of_tags(tags: &Histogram) -> Panel {
        let bar = |first| {
            (first..first + TAGS_TOGETHER)
                .map(|tag| tags.get(tag))
                .sum()
        };
        Panel {
            title: "entries, by their tophash",
            bars: (0..256).step_by(TAGS_TOGETHER).map(bar).collect(),
            ends: (1, 255),
            and_more: false,
            together: TAGS_TOGETHER,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, x: f64, top: f64, width: f64) -> fmt::Result {
        canvas.text("label", x, top, self.title)?;
        let most = self.bars.iter().copied().max().unwrap_or(0).max(1);
        let (floor, pitch) = (top + LINE + BAR_HEIGHT, width / self.bars.len() as f64);
        for (i, times) in self.bars.iter().enumerate() {
            if *times > 0 {
                // What is there at all shows.
                let height = (BAR_HEIGHT * *times as f64 / most as f64).max(1.0);
                let left = x + i as f64 * pitch;
                let area = Area(left, floor - height, pitch * 0.85, height);
                let (from, to) = (i * self.together, (i + 1) * self.together - 1);
                let times = Grouped(*times);
                if from == to {
                    canvas.rect_with_tip("bar", area, format_args!("{from}: {times}"))?;
                } else {
                    canvas.rect_with_tip("bar", area, format_args!("{from} to {to}: {times}"))?;
                }
            }
        }
        canvas.rules("axis", [(x, floor, width)])?;
        let more = if self.and_more { " and more" } else { "" };
        canvas.text("plain", x, floor + 14.0, self.ends.0)?;
        canvas.text(
            "plain end",
            x + width,
            floor + 14.0,
            format_args!("{}{more}", self.ends.1),
        )?;
        canvas.text(
            "plain end",
            x + width,
            top + 14.0,
            format_args!("highest bar: {}", Grouped(most)),
        )
    }
}
