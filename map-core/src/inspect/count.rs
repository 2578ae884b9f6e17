//! Counting a table's buckets.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Bytes, Histogram, Run};
use crate::engine::{Table, TableStats};

/// Most runs that buckets are counted in.
const RUNS: usize = 128;

/// What is counted; the fields of an [`Inspection`](super::Inspection) say what each is.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) buckets: usize,
    pub(super) in_use: usize,
    pub(super) noverflow: usize,
    /// Numbers of the old buckets that are yet to be split; those before them were. `0..0` when not growing.
    pub(super) old: Range<usize>,
    pub(super) bytes: Bytes,
    pub(super) entries_per_bucket: Histogram,
    pub(super) chain_lengths: Histogram,
    pub(super) tophash_use: Histogram,
    pub(super) runs: Vec<Run>,
}

impl Counts {
    pub(super) fn of<T>(table: &Table<T>) -> Counts {
        let stats = table.stats();
        // Bucket `i` is split into `i` and its image `half + i`, in order of `i`.
        let half = stats.buckets / 2;
        let old = if table.is_growing() {
            stats.in_use - half..half
        } else {
            0..0
        };
        let run_len = stats.buckets.div_ceil(RUNS).max(1);
        let mut counts = Counts {
            buckets: stats.buckets,
            in_use: stats.in_use,
            runs: empty_runs(&stats, &old, run_len),
            old,
            ..Counts::default()
        };
        let mut tags = [0; 256];
        for (number, bucket) in table.buckets_in_use().enumerate() {
            let lanes = bucket.lanes();
            let in_slots = lanes.count_ones() as usize;
            let (nodes, in_overflow) = bucket.overflow();
            counts.add_bucket(&stats, number, in_slots, nodes, in_overflow);

            let run = &mut counts.runs[number / run_len];
            run.in_slots += in_slots;
            run.in_overflow += in_overflow;
            run.fullest = run.fullest.max(in_slots + in_overflow);
            run.lanes |= lanes;
            bucket.for_each_tag(|tag| tags[usize::from(tag)] += 1);
        }
        if stats.is_hashed {
            counts.tophash_use = tags.into_iter().collect();
        }
        counts.bytes.overflow = counts.noverflow * stats.node_bytes;
        counts.bytes.slack = stats.allocated_bytes - counts.bytes.total();
        counts
    }

    fn add_bucket(
        &mut self,
        stats: &TableStats,
        number: usize,
        in_slots: usize,
        nodes: usize,
        in_overflow: usize,
    ) {
        self.noverflow += nodes;
        self.entries_per_bucket.add(in_slots + in_overflow);
        self.chain_lengths.add(nodes);
        // The link to a chain takes a slot too.
        let slots = (in_slots + usize::from(nodes > 0)) * stats.slot_bytes;
        if self.old.contains(&number) {
            self.bytes.old_buckets += stats.group_bytes + slots;
        } else {
            self.bytes.tophash += stats.group_bytes;
            self.bytes.slots += slots;
        }
    }
}

/// All buckets in runs of `len`, before any was counted.
fn empty_runs(stats: &TableStats, old: &Range<usize>, len: usize) -> Vec<Run> {
    let run = |first: usize| {
        let end = (first + len).min(stats.buckets);
        let within = |part: Range<usize>| part.end.min(end).saturating_sub(part.start.max(first));
        Run {
            first,
            buckets: end - first,
            in_use: within(0..stats.in_use),
            evacuated: within(0..old.start),
            old: within(old.clone()),
            ..Run::default()
        }
    };
    (0..stats.buckets).step_by(len).map(run).collect()
}
