//! What a pool tells about itself.

/// Counts of what a [`MapPool`](super::MapPool) did since it was made, and what waits in it; see
/// [`MapPool::stats`](super::MapPool::stats).
///
/// Each map that was taken or put is in the end counted by one of `returned`, `unused`, `dropped_for_count`,
/// `dropped_for_bytes`, `poisoned` and `taken_out`, unless its guard was leaked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub struct PoolStats {
    /// Maps taken that had waited in the pool.
    pub hits: u64,
    /// Of the hits, those that had not waited in the taking thread's own cache.
    pub far_hits: u64,
    /// Maps taken that had to be made.
    pub misses: u64,
    /// Maps that came back and were kept.
    pub returned: u64,
    /// Maps that came back without memory, of which there was nothing to keep.
    pub unused: u64,
    /// Maps that came back to a pool that had as many as it may.
    pub dropped_for_count: u64,
    /// Maps that came back to a pool whose bytes they would have made too many.
    pub dropped_for_bytes: u64,
    /// Maps that were lost because their user panicked, or their entries when dropped.
    pub poisoned: u64,
    /// Maps taken out by [`PooledMap::into_inner`](super::PooledMap::into_inner).
    pub taken_out: u64,
    /// Maps that came back much larger than what was used of late, and were made smaller.
    pub trimmed: u64,
    /// Maps that wait.
    pub idle_maps: usize,
    /// Bytes on the heap of the maps that wait.
    pub idle_bytes: usize,
}

impl PoolStats {
    pub(super) const NONE: PoolStats = PoolStats {
        hits: 0,
        far_hits: 0,
        misses: 0,
        returned: 0,
        unused: 0,
        dropped_for_count: 0,
        dropped_for_bytes: 0,
        poisoned: 0,
        taken_out: 0,
        trimmed: 0,
        idle_maps: 0,
        idle_bytes: 0,
    };

    pub(super) fn add(&mut self, other: &PoolStats) {
        self.hits += other.hits;
        self.far_hits += other.far_hits;
        self.misses += other.misses;
        self.returned += other.returned;
        self.unused += other.unused;
        self.dropped_for_count += other.dropped_for_count;
        self.dropped_for_bytes += other.dropped_for_bytes;
        self.poisoned += other.poisoned;
        self.taken_out += other.taken_out;
        self.trimmed += other.trimmed;
        self.idle_maps += other.idle_maps;
        self.idle_bytes += other.idle_bytes;
    }
}
