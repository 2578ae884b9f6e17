//! Looks at a map with all seven tools, and says what is wrong with it. The map is filled from a file of keys, and problems
//! are planted in it, to be found.
//!
//! ```text
//! cargo run --release --example doctor -- [FILE] [--plant hostile|copies|reserve|none]... [--html PAGE]
//! ```

mod diagnosis;
mod exam;
mod keys;
mod page;
mod plant;
mod report;
#[cfg(test)]
mod tests;
mod text;

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use exam::Exam;
use keys::Keys;
use plant::Problem;
use report::Report;

/// What is read where no file is named: ids of orders, some of them more than once.
const SAMPLE: &[u8] = include_bytes!("sample.txt");

/// Counts who allocates, while it is asked to.
#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Looks at a map with seven tools, and says what is wrong with it.
#[derive(Parser)]
struct Args {
    /// Keys, one a line, all of them integers or all of them strings [default: a small sample]
    file: Option<PathBuf>,
    /// A problem to plant; may be repeated
    #[arg(
        long,
        value_enum,
        value_name = "PROBLEM",
        default_values = ["hostile", "copies", "reserve"]
    )]
    plant: Vec<Problem>,
    /// Writes the report as a page, too
    #[arg(long, value_name = "PAGE")]
    html: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nobody is left to tell if this fails; `eprintln!` would panic.
            let _ = writeln!(io::stderr(), "doctor: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let (name, keys) = match &args.file {
        None => ("the sample".to_owned(), Keys::read(SAMPLE)),
        Some(path) => {
            let name = path.display().to_string();
            let bytes = fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?;
            (name, Keys::read(&bytes))
        }
    };
    let keys = keys.map_err(|error| format!("cannot use {name}: {error}"))?;
    let exam = keys.examine(&args.plant);
    let report = Report::of(&exam, &name, &args.plant);
    if let Some(path) = &args.html {
        fs::write(path, page::page(&report))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match text::write(&mut out, &report).and_then(|()| out.flush()) {
        // A reader that has seen enough, such as `head`, is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write the report: {error}"))
        }
        _ => Ok(()),
    }
}

impl Keys {
    fn examine(&self, problems: &[Problem]) -> Exam {
        match self {
            Keys::Ids(keys) => Exam::of(keys, problems),
            Keys::Numbers(keys) => Exam::of(keys, problems),
            Keys::Names(keys) => Exam::of(keys, problems),
        }
    }
}
