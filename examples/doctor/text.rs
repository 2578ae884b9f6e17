//! The report on a terminal.

use std::io::{self, Write};

use textwrap::Options;

use crate::diagnosis::verdict;
use crate::report::{Part, Report};

/// Columns, and those before an answer and before what a program printed.
const WIDTH: usize = 100;
const TEXT: &str = "   ";
const LINES: &str = "     ";

pub(crate) fn write(out: &mut impl Write, report: &Report<'_>) -> io::Result<()> {
    writeln!(
        out,
        "{}
{}",
        report.title, report.planted
    )?;
    for (i, section) in report.sections.iter().enumerate() {
        writeln!(out, "\n{}. {}", i + 1, section.question)?;
        writeln!(out, "{TEXT}[{}]", section.tool)?;
        for part in &section.answer {
            match part {
                Part::Text(text) => paragraph(out, text)?,
                Part::Lines(lines) => lines
                    .iter()
                    .try_for_each(|line| writeln!(out, "{LINES}{line}"))?,
                Part::Map(when, seen) => {
                    paragraph(out, when)?;
                    let text = format!("{seen:width$}", width = WIDTH - LINES.len());
                    text.lines()
                        .try_for_each(|line| writeln!(out, "{LINES}{line}"))?;
                }
            }
        }
    }
    writeln!(out, "\n{}", verdict(&report.findings))?;
    for finding in &report.findings {
        paragraph(out, &format!("{} {}", finding.sentence, finding.advice))?;
    }
    Ok(())
}

fn paragraph(out: &mut impl Write, text: &str) -> io::Result<()> {
    let indented = Options::new(WIDTH)
        .initial_indent(TEXT)
        .subsequent_indent(TEXT);
    writeln!(out, "{}", textwrap::fill(text, indented))
}
