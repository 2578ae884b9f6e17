//! The byte that stands for an entry in its bucket's group of tags.
//!
//! Everything about where an entry goes *within* its bucket follows from this byte alone: splitting, merging and pulling
//! entries back from overflow never need the key again.

/// The top byte of a hash. Zero means "empty" once stored, so a hash that starts with zero is stored as one.
///
/// Kept as the hash that it is the top of: what lookups derive from it then takes one shift each.
#[derive(Clone, Copy)]
pub(super) struct TopHash(u64);

/// The tag byte of an empty lane.
pub(super) const EMPTY: u8 = 0;

impl TopHash {
    #[inline(always)]
    pub(super) const fn of(hash: u64) -> TopHash {
        TopHash(hash)
    }

    /// The tag that is stored, never [`EMPTY`].
    #[inline(always)]
    pub(super) const fn stored(self) -> u8 {
        let tag = self.index() as u8;
        if tag == EMPTY { 1 } else { tag }
    }

    /// The tag of an entry that is stored as `tag`.
    #[inline(always)]
    pub(super) const fn from_stored(tag: u8) -> TopHash {
        TopHash((tag as u64) << 56)
    }

    #[inline(always)]
    pub(super) const fn index(self) -> usize {
        (self.0 >> 56) as usize
    }

    /// The bit that the filter byte has for this tag: one of seven, for a filter never has bit 7.
    #[inline(always)]
    pub(super) const fn filter_bit(self) -> u8 {
        1 << ((self.stored() as u32 * 7) >> 8)
    }

    /// Which of a bucket's `lines` cache lines the entry prefers. The lowest bit of the tag has no part in it, so that zero
    /// and one, stored alike, are placed alike.
    #[inline(always)]
    pub(super) const fn line(self, lines: usize) -> usize {
        (self.0 >> 57) as usize & (lines - 1)
    }

    /// Where that line starts in the bucket, for lines of `stride` bytes.
    #[inline(always)]
    pub(super) const fn line_offset(self, lines: usize, stride: usize) -> usize {
        if stride.is_power_of_two() {
            // Shifted to its place at once: one instruction less in every lookup.
            (self.0 >> (57 - stride.ilog2())) as usize & ((lines - 1) << stride.ilog2())
        } else {
            self.line(lines) * stride
        }
    }
}
