//! The table on the terminal: a row an operation, a column a rival.

use std::fmt::Write;

use console::{Alignment, measure_text_width, pad_str, style};

use super::operations::Unit;
use super::report::{KeyReport, Row, SizeReport};
use super::statistics::Spread;

/// One size of one key. Colours are left out where the output is no terminal.
pub(super) fn table(key: &KeyReport, size: &SizeReport) -> String {
    let rivals = size.rivals();
    let mut lines = vec![vec![String::new(), "FastMap".to_owned()]];
    lines[0].extend(rivals.iter().map(|rival| (*rival).to_owned()));
    for row in &size.rows {
        let mut line = vec![row.label.to_owned(), figure(row.ours.median, row.unit)];
        line.extend(
            rivals
                .iter()
                .map(|rival| row.ratio_to(rival).map_or_else(String::new, ratio)),
        );
        lines.push(line);
    }
    let beside = match rivals.is_empty() {
        true => "no other map takes the key: it has neither `Hash` nor `Ord`",
        false => "FastMap's time or bytes divided by each rival's",
    };
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|column| {
            lines
                .iter()
                .map(|line| measure_text_width(&line[column]))
                .max()
                .unwrap_or(0)
        })
        .collect();

    let (name, heading) = (style(&key.name).bold(), size.heading());
    let mut text = format!("\n{name} ({}), {heading}; {beside}:\n", key.path);
    for line in lines {
        for (column, cell) in line.iter().enumerate() {
            let side = if column == 0 {
                Alignment::Left
            } else {
                Alignment::Right
            };
            let gap = if column == 0 { "" } else { "  " };
            let _ = write!(text, "{gap}{}", pad_str(cell, widths[column], side, None));
        }
        text.push('\n');
    }
    text
}

/// `0.82 ±0.03`, green where we are faster beyond the spread, red where slower.
fn ratio(ratio: Spread) -> String {
    let text = format!("{:.2} ±{:.2}", ratio.median, ratio.half_width());
    if ratio.upper < 1.0 {
        style(text).green().to_string()
    } else if ratio.lower > 1.0 {
        style(text).red().to_string()
    } else {
        text
    }
}

/// A figure in a unit that suits its size.
pub(super) fn figure(figure: f64, unit: Unit) -> String {
    match unit {
        Unit::Bytes => format!("{figure:.1} B"),
        Unit::Nanoseconds if figure < 1e4 => format!("{figure:.1} ns"),
        Unit::Nanoseconds if figure < 1e6 => format!("{:.1} µs", figure / 1e3),
        Unit::Nanoseconds => format!("{:.1} ms", figure / 1e6),
    }
}

/// The same row for every rival's absolute figures.
pub(super) fn absolute(row: &Row, rival: &str) -> String {
    let versus = row.versus(rival);
    versus.map_or_else(String::new, |versus| figure(versus.theirs.median, row.unit))
}
