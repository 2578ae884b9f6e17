//! Charts, as SVG. Colours are the page's style sheet's, so that they follow the reader's light or dark theme; which is why
//! no charting crate draws them.

use std::fmt::{self, Write};

use super::operations::Unit;
use super::report::{Curve, SizeReport, Versus};
use super::table::figure;
use crate::inspect::canvas::{Area, Canvas, Escaped};
use crate::wording::Grouped;

/// Width of every chart.
const WIDTH: f64 = 620.0;
/// Room for the names of rows.
const LEFT: f64 = 148.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 44.0;
/// Height of a row of dots.
const ROW: f64 = 30.0;

/// Text as it may stand in a page.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    let _ = Escaped(&mut escaped).write_str(text);
    escaped
}

/// A chart so high, of what `draw` draws.
fn chart(height: f64, title: &str, draw: impl FnOnce(&mut Canvas<'_>) -> fmt::Result) -> String {
    let mut svg = format!(
        r#"<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{}">"#,
        escape(title)
    );
    draw(&mut Canvas(&mut svg)).expect("text takes all that is written to it");
    svg + "</svg>"
}

/// A mark that tells rivals apart by form as well as by colour.
pub(super) fn mark(index: usize, x: f64, y: f64) -> String {
    let r = 4.5;
    let colour = index % 8;
    match index % 4 {
        0 => format!(r#"<circle class="c{colour}" cx="{x:.1}" cy="{y:.1}" r="{r}"/>"#),
        1 => format!(
            r#"<rect class="c{colour}" x="{:.1}" y="{:.1}" width="8" height="8"/>"#,
            x - 4.0,
            y - 4.0
        ),
        2 => format!(
            r#"<path class="c{colour}" d="M{x:.1} {:.1}l5.5 9.5h-11z"/>"#,
            y - 5.5
        ),
        _ => format!(
            r#"<path class="c{colour}" d="M{x:.1} {:.1}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>"#,
            y - 5.5
        ),
    }
}

/// Operations below one another, and for each rival a mark where our time is a share of its: on a logarithmic scale, with a
/// line where both are the same.
pub(super) fn ratios(size: &SizeReport, rivals: &[&str]) -> String {
    let all = || size.rows.iter().flat_map(|row| &row.rivals);
    let (mut least, mut most) = (-2.0f64, 1.0f64);
    for versus in all() {
        least = least.min(versus.ratio.median.log2().floor());
        most = most.max(versus.ratio.median.log2().ceil());
    }
    let (least, most) = (least.max(-6.0), most.min(4.0));
    let beyond = |ratio: f64| !(least..=most).contains(&ratio.log2());
    let x = |ratio: f64| {
        let share = (ratio.log2().clamp(least, most) - least) / (most - least);
        LEFT + share * (WIDTH - LEFT - RIGHT)
    };
    let bottom = TOP + ROW * size.rows.len() as f64;
    let further = if all().any(|versus| beyond(versus.ratio.median)) {
        "; marks at the edge lie beyond it"
    } else {
        ""
    };
    let title = "FastMap's time as a share of each rival's, by operation";
    chart(bottom + BOTTOM, title, |canvas| {
        let same = x(1.0);
        canvas.rect("good", Area(LEFT, TOP, same - LEFT, bottom - TOP))?;
        canvas.text("good end", same - 8.0, TOP - 10.0, "◂ FastMap is better")?;
        canvas.text("bad", same + 8.0, TOP - 10.0, "rival is better ▸")?;
        for power in least as i32..=most as i32 {
            let at = x(f64::from(power).exp2());
            let class = if power == 0 { "same" } else { "grid" };
            canvas.line(class, (at, TOP), (at, bottom))?;
            canvas.text("middle", at, bottom + 16.0, tick(power))?;
        }
        canvas.text(
            "axis middle",
            f64::midpoint(LEFT, WIDTH - RIGHT),
            bottom + 36.0,
            format_args!("FastMap's time (or bytes) divided by the rival's{further}"),
        )?;
        for (index, row) in size.rows.iter().enumerate() {
            let middle = TOP + ROW * (index as f64 + 0.5);
            if index > 0 {
                let y = TOP + ROW * index as f64;
                canvas.line("row", (0.0, y), (WIDTH - RIGHT, y))?;
            }
            canvas.text("name end", LEFT - 10.0, middle + 4.0, row.label)?;
            let step = ((ROW - 8.0) / rivals.len() as f64).min(7.0);
            for versus in &row.rivals {
                let Some(rival) = rivals.iter().position(|rival| *rival == versus.rival) else {
                    continue;
                };
                let y = middle + step * (rival as f64 - (rivals.len() - 1) as f64 / 2.0);
                let title = explain(row.label, row.ours.median, row.unit, versus);
                write!(canvas.0, "<g><title>{}</title>", escape(&title))?;
                let class = format!("spread c{}", rival % 8);
                canvas.line(
                    &class,
                    (x(versus.ratio.lower), y),
                    (x(versus.ratio.upper), y),
                )?;
                write!(canvas.0, "{}</g>", mark(rival, x(versus.ratio.median), y))?;
            }
        }
        Ok(())
    })
}

/// What one mark says.
fn explain(label: &str, ours: f64, unit: Unit, versus: &Versus) -> String {
    format!(
        "{label}: FastMap {}, {} {}: {:.2} times, the middle half of the rounds {:.2} to {:.2}",
        figure(ours, unit),
        versus.rival,
        figure(versus.theirs.median, unit),
        versus.ratio.median,
        versus.ratio.lower,
        versus.ratio.upper
    )
}

fn tick(power: i32) -> String {
    match power {
        0 => "same".to_owned(),
        ..0 => format!("{}× less", 1 << -power),
        _ => format!("{}× more", 1 << power),
    }
}

/// The next of 1, 2, 5, 10, 20, 50 ... that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|digit| digit * power);
    steps
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(10.0 * power)
}

/// Bytes an entry while maps grow to their last size, a line a map; ours is the first.
pub(super) fn memory(curves: &[Curve], rivals: &[&str]) -> String {
    const HEIGHT: f64 = 260.0;
    let points = |curve: &Curve| -> Vec<(f64, f64)> {
        let points = curve.growth.curve.iter();
        points
            .map(|(entries, bytes)| (*entries as f64, *bytes as f64 / *entries as f64))
            .collect()
    };
    let all: Vec<(f64, f64)> = curves.iter().flat_map(points).collect();
    let first = all
        .iter()
        .map(|point| point.0)
        .fold(f64::INFINITY, f64::min);
    let last = all.iter().map(|point| point.0).fold(0.0, f64::max);
    let most = all.iter().map(|point| point.1).fold(0.0, f64::max);
    let step = round_step(most / 6.0);
    let top = (most / step).ceil() * step;
    let (left, bottom) = (56.0, HEIGHT - BOTTOM);
    let x = |entries: f64| left + (entries - first) / (last - first) * (WIDTH - left - RIGHT);
    let y = |bytes: f64| bottom - bytes / top * (bottom - 12.0);
    chart(HEIGHT, "Bytes an entry while maps grow", |canvas| {
        let mut bytes = 0.0;
        while bytes <= top {
            let at = y(bytes);
            canvas.line("grid", (left, at), (WIDTH - RIGHT, at))?;
            canvas.text("end", left - 6.0, at + 4.0, bytes)?;
            bytes += step;
        }
        let step = round_step((last - first) / 5.0);
        let mut entries = (first / step).ceil() * step;
        while entries <= last {
            canvas.text(
                "middle",
                x(entries),
                bottom + 16.0,
                Grouped(entries as usize),
            )?;
            entries += step;
        }
        let middle = f64::midpoint(left, WIDTH - RIGHT);
        canvas.text("axis middle", middle, bottom + 36.0, "entries")?;
        write!(
            canvas.0,
            r#"<text class="axis middle" transform="translate(14 {:.1}) rotate(-90)">bytes an entry</text>"#,
            f64::midpoint(12.0, bottom)
        )?;
        for curve in curves.iter().rev() {
            let line: Vec<String> = points(curve)
                .iter()
                .map(|(entries, bytes)| format!("{:.1},{:.1}", x(*entries), y(*bytes)))
                .collect();
            let class = match rivals.iter().position(|rival| *rival == curve.map) {
                Some(rival) => format!("c{}", rival % 8),
                None => "ours".to_owned(),
            };
            write!(
                canvas.0,
                r#"<polyline class="{class}" points="{}"><title>{}, at most {} at a time</title></polyline>"#,
                line.join(" "),
                escape(curve.map),
                figure(curve.growth.peak(), Unit::Bytes)
            )?;
        }
        Ok(())
    })
}
