//! Shapes of an SVG.

use core::fmt::{self, Display, Write};

/// Where shapes are written to. How they look is for the style sheet, by their classes.
pub(crate) struct Canvas<'a>(pub(crate) &'a mut dyn Write);

/// Left, top, width and height.
pub(crate) struct Area(
    pub(crate) f64,
    pub(crate) f64,
    pub(crate) f64,
    pub(crate) f64,
);

impl Canvas<'_> {
    pub(crate) fn text(&mut self, class: &str, x: f64, y: f64, text: impl Display) -> fmt::Result {
        write!(self.0, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">")?;
        write!(Escaped(self.0), "{text}")?;
        self.0.write_str("</text>\n")
    }

    pub(crate) fn rect(&mut self, class: &str, area: Area) -> fmt::Result {
        self.open_rect(class, area)?;
        self.0.write_str("/>\n")
    }

    /// A rectangle that shows `tip` where the pointer rests.
    pub(super) fn rect_with_tip(
        &mut self,
        class: &str,
        area: Area,
        tip: impl Display,
    ) -> fmt::Result {
        self.open_rect(class, area)?;
        self.0.write_str("><title>")?;
        write!(Escaped(self.0), "{tip}")?;
        self.0.write_str("</title></rect>\n")
    }

    fn open_rect(&mut self, class: &str, Area(x, y, width, height): Area) -> fmt::Result {
        write!(
            self.0,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\""
        )
    }

    /// Any number of rectangles of one class.
    pub(super) fn rects(
        &mut self,
        class: &str,
        areas: impl IntoIterator<Item = Area>,
    ) -> fmt::Result {
        let mut areas = areas.into_iter().peekable();
        if areas.peek().is_none() {
            return Ok(());
        }
        write!(self.0, "<path class=\"{class}\" d=\"")?;
        for Area(x, y, width, height) in areas {
            write!(self.0, "M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z")?;
        }
        self.0.write_str("\"/>\n")
    }

    /// Any number of horizontal lines of one class: left, top and width.
    pub(super) fn rules(
        &mut self,
        class: &str,
        rules: impl IntoIterator<Item = (f64, f64, f64)>,
    ) -> fmt::Result {
        write!(self.0, "<path class=\"{class}\" d=\"")?;
        for (x, y, width) in rules {
            write!(self.0, "M{x:.1} {y:.1}h{width:.1}")?;
        }
        self.0.write_str("\"/>\n")
    }

    /// A line from one point to another.
    #[cfg(feature = "bench")]
    pub(crate) fn line(
        &mut self,
        class: &str,
        (x1, y1): (f64, f64),
        (x2, y2): (f64, f64),
    ) -> fmt::Result {
        writeln!(
            self.0,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        )
    }

    /// A line of squares, each of a class, and what they stand for. Gives where the next would be.
    pub(super) fn legend<T: AsRef<str>>(
        &mut self,
        mut x: f64,
        y: f64,
        classes: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Result<f64, fmt::Error> {
        for (class, text) in classes {
            let text = text.as_ref();
            self.rect(class, Area(x, y - 9.0, 10.0, 10.0))?;
            self.text("plain", x + 16.0, y, text)?;
            // The width of text is the reader's; this is a little more than most fonts need.
            x += 36.0 + 6.6 * text.len() as f64;
        }
        Ok(x)
    }
}

/// Passes text on without what XML would take for markup.
pub(crate) struct Escaped<'a>(pub(crate) &'a mut dyn Write);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '&' => self.0.write_str("&amp;")?,
                '"' => self.0.write_str("&quot;")?,
                c => self.0.write_char(c)?,
            }
        }
        Ok(())
    }
}
