//! Bytes, by what they are for.

/// The bytes that a map has on the heap. Each is in one of the parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Bytes {
    /// Tags of the buckets, 16 bytes each.
    pub tophash: usize,
    /// Slots that hold an entry, or the link to a bucket's overflow.
    pub slots: usize,
    /// Overflow nodes in use.
    pub overflow: usize,
    /// Tags and used slots of old buckets, which growth has yet to split; 0 when not growing.
    pub old_buckets: usize,
    /// Values that have an allocation of their own: those of a [`StableMap`](crate::StableMap), 0 in other maps. What the
    /// allocator adds to each is not counted.
    pub values: usize,
    /// What holds nothing: empty slots, free overflow nodes, and while growing the buckets that are still to come.
    /// Memory that the operating system has not been asked to back yet is counted too.
    pub slack: usize,
}

impl Bytes {
    /// Returns the sum of all parts: the map's [`allocation_size`](struct@crate::FastMap#method.allocation_size).
    #[must_use]
    pub const fn total(&self) -> usize {
        self.tophash + self.slots + self.overflow + self.old_buckets + self.values + self.slack
    }

    /// Returns the parts with their names, in bytes and in the order in which they are shown.
    #[must_use]
    pub const fn parts(&self) -> [(&'static str, usize); 6] {
        [
            ("tophash", self.tophash),
            ("slots", self.slots),
            ("overflow", self.overflow),
            ("old buckets", self.old_buckets),
            ("values", self.values),
            ("slack", self.slack),
        ]
    }
}
