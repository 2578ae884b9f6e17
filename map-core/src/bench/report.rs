//! What a run found out: the one structure that tables, JSON and pages are made of.

use std::fs;
use std::time::SystemTime;

use serde::Serialize;

use super::memory::Growth;
use super::operations::{Operation, Unit};
use super::statistics::{Spread, geometric_mean};

/// A whole run.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Report {
    pub(super) command: String,
    pub(super) date: String,
    pub(super) machine: Machine,
    pub(super) keys: Vec<KeyReport>,
}

/// Where it ran.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Machine {
    pub(super) processor: String,
    pub(super) cores: usize,
    pub(super) system: &'static str,
    pub(super) architecture: &'static str,
}

/// One key type.
#[derive(Clone, Debug, Serialize)]
pub(super) struct KeyReport {
    pub(super) name: String,
    pub(super) path: &'static str,
    pub(super) plan: String,
    pub(super) sizes: Vec<SizeReport>,
}

/// Maps of so many entries.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SizeReport {
    pub(super) entries: usize,
    /// Whether the figures are means over a doubling of sizes around `entries`.
    pub(super) octave: bool,
    pub(super) rounds: usize,
    pub(super) rows: Vec<Row>,
    pub(super) growth: Vec<Curve>,
}

/// One operation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub(super) operation: Operation,
    pub(super) label: &'static str,
    pub(super) unit: Unit,
    /// Of `FastMap`.
    pub(super) ours: Spread,
    /// Of `FastMap`, where it was counted.
    pub(super) page_faults: Option<f64>,
    pub(super) rivals: Vec<Versus>,
}

/// `FastMap` beside one rival.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Versus {
    pub(super) rival: &'static str,
    pub(super) theirs: Spread,
    pub(super) page_faults: Option<f64>,
    /// Ours divided by theirs, round by round.
    pub(super) ratio: Spread,
}

/// One map's memory while it grows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Curve {
    pub(super) map: &'static str,
    #[serde(flatten)]
    pub(super) growth: Growth,
}

impl Report {
    pub(super) fn new(command: String) -> Report {
        let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        Report {
            command,
            date: now.split('T').next().unwrap_or_default().to_owned(),
            machine: Machine::this(),
            keys: Vec::new(),
        }
    }
}

impl Machine {
    fn this() -> Machine {
        let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpuinfo
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .map(|rest| rest.trim_start_matches([' ', '\t', ':']).trim());
        Machine {
            processor: model.unwrap_or("unknown processor").to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
        }
    }
}

impl KeyReport {
    /// The rivals, in the order of their first appearance.
    pub(super) fn rivals(&self) -> Vec<&'static str> {
        let mut rivals = Vec::new();
        for versus in self
            .sizes
            .iter()
            .flat_map(|size| &size.rows)
            .flat_map(|row| &row.rivals)
        {
            if !rivals.contains(&versus.rival) {
                rivals.push(versus.rival);
            }
        }
        rivals
    }

    /// The geometric mean of our ratios to a rival, over the operations of every day and all sizes.
    pub(super) fn overall(&self, rival: &str) -> Option<f64> {
        let rows = self.sizes.iter().flat_map(|size| &size.rows);
        let ratios: Vec<f64> = rows
            .filter(|row| row.operation.is_mean_time())
            .filter_map(|row| row.ratio_to(rival))
            .map(|ratio| ratio.median)
            .collect();
        (!ratios.is_empty()).then(|| geometric_mean(ratios.into_iter()))
    }
}

impl Row {
    pub(super) fn ratio_to(&self, rival: &str) -> Option<Spread> {
        let versus = self.rivals.iter().find(|versus| versus.rival == rival)?;
        Some(versus.ratio)
    }
}

impl SizeReport {
    /// The means over sizes of one octave, as if it were the one in the middle.
    pub(super) fn octave(entries: usize, sizes: Vec<SizeReport>) -> Option<SizeReport> {
        let rounds = sizes.iter().map(|size| size.rounds).min()?;
        let first = sizes.first()?;
        let rows = first.rows.iter().filter_map(|row| {
            // Every size has it, or it is left out.
            let same: Option<Vec<&Row>> = sizes
                .iter()
                .map(|size| {
                    size.rows
                        .iter()
                        .find(|other| other.operation == row.operation)
                })
                .collect();
            Some(Row::mean_of(&same?))
        });
        Some(SizeReport {
            entries,
            octave: true,
            rounds,
            rows: rows.collect(),
            growth: Vec::new(),
        })
    }
}

impl Row {
    fn mean_of(rows: &[&Row]) -> Row {
        let spread = |part: &dyn Fn(&Row) -> Spread| {
            let parts: Vec<Spread> = rows.iter().map(|row| part(row)).collect();
            Spread::mean_of(&parts)
        };
        let rivals = 0..rows[0].rivals.len();
        Row {
            ours: spread(&|row| row.ours),
            page_faults: None,
            rivals: rivals
                .map(|index| Versus {
                    rival: rows[0].rivals[index].rival,
                    theirs: spread(&|row| row.rivals[index].theirs),
                    page_faults: None,
                    ratio: spread(&|row| row.rivals[index].ratio),
                })
                .collect(),
            ..*rows[0]
        }
    }
}
