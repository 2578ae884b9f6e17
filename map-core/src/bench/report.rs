//! What a run found out: the one structure that tables, JSON and pages are made of.

use std::fs;
use std::time::SystemTime;

use indexmap::IndexSet;
use serde::Serialize;

use super::memory::Growth;
use super::operations::{Operation, Unit};
use super::statistics::{Spread, geometric_mean};
use crate::wording::Grouped;

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

/// The rivals in some rows, in the order of their first appearance.
fn rivals<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<&'static str> {
    let names = rows.flat_map(|row| &row.rivals).map(|versus| versus.rival);
    names.collect::<IndexSet<_>>().into_iter().collect()
}

impl Report {
    pub(super) fn rivals(&self) -> Vec<&'static str> {
        rivals(self.keys.iter().flat_map(KeyReport::rows))
    }
}

impl KeyReport {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sizes.iter().flat_map(|size| &size.rows)
    }

    pub(super) fn rivals(&self) -> Vec<&'static str> {
        rivals(self.rows())
    }

    /// The geometric mean of our ratios to a rival, over the operations of every day and all sizes.
    pub(super) fn overall(&self, rival: &str) -> Option<f64> {
        let ratios: Vec<f64> = self
            .rows()
            .filter(|row| row.operation.is_mean_time())
            .filter_map(|row| row.ratio_to(rival))
            .map(|ratio| ratio.median)
            .collect();
        (!ratios.is_empty()).then(|| geometric_mean(ratios.into_iter()))
    }
}

impl Row {
    pub(super) fn versus(&self, rival: &str) -> Option<&Versus> {
        self.rivals.iter().find(|versus| versus.rival == rival)
    }

    pub(super) fn ratio_to(&self, rival: &str) -> Option<Spread> {
        self.versus(rival).map(|versus| versus.ratio)
    }
}

impl SizeReport {
    pub(super) fn rivals(&self) -> Vec<&'static str> {
        rivals(self.rows.iter())
    }

    /// What was measured, in a few words.
    pub(super) fn heading(&self) -> String {
        format!(
            "{}{} {}, {} rounds",
            if self.octave { "around " } else { "" },
            Grouped(self.entries),
            if self.entries == 1 {
                "entry"
            } else {
                "entries"
            },
            self.rounds
        )
    }

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
