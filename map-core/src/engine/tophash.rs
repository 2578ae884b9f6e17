//! The byte that stands for an entry in its bucket's group of tags.
//!
//! Everything about where an entry goes *within* its bucket follows from this byte alone: splitting, merging and pulling
//! entries back from overflow never need the key again.

/// The tag of a hash: its top four bits, and its lowest four above them. Zero means "empty" once stored, and the tag zero
/// is stored as one.
///
/// These are the eight bits below those that say which bucket, taken round the end of the word. Keys at regular distances
/// hash to points at regular distances, so that many of those in one bucket agree in any bits that are further off; in the
/// bits next to the bucket's they cannot.
///
/// Kept as the hash that it is of: what lookups derive from it then takes one rotation each.
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
        let tag = self.0.rotate_left(4) as u8;
        if tag == EMPTY { 1 } else { tag }
    }

    /// The tag of an entry that is stored as `tag`.
    #[inline(always)]
    pub(super) const fn from_stored(tag: u8) -> TopHash {
        TopHash((tag as u64).rotate_right(4))
    }

    #[inline(always)]
    pub(super) const fn index(self) -> usize {
        // Written as 16 times itself, the place of a group, over 16: an instruction less in every lookup.
        self.0.rotate_left(8) as usize >> 4 & 0xff
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
        self.0.rotate_left(3) as usize & (lines - 1)
    }

    /// Where that line starts in the bucket, for lines of `stride` bytes.
    #[inline(always)]
    pub(super) const fn line_offset(self, lines: usize, stride: usize) -> usize {
        if stride.is_power_of_two() {
            // Rotated to its place at once: one instruction less in every lookup.
            self.0.rotate_left(3 + stride.ilog2()) as usize & ((lines - 1) << stride.ilog2())
        } else {
            self.line(lines) * stride
        }
    }
}
