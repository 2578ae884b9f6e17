//! The byte that stands for an entry in its bucket's group of tags.
//!
//! Everything about where an entry goes *within* its bucket follows from this byte alone: splitting, merging and pulling
//! entries back from overflow never need the key again.

/// The tag of a hash: eight of its bits, above those that say which bucket. Zero means "empty" once stored, and the tag
/// zero is stored as one.
///
/// Kept as the hash that it is of: what lookups derive from it then takes one shift each.
#[derive(Clone, Copy)]
pub(super) struct Tag(u64);

/// Where a hash's tag is: above the bits that say which of 2^32 buckets. The further up a bit of a product is the fewer
/// bits of the factors reach it, and the upper ones also choose a shard.
const SHIFT: u32 = 36;

/// The tag byte of an empty lane.
pub(super) const EMPTY: u8 = 0;

impl Tag {
    #[inline(always)]
    pub(super) const fn of(hash: u64) -> Tag {
        Tag(hash)
    }

    /// The tag that is stored, never [`EMPTY`].
    #[inline(always)]
    pub(super) const fn stored(self) -> u8 {
        let tag = (self.0 >> SHIFT) as u8;
        if tag == EMPTY { 1 } else { tag }
    }

    /// The tag of an entry that is stored as `tag`.
    #[inline(always)]
    pub(super) const fn from_stored(tag: u8) -> Tag {
        Tag((tag as u64) << SHIFT)
    }

    /// The hash that it is of.
    #[cfg(test)]
    pub(super) const fn hash(self) -> u64 {
        self.0
    }

    /// The tag times 16, where its group begins among those of all tags: by one shift, where LLVM would take two.
    #[inline(always)]
    pub(super) const fn row_offset(self) -> usize {
        (self.0 >> (SHIFT - 4)) as usize & 0xff0
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
        (self.0 >> (SHIFT + 1)) as usize & (lines - 1)
    }

    /// Where that line starts in the bucket, for lines of `stride` bytes.
    #[inline(always)]
    pub(super) const fn line_offset(self, lines: usize, stride: usize) -> usize {
        if stride.is_power_of_two() {
            // Rotated to its place at once: one instruction less in every lookup.
            let stride = stride.ilog2();
            self.0.rotate_right(SHIFT + 1).rotate_left(stride) as usize & ((lines - 1) << stride)
        } else {
            self.line(lines) * stride
        }
    }
}
