//! Maps that wait, and the count of them that all threads share.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::PoolStats;
use super::recent::Recent;
use crate::map::FastMap;

/// What may wait in a pool, and what of that is claimed.
pub(super) struct Budget {
    max_maps: usize,
    max_bytes: usize,
    maps: AtomicUsize,
    bytes: AtomicUsize,
}

/// Why a map cannot be kept.
enum Full {
    Maps,
    Bytes,
}

impl Budget {
    pub(super) const fn new(max_maps: usize, max_bytes: usize) -> Budget {
        Budget {
            max_maps,
            max_bytes,
            maps: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
        }
    }

    /// Whether no cache can have a map.
    pub(super) fn is_untouched(&self) -> bool {
        self.maps.load(Relaxed) == 0
    }

    /// Maps and bytes that are claimed.
    #[cfg(test)]
    pub(super) fn claimed(&self) -> (usize, usize) {
        (self.maps.load(Relaxed), self.bytes.load(Relaxed))
    }

    /// Changes a claim to what is needed, if what is needed is there.
    fn claim(&self, claim: &mut Claim, need: Claim) -> Result<(), Full> {
        if !change(&self.maps, claim.maps, need.maps, self.max_maps) {
            return Err(Full::Maps);
        }
        if !change(&self.bytes, claim.bytes, need.bytes, self.max_bytes) {
            change(&self.maps, need.maps, claim.maps, usize::MAX);
            return Err(Full::Bytes);
        }
        *claim = need;
        Ok(())
    }
}

/// Takes `from` out of a total and adds `to`, if that leaves it at most `max` or does not raise it.
fn change(total: &AtomicUsize, from: usize, to: usize, max: usize) -> bool {
    if to <= from {
        if to < from {
            total.fetch_sub(from - to, Relaxed);
        }
        return true;
    }
    let raise = |total: usize| total.checked_add(to - from).filter(|raised| *raised <= max);
    total.fetch_update(Relaxed, Relaxed, raise).is_ok()
}

/// A part of the budget.
#[derive(Clone, Copy)]
struct Claim {
    maps: usize,
    bytes: usize,
}

/// Maps that wait, on a cache line of their own.
#[repr(align(128))]
pub(super) struct Cache<K, V> {
    maps: Vec<FastMap<K, V>>,
    /// Bytes of the maps.
    bytes: usize,
    /// What these maps have of the budget, and those just taken: so that a map that comes and goes leaves the budget, which
    /// all threads write to, alone.
    claim: Claim,
    pub(super) recent: Recent,
    pub(super) tally: PoolStats,
}

impl<K, V> Cache<K, V> {
    pub(super) const fn new() -> Cache<K, V> {
        Cache {
            maps: Vec::new(),
            bytes: 0,
            claim: Claim { maps: 0, bytes: 0 },
            recent: Recent::new(),
            tally: PoolStats::NONE,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.maps.len()
    }

    /// The map that came last, which is most likely still in the processor's cache. Its place is held.
    pub(super) fn take(&mut self) -> Option<FastMap<K, V>> {
        let map = self.maps.pop()?;
        self.bytes -= map.allocation_size();
        Some(map)
    }

    /// Gives up the places of maps that were taken.
    pub(super) fn keep_no_place(&mut self, budget: &Budget) {
        let need = Claim {
            maps: self.maps.len(),
            bytes: self.bytes,
        };
        // Less is always there.
        let _ = budget.claim(&mut self.claim, need);
    }

    /// Keeps an empty map, or gives it back, and counts which.
    pub(super) fn put(&mut self, map: FastMap<K, V>, budget: &Budget) -> Option<FastMap<K, V>> {
        if map.capacity() == 0 {
            self.tally.unused += 1;
            return None;
        }
        let need = Claim {
            maps: self.maps.len() + 1,
            bytes: self.bytes + map.allocation_size(),
        };
        match budget.claim(&mut self.claim, need) {
            Ok(()) => {
                self.bytes = need.bytes;
                self.maps.push(map);
                self.tally.returned += 1;
                return None;
            }
            Err(Full::Maps) => self.tally.dropped_for_count += 1,
            Err(Full::Bytes) => self.tally.dropped_for_bytes += 1,
        }
        Some(map)
    }

    /// Takes all maps out.
    pub(super) fn empty(&mut self, budget: &Budget) -> Vec<FastMap<K, V>> {
        let maps = std::mem::take(&mut self.maps);
        self.bytes = 0;
        self.keep_no_place(budget);
        maps
    }

    /// What was done here, and what waits here.
    pub(super) fn stats(&self) -> PoolStats {
        PoolStats {
            idle_maps: self.maps.len(),
            idle_bytes: self.bytes,
            ..self.tally
        }
    }
}
