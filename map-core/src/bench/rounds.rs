//! Rounds: every contender has a turn in each, in an order that is drawn anew, so that a machine that changes its speed
//! changes it for all. Ratios are taken within a round, and the median of the rounds is what counts.
//!
//! There are good harness crates, and none that fits: criterion and divan measure one function to the end before they
//! begin the next, and tango pairs two builds of one program. On a machine whose speed changes by half within seconds
//! only what is measured side by side can be compared.

use std::time::{Duration, Instant};

use super::operations::{Operation, Reading};
use super::report::{Row, SizeReport, Versus};
use super::rivals::Contender;
use super::statistics::Spread;
use super::workload::Workload;
use crate::FastKey;
use crate::sample::{Random, Sample};

/// Rounds that are measured, at least.
const FEWEST: usize = 3;

/// Rounds that are measured, at most.
const MOST: usize = 41;

/// Sizes up to this one get a round first that does not count: it leaves caches and heap as the others find them.
const WARM_UP: usize = 100_000;

/// When enough is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// So many rounds, whatever time they take.
    pub(super) rounds: Option<usize>,
    /// Or as many as fit, but a few at least.
    pub(super) budget: Duration,
}

impl Patience {
    fn allows(self, done: usize, start: Instant) -> bool {
        match self.rounds {
            Some(rounds) => done < rounds.max(1),
            None => done < FEWEST || done < MOST && start.elapsed() < self.budget,
        }
    }
}

/// Contenders whose sums differ: one of them is wrong, or does not do what the others do.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Disagreement {
    operation: Operation,
    sums: Vec<(&'static str, Option<u64>)>,
}

impl std::fmt::Display for Disagreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` has different results:", self.operation.label())?;
        for (name, sum) in &self.sums {
            match sum {
                Some(sum) => write!(f, " {name} {sum};")?,
                None => write!(f, " {name} none;")?,
            }
        }
        f.write_str(" so the figures are worth nothing. A key whose `Eq`, `Hash` and `Ord` do not agree does this")
    }
}

/// Measures contenders side by side; the first is ours. `tick` is told what each turn was.
pub(super) fn measure<K: FastKey + Sample + Clone>(
    contenders: &[&Contender<K>],
    size: usize,
    patience: Patience,
    tick: &mut dyn FnMut(usize, &'static str),
) -> Result<SizeReport, Disagreement> {
    let keys = Workload::new(size, size as u64);
    let entries = keys.present.len();
    let mut random = Random::new(!(size as u64));
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    let mut rounds: Vec<Vec<Vec<Reading>>> = Vec::new();
    if patience.rounds.is_none() && entries <= WARM_UP {
        for contender in contenders {
            tick(0, contender.name);
            (contender.turn)(&keys);
        }
    }
    let start = Instant::now();
    while patience.allows(rounds.len(), start) {
        random.shuffle(&mut order);
        let mut round: Vec<Vec<Reading>> = contenders.iter().map(|_| Vec::new()).collect();
        for turn in &order {
            let contender = contenders[*turn];
            tick(rounds.len() + 1, contender.name);
            round[*turn] = (contender.turn)(&keys);
        }
        agree(contenders, &round)?;
        rounds.push(round);
    }
    let rows = Operation::ALL
        .iter()
        .filter_map(|operation| row(*operation, contenders, &rounds));
    Ok(SizeReport {
        entries,
        octave: false,
        rounds: rounds.len(),
        rows: rows.collect(),
        growth: Vec::new(),
    })
}

/// Whether all sums of a round are the same.
fn agree<K>(contenders: &[&Contender<K>], round: &[Vec<Reading>]) -> Result<(), Disagreement> {
    for operation in Operation::ALL {
        let sum = |readings: &Vec<Reading>| find(readings, operation).map(|reading| reading.sum);
        let sums: Vec<Option<u64>> = round.iter().map(sum).collect();
        if sums.iter().any(|sum| *sum != sums[0]) {
            let names = contenders.iter().map(|contender| contender.name);
            return Err(Disagreement {
                operation,
                sums: names.zip(sums).collect(),
            });
        }
    }
    Ok(())
}

fn find(readings: &[Reading], operation: Operation) -> Option<&Reading> {
    readings
        .iter()
        .find(|reading| reading.operation == operation)
}

/// All rounds of one operation.
fn row<K>(
    operation: Operation,
    contenders: &[&Contender<K>],
    rounds: &[Vec<Vec<Reading>>],
) -> Option<Row> {
    let of = |contender: usize| -> Option<Vec<&Reading>> {
        rounds
            .iter()
            .map(|round| find(&round[contender], operation))
            .collect()
    };
    let nanos = |readings: &[&Reading]| readings.iter().map(|reading| reading.nanos).collect();
    let faults = |readings: &[&Reading]| {
        let faults: Option<Vec<f64>> = readings.iter().map(|reading| reading.faults).collect();
        faults.map(|faults| Spread::of(faults).median)
    };
    let ours = of(0)?;
    let rivals = contenders
        .iter()
        .enumerate()
        .skip(1)
        .filter_map(|(index, contender)| {
            let theirs = of(index)?;
            let ratios = ours.iter().zip(&theirs);
            Some(Versus {
                rival: contender.name,
                theirs: Spread::of(nanos(&theirs)),
                page_faults: faults(&theirs),
                ratio: Spread::of(
                    ratios
                        .map(|(ours, theirs)| ours.nanos / theirs.nanos)
                        .collect(),
                ),
            })
        });
    Some(Row {
        operation,
        label: operation.label(),
        unit: operation.unit(),
        rivals: rivals.collect(),
        page_faults: faults(&ours),
        ours: Spread::of(nanos(&ours)),
    })
}
