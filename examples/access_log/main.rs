//! Reads a web server's access log (combined format) and counts it: clients, routes, statuses, methods, and pairs of
//! them, each in a map that was made for its key.
//!
//! ```text
//! cargo run --release --example access_log -- [FILE] [--format text|json] [--top N]
//! ```
//!
//! `FASTMAP_TRACE=1` has a line written to standard error for each growth of a map.

mod keys;
mod line;
mod report;
mod tally;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use report::Report;
use tally::Tally;

/// What is read where no file is named: made up, with all that real logs surprise with.
const SAMPLE: &[u8] = include_bytes!("sample.log");

/// Smaller files are read before a progress bar could be.
const PROGRESS_FROM: u64 = 16 << 20;

/// Counts a web server's access log.
#[derive(Parser)]
struct Args {
    /// A log in the combined format, `-` for standard input [default: a small sample]
    file: Option<PathBuf>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// How many clients, routes and pairs are listed
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    map_core::trace::init_from_env();
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nobody is left to tell if this fails; `eprintln!` would panic.
            let _ = writeln!(io::stderr(), "access_log: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let tally = match args.file.as_deref() {
        None => Tally::read(SAMPLE).map_err(|error| format!("cannot read the sample: {error}")),
        Some(path) if path.as_os_str() == "-" => Tally::read(io::stdin().lock())
            .map_err(|error| format!("cannot read standard input: {error}")),
        Some(path) => open(path)
            .and_then(Tally::read)
            .map_err(|error| format!("cannot read {}: {error}", path.display())),
    }?;
    let report = Report::of(&tally, args.top);
    match print(&report, args.format) {
        // A reader that has seen enough, such as `head`, is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write the report: {error}"))
        }
        _ => Ok(()),
    }
}

/// Opens a log, with a progress bar where somebody watches and waits.
fn open(path: &Path) -> io::Result<impl BufRead> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let bar = if length >= PROGRESS_FROM && io::stderr().is_terminal() {
        let style = "{wide_bar} {bytes}/{total_bytes} {eta}";
        let style = ProgressStyle::with_template(style).map_err(io::Error::other)?;
        ProgressBar::new(length).with_style(style)
    } else {
        ProgressBar::hidden()
    };
    Ok(BufReader::with_capacity(1 << 16, bar.wrap_read(file)))
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => report.write_text(&mut out)?,
        Format::Json => report.write_json(&mut out)?,
    }
    out.flush()
}
