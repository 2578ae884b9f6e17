//! The keys of one run: which are put in, which are looked up, and in what order.

use crate::sample::{Random, Sample};
use crate::{FastKey, FastSet};

/// Fewer different lookups than this would be learnt by heart by the branch predictor. Builds that are not optimised only
/// try the machinery out.
pub(super) const FEWEST_LOOKUPS: usize = if cfg!(debug_assertions) {
    2_000
} else {
    100_000
};

/// More would only take longer.
const MOST_LOOKUPS: usize = 500_000;

/// Keys for maps of a number of entries.
pub(super) struct Workload<K> {
    /// What full maps hold, in the order of insertion. As many as were asked for, or all that the key type has.
    pub(super) present: Vec<K>,
    /// The first so many of them are in the map that is asked for absent keys: all, or half where the key type has not
    /// enough other values.
    pub(super) resident: usize,
    /// What is never among the resident.
    pub(super) absent: Vec<K>,
    /// Present keys in the order of lookup: one random permutation after another.
    pub(super) hits: Vec<K>,
    /// The same of absent ones.
    pub(super) misses: Vec<K>,
}

impl<K: FastKey + Sample + Clone> Workload<K> {
    /// The workload that `size` and `seed` lead to.
    pub(super) fn new(size: usize, seed: u64) -> Workload<K> {
        let mut random = Random::new(seed);
        let mut seen = FastSet::new();
        let present = distinct(size, &mut seen, &mut random);
        let mut absent = distinct(present.len(), &mut seen, &mut random);
        drop(seen);
        let mut resident = present.len();
        if absent.len() < resident {
            resident = present.len() / 2;
            absent = present[resident..].to_vec();
        }
        Workload {
            hits: lookups(&present, &mut random),
            misses: lookups(&absent, &mut random),
            present,
            resident,
            absent,
        }
    }
}

/// Up to `count` keys that were not seen before; fewer where the key type seems to have no more.
pub(super) fn distinct<K: FastKey + Sample + Clone>(
    count: usize,
    seen: &mut FastSet<K>,
    random: &mut Random,
) -> Vec<K> {
    let left = match K::PLAN.cardinality.map(usize::try_from) {
        Some(Ok(values)) => values.saturating_sub(seen.len()),
        _ => usize::MAX,
    };
    let count = count.min(left);
    let mut keys = Vec::with_capacity(count);
    // Drawing all of n values takes about n ln n samples.
    let mut patience = 1_000 + 32 * count;
    while keys.len() < count && patience > 0 {
        let key = K::sample(random);
        if seen.insert(key.clone()) {
            keys.push(key);
        }
        patience -= 1;
    }
    keys
}

/// Clones of `keys` in the order of lookup. They lie in that order in memory: a program that looks a key up has it at
/// hand, and what is to be measured is the map.
fn lookups<K: Clone>(keys: &[K], random: &mut Random) -> Vec<K> {
    let count = keys.len().clamp(FEWEST_LOOKUPS, MOST_LOOKUPS);
    let mut order: Vec<usize> = (0..keys.len()).collect();
    let mut lookups = Vec::with_capacity(count);
    while lookups.len() < count && !keys.is_empty() {
        random.shuffle(&mut order);
        let left = count - lookups.len();
        lookups.extend(order.iter().take(left).map(|index| keys[*index].clone()));
    }
    lookups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookups_cycle_through_permutations() {
        let keys = Workload::<u64>::new(1_000, 1);
        assert_eq!(
            (keys.present.len(), keys.resident, keys.absent.len()),
            (1_000, 1_000, 1_000)
        );
        assert_eq!(
            (keys.hits.len(), keys.misses.len()),
            (FEWEST_LOOKUPS, FEWEST_LOOKUPS)
        );
        for (number, round) in keys.hits.chunks(1_000).enumerate() {
            let different: FastSet<u64> = round.iter().copied().collect();
            assert_eq!(different.len(), 1_000, "round {number}");
        }
        assert_ne!(keys.hits[..1_000], keys.hits[1_000..2_000]);
        assert!(keys.absent.iter().all(|key| !keys.present.contains(key)));
    }

    #[test]
    fn few_values_are_divided() {
        let keys = Workload::<Option<bool>>::new(1_000, 1);
        assert_eq!(
            (keys.present.len(), keys.resident, keys.absent.len()),
            (3, 1, 2)
        );
        let one = Workload::<()>::new(5, 1);
        assert_eq!(
            (one.present.len(), one.resident, one.absent.len()),
            (1, 0, 1)
        );
    }
}
