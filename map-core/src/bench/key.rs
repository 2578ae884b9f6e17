//! One key type and the maps that take it.

use super::args::Args;
use super::memory::Growth;
use super::report::SizeReport;
use super::rivals::{self, Contender};
use super::rounds::{self, Disagreement};
use super::workload;
use crate::sample::{Random, Sample};
use crate::{FastKey, FastSet, Plan};

/// A key type and the maps that it can be put into; [`main!`](crate::bench::main) makes them.
pub struct Benchmark(Box<dyn Subject>);

impl Benchmark {
    /// The key type `K` under a name, with the rivals that take it.
    pub fn new<K: FastKey + Sample + Clone + 'static>(
        name: &'static str,
        rivals: impl IntoIterator<Item = Option<Contender<K>>>,
    ) -> Benchmark {
        let ours = std::iter::once(rivals::ours());
        Benchmark(Box::new(Key {
            name,
            contenders: ours.chain(rivals.into_iter().flatten()).collect(),
        }))
    }

    pub(super) fn name(&self) -> &'static str {
        self.subject().name()
    }

    pub(super) fn subject(&self) -> &dyn Subject {
        &*self.0
    }
}

/// A key type, whichever it is.
pub(super) trait Subject {
    fn name(&self) -> &'static str;

    fn plan(&self) -> Plan;

    /// How many values it has at most.
    fn values(&self) -> usize;

    /// Times all operations of all contenders that were asked for.
    fn measure(
        &self,
        size: usize,
        args: &Args,
        tick: &mut dyn FnMut(usize, &'static str),
    ) -> Result<SizeReport, Disagreement>;

    /// Maps whose memory is to be measured, ours first: those that are timed, and the other one that grows by and by.
    fn maps_for_memory(&self, args: &Args) -> Vec<&'static str>;

    /// Fills a map of so many entries; see [`memory`](super::memory).
    fn grow(&self, map: &str, size: usize) -> Option<Growth>;
}

struct Key<K> {
    name: &'static str,
    /// Ours first.
    contenders: Vec<Contender<K>>,
}

impl<K> Key<K> {
    /// Ours, and the rivals that `wanted` lets pass.
    fn ours_and(&self, wanted: impl Fn(&Contender<K>) -> bool) -> Vec<&Contender<K>> {
        let indexed = self.contenders.iter().enumerate();
        let wanted = indexed.filter(|(index, contender)| *index == 0 || wanted(contender));
        wanted.map(|(_, contender)| contender).collect()
    }
}

impl<K: FastKey + Sample + Clone> Subject for Key<K> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn plan(&self) -> Plan {
        K::PLAN
    }

    fn values(&self) -> usize {
        let values = K::PLAN.cardinality.map(usize::try_from);
        values.and_then(Result::ok).unwrap_or(usize::MAX)
    }

    fn measure(
        &self,
        size: usize,
        args: &Args,
        tick: &mut dyn FnMut(usize, &'static str),
    ) -> Result<SizeReport, Disagreement> {
        let contenders = self.ours_and(|rival| args.wants(rival.name, rival.extra));
        rounds::measure(&contenders, size, args.patience(size), tick)
    }

    fn maps_for_memory(&self, args: &Args) -> Vec<&'static str> {
        let grows_slowly = |name: &str| args.rival.is_empty() && name.starts_with("griddle");
        let contenders =
            self.ours_and(|rival| args.wants(rival.name, rival.extra) || grows_slowly(rival.name));
        contenders.iter().map(|contender| contender.name).collect()
    }

    fn grow(&self, map: &str, size: usize) -> Option<Growth> {
        let contender = self
            .contenders
            .iter()
            .find(|contender| contender.name == map)?;
        let mut random = Random::new(size as u64);
        (contender.grow)(workload::distinct(size, &mut FastSet::new(), &mut random))
    }
}
