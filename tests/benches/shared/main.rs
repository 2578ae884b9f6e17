//! The maps that threads share beside others' in one run: throughput, and how long the slowest of a thousand calls takes.
//!
//! ```text
//! cargo bench -p tests --bench shared                            all mixes, 1 to 8 threads: a minute
//! cargo bench -p tests --bench shared -- --mix hot --threads 2   some of it
//! cargo bench -p tests --bench shared -- --rounds 15 --json out.json
//! ```
//!
//! Keys are a derived newtype of `u64`. Dashmap, papaya and scc hash with foldhash, seeded as ours are, because their own
//! choice, SipHash, would cost them more than what is compared here; the std map is as std makes it. Every map starts each
//! turn with the same entries; turns are short and go round and round in changing order, so that a machine that changes
//! speed changes it for all; figures are medians over the rounds. Of 64 calls one is timed by itself, clock included.

mod maps;
mod mixes;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::thread;

use clap::{Parser, ValueEnum as _};
use map_core::sync::{LockedMap, ShardedMap, SyncMap};
use maps::{Dashmap, LockedStd, Papaya, Scc, Shared as _, UserId};
use mixes::{Mix, turn};
use serde::Serialize;

type Turn = fn(Mix, u64, &Args) -> (f64, Vec<u32>);

const MAPS: [(&str, Turn); 7] = [
    (<SyncMap<UserId, u64>>::NAME, turn::<SyncMap<UserId, u64>>),
    (
        <ShardedMap<UserId, u64>>::NAME,
        turn::<ShardedMap<UserId, u64>>,
    ),
    (
        <LockedMap<UserId, u64>>::NAME,
        turn::<LockedMap<UserId, u64>>,
    ),
    (Dashmap::NAME, turn::<Dashmap>),
    (Papaya::NAME, turn::<Papaya>),
    (Scc::NAME, turn::<Scc>),
    (LockedStd::NAME, turn::<LockedStd>),
];

/// What came of one map in one mix.
#[derive(Serialize)]
struct Figure {
    map: &'static str,
    mix: Mix,
    threads: u64,
    /// Millions of calls a second, of all threads together: the median over the rounds.
    mcalls: f64,
    /// The same, round by round.
    rounds: Vec<f64>,
    /// The median over the rounds of the time that 999 of 1,000 calls stay below, in microseconds.
    p999: f64,
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn p999(mut times: Vec<u32>) -> f64 {
    let at = times.len() * 999 / 1_000;
    f64::from(*times.select_nth_unstable(at).1) / 1_000.0
}

/// Has all maps take turns in one mix.
fn compare(mix: Mix, threads: u64, args: &Args) -> Vec<Figure> {
    let mut results = [const { (Vec::new(), Vec::new()) }; MAPS.len()];
    for round in 0..args.rounds {
        // Each goes first as often as any other.
        for turn in 0..MAPS.len() {
            let map = (round + turn) % MAPS.len();
            let (rate, times) = MAPS[map].1(mix, threads, args);
            results[map].0.push(rate / 1e6);
            results[map].1.push(p999(times));
        }
    }
    let figures = MAPS.iter().zip(results);
    figures
        .map(|((map, _), (rounds, p999))| Figure {
            map,
            mix,
            threads,
            mcalls: median(&rounds),
            rounds,
            p999: median(&p999),
        })
        .collect()
}

/// A row of a table: its mix and threads, then what `cell` makes of each map's figure.
fn row(figures: &[Figure], cell: impl Fn(&Figure) -> f64) -> String {
    let mut row = format!("| {} | {} |", figures[0].mix.name(), figures[0].threads);
    for figure in figures {
        let digits = if cell(figure) < 10.0 { 2 } else { 1 };
        let _ = write!(row, " {:.digits$} |", cell(figure)); // writing to a string does not fail
    }
    row
}

fn head() -> String {
    let names = MAPS.map(|(name, _)| name).join(" | ");
    format!(
        "| mix | threads | {names} |\n|---|{}",
        "---|".repeat(MAPS.len() + 1)
    )
}

/// Compares the maps that threads share.
#[derive(Parser)]
struct Args {
    /// Only these mixes.
    #[arg(long, value_delimiter = ',')]
    mix: Vec<Mix>,
    /// Only these numbers of threads.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 4, 8])]
    threads: Vec<u64>,
    /// Keys that the maps are asked for.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..1 << 32))]
    keys: u64,
    /// How often each map has its turn.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long a turn is.
    #[arg(long, default_value_t = 50)]
    millis: u64,
    /// Writes all figures to this file.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    let mixes = match args.mix.as_slice() {
        [] => Mix::value_variants(),
        some => some,
    };
    let cores = thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{cores} cores, {} keys; millions of calls a second:\n",
        args.keys
    );
    println!("{}", head());
    let mut all = Vec::new();
    for mix in mixes {
        for threads in &args.threads {
            let figures = compare(*mix, *threads, &args);
            println!("{}", row(&figures, |figure| figure.mcalls));
            all.push(figures);
        }
    }
    println!(
        "\n999 of 1,000 calls took at most so many microseconds:\n\n{}",
        head()
    );
    for figures in &all {
        println!("{}", row(figures, |figure| figure.p999));
    }
    if let Some(path) = args.json {
        let all: Vec<_> = all.into_iter().flatten().collect();
        let text = serde_json::to_string_pretty(&all).expect("figures are plain numbers");
        std::fs::write(&path, text).expect("the file for the figures can be written");
    }
}
