//! Key types to measure, and a run over them.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Args, octave};
use super::key::{Benchmark, Subject};
use super::memory::{self, Growth};
use super::operations::Operation;
use super::report::{Curve, KeyReport, Report, Row, SizeReport, Versus};
use super::statistics::Spread;
use super::{page, table};

/// Key types, and where their results go.
pub struct Suite {
    name: &'static str,
    folder: Option<PathBuf>,
    benchmarks: Vec<Benchmark>,
}

impl Suite {
    /// A suite of a module's name over these key types. Results go into `fastmap` beside `folder`, cargo's folder for
    /// temporary files of benchmarks, if there is one.
    #[must_use]
    pub fn new(
        module: &'static str,
        folder: Option<&str>,
        benchmarks: impl Into<Vec<Benchmark>>,
    ) -> Suite {
        let folder = folder.and_then(|folder| Path::new(folder).parent());
        Suite {
            name: module.split("::").next().unwrap_or(module),
            folder: folder.map(|target| target.join("fastmap")),
            benchmarks: benchmarks.into(),
        }
    }

    /// Runs as the program's arguments ask, and prints and writes what came of it.
    pub fn main(&self) -> ExitCode {
        match self.run(&Args::parse()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        }
    }

    /// The same with arguments from elsewhere, the program's name first.
    ///
    /// # Errors
    /// What is wrong with the arguments, which rivals disagree, or why a file cannot be written.
    pub fn run_with(&self, args: &[&str]) -> Result<(), String> {
        let args = Args::try_parse_from(args).map_err(|error| error.to_string())?;
        self.run(&args)
    }

    fn run(&self, args: &Args) -> Result<(), String> {
        let subjects = self.chosen(args)?;
        if let Some(map) = &args.grow {
            return grow_one(&subjects, map, args);
        }
        if cfg!(debug_assertions) {
            eprintln!("note: this build is not optimised; its figures say nothing");
        }
        let report = measure(&subjects, args)?;
        let json = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
        let default = |extension: &str| {
            let folder = self.folder.as_ref()?;
            Some(folder.join(self.name).with_extension(extension))
        };
        for (file, text) in [
            (args.json.clone().or_else(|| default("json")), json),
            (
                args.html.clone().or_else(|| default("html")),
                page::page(&report),
            ),
        ] {
            if let Some(file) = file {
                write(&file, &text)?;
                println!("wrote {}", file.display());
            }
        }
        Ok(())
    }

    /// The key types that a run is over.
    fn chosen(&self, args: &Args) -> Result<Vec<&dyn Subject>, String> {
        let names: Vec<&str> = self.benchmarks.iter().map(Benchmark::name).collect();
        for key in &args.key {
            if !names.iter().any(|name| name.eq_ignore_ascii_case(key)) {
                let names = names.join(", ");
                return Err(format!("there is no key type `{key}`; there are {names}"));
            }
        }
        let subjects = self.benchmarks.iter().map(Benchmark::subject);
        let chosen = subjects.filter(|subject| {
            let mut keys = args.key.iter();
            args.key.is_empty() || keys.any(|key| subject.name().eq_ignore_ascii_case(key))
        });
        Ok(chosen.collect())
    }
}

/// Measures all key types in all sizes, and prints a table as soon as it is complete.
fn measure(subjects: &[&dyn Subject], args: &Args) -> Result<Report, String> {
    let mut report = Report::new(command(env::args().skip(1)));
    let steps: usize = subjects
        .iter()
        .map(|subject| args.sizes(subject.values()).len())
        .sum();
    let bar = ProgressBar::new(steps as u64);
    let style = ProgressStyle::with_template("{bar:20} {pos}/{len} [{elapsed}] {wide_msg}");
    bar.set_style(style.map_err(|error| error.to_string())?);
    for subject in subjects {
        let plan = subject.plan();
        let mut key = KeyReport {
            name: subject.name().to_owned(),
            path: plan.path.name(),
            plan: plan.to_string(),
            sizes: Vec::new(),
        };
        for size in args.sizes(subject.values()) {
            let measured = one_size(*subject, size, args, &bar)?;
            bar.suspend(|| print!("{}", table::table(&key, &measured)));
            key.sizes.push(measured);
            bar.inc(1);
        }
        report.keys.push(key);
    }
    bar.finish_and_clear();
    Ok(report)
}

/// What the user wrote, as far as the program can know, save for where the results go.
fn command(mut arguments: impl Iterator<Item = String>) -> String {
    let mut command = "cargo bench".to_owned();
    if let Ok(package) = env::var("CARGO_PKG_NAME") {
        command = format!("{command} -p {package}");
    }
    let mut words = vec![command];
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bench" => {}
            "--json" | "--html" => _ = arguments.next(),
            _ => words.push(argument),
        }
    }
    if words.len() > 1 {
        words.insert(1, "--".to_owned());
    }
    words.join(" ")
}

fn one_size(
    subject: &dyn Subject,
    size: usize,
    args: &Args,
    bar: &ProgressBar,
) -> Result<SizeReport, String> {
    let measure = |size: usize| {
        let name = subject.name();
        let mut tick = |round: usize, map: &str| {
            bar.set_message(format!("{name}, {size} entries, round {round}: {map}"));
        };
        subject
            .measure(size, args, &mut tick)
            .map_err(|disagreement| format!("{name}, {size} entries: {disagreement}"))
    };
    if args.octave {
        let sizes = octave(size)
            .into_iter()
            .map(|size| measure(size.min(subject.values())));
        let sizes: Vec<SizeReport> = sizes.collect::<Result<_, _>>()?;
        return SizeReport::octave(size, sizes).ok_or_else(|| "an octave without sizes".to_owned());
    }
    let mut report = measure(size)?;
    if report.entries >= memory::FEWEST {
        for map in subject.maps_for_memory(args) {
            bar.set_message(format!("{}, {size} entries, memory: {map}", subject.name()));
            if let Some(growth) = grow_apart(subject.name(), map, size) {
                report.growth.push(Curve { map, growth });
            }
        }
        report.rows.extend(memory_rows(&report.growth));
    }
    Ok(report)
}

/// Has another process fill a map. Nothing comes of it where there are no figures, or no further process.
fn grow_apart(key: &str, map: &str, size: usize) -> Option<Growth> {
    let output = Command::new(env::current_exe().ok()?)
        .args(["--grow", map, "--key", key, "--size", &size.to_string()])
        .output()
        .ok()?;
    output.status.success().then_some(())?;
    serde_json::from_slice(&output.stdout).ok()
}

/// What that process does.
fn grow_one(subjects: &[&dyn Subject], map: &str, args: &Args) -> Result<(), String> {
    let ([subject], [size]) = (subjects, &args.size[..]) else {
        return Err("`--grow` needs one `--key` and one `--size`".to_owned());
    };
    let growth = subject.grow(map, *size);
    let growth = growth.ok_or("this system does not tell how much memory a process has")?;
    let json = serde_json::to_string(&growth).map_err(|error| error.to_string())?;
    println!("{json}");
    Ok(())
}

/// Memory as operations, for tables.
fn memory_rows(curves: &[Curve]) -> Vec<Row> {
    let Some((ours, rivals)) = curves.split_first() else {
        return Vec::new();
    };
    let exactly = |figure: f64| Spread::of(vec![figure]);
    type Figure = fn(&Growth) -> f64;
    let kinds: [(Operation, Figure); 3] = [
        (Operation::BytesBeforeGrowth, Growth::least),
        (Operation::BytesAfterGrowth, Growth::most),
        (Operation::PeakBytes, Growth::peak),
    ];
    let rows = kinds.into_iter().map(|(operation, figure)| {
        let own = figure(&ours.growth);
        let versus = rivals.iter().map(|rival| {
            let theirs = figure(&rival.growth);
            Versus {
                rival: rival.map,
                theirs: exactly(theirs),
                page_faults: None,
                ratio: exactly(own / theirs),
            }
        });
        Row {
            operation,
            label: operation.label(),
            unit: operation.unit(),
            ours: exactly(own),
            page_faults: None,
            rivals: versus.collect(),
        }
    });
    rows.collect()
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_without_its_files() {
        let words = ["--size", "7", "--json", "a/b", "--bench"].map(str::to_owned);
        assert!(command(words.into_iter()).ends_with(" -- --size 7"));
        assert!(!command(std::iter::empty()).contains("--"));
    }
}
