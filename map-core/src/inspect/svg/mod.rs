//! An inspection as a drawing. Its colours are in `style.css`, by class, for light and for dark.

mod bars;
mod buckets;
pub(crate) mod canvas;

use alloc::format;
use alloc::vec::Vec;
use core::fmt::{self, Display, Formatter, Write as _};

use super::Inspection;
use crate::wording::{Grouped, percent};
use canvas::{Area, Canvas, Escaped};

/// Pixels across, and those left free on both sides.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 40.0;
const INNER: f64 = WIDTH - 2.0 * MARGIN;

/// Pixels between two parts of the drawing, and for a line of text.
const GAP: f64 = 36.0;
const LINE: f64 = 20.0;

/// The bar of bytes, and all that belongs to it but the lines of legends.
const BYTES_BAR: f64 = 18.0;
const BYTES_HEIGHT: f64 = 12.0 + BYTES_BAR + LINE;

/// Parts of the bytes whose legends have room on a line.
const LEGENDS: usize = 5;

/// The drawing of an inspection; its `Display` is the file's text.
pub(super) struct Svg<'a>(pub(super) &'a Inspection);

impl Display for Svg<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let seen = self.0;
        let chart = buckets::Chart::of(seen);
        let chart_top = 38.0 + LINE * if seen.growing { 3.0 } else { 2.0 };
        let bars_top = chart_top + chart.height() + GAP;
        let bytes_top = bars_top + bars::HEIGHT + GAP;
        let height = if seen.buckets > 0 {
            let lines = seen.parts().count().div_ceil(LEGENDS);
            bytes_top + BYTES_HEIGHT + lines as f64 * LINE
        } else {
            chart_top
        };

        write!(
            f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fast-map\" role=\"img\" \
             viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" height=\"{height:.0}\">\n<title>"
        )?;
        write!(Escaped(f), "{}: {}", seen.title(), seen.summary())?;
        let style = include_str!("style.css");
        write!(f, "</title>\n<style>\n{style}</style>\n")?;

        let mut canvas = Canvas(f);
        canvas.rect("paper", Area(0.0, 0.0, WIDTH, height))?;
        canvas.text("title", MARGIN, 34.0, seen.title())?;
        canvas.text("plain", MARGIN, 34.0 + LINE, seen.summary())?;
        if let Some(growth) = seen.growth() {
            canvas.text("plain", MARGIN, 34.0 + 2.0 * LINE, growth)?;
        }
        if seen.buckets > 0 {
            chart.draw(&mut canvas, chart_top)?;
            bars::draw(&mut canvas, seen, bars_top)?;
            draw_bytes(&mut canvas, seen, bytes_top)?;
        }
        f.write_str("</svg>\n")
    }
}

/// One bar for all bytes, and its parts by name, the first word of which is their class.
fn draw_bytes(canvas: &mut Canvas<'_>, seen: &Inspection, top: f64) -> fmt::Result {
    canvas.text("label", MARGIN, top, seen.memory())?;
    let total = seen.bytes.total();
    let mut legends = Vec::new();
    let mut x = MARGIN;
    for (name, bytes) in seen.parts() {
        let (class, _) = name.split_once(' ').unwrap_or((name, ""));
        let width = INNER * bytes as f64 / total as f64;
        let legend = format!("{name} {} ({} %)", Grouped(bytes), percent(bytes, total));
        canvas.rect_with_tip(class, Area(x, top + 12.0, width, BYTES_BAR), &legend)?;
        x += width;
        legends.push((class, legend));
    }
    let mut y = top + 12.0 + BYTES_BAR;
    for line in legends.chunks(LEGENDS) {
        y += LINE;
        canvas.legend(
            MARGIN,
            y,
            line.iter().map(|(class, legend)| (*class, legend)),
        )?;
    }
    Ok(())
}
