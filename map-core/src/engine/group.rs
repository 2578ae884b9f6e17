//! Sixteen tags compared at once: by SSE2 where the target has it, by two 64-bit words elsewhere, and where
//! `--cfg map_core_generic_group` asks for it, so that all tests can be run over them.

use super::LAST;
use super::tag::Tag;

/// Tags in a group, and lanes in a bucket.
pub(crate) const LANES: usize = 16;

/// The tags of one bucket, aligned as they are in memory.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub(super) struct Tags(pub(super) [u8; LANES]);

impl Tags {
    pub(super) const EMPTY: Tags = Tags([0; LANES]);
}

/// A set of lanes, lane 0 in the lowest bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Lanes(pub(super) u32);

impl Lanes {
    #[inline(always)]
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many they are.
    #[inline(always)]
    pub(super) const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The lowest lane; there must be one.
    #[inline(always)]
    pub(super) const fn first(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    #[inline(always)]
    pub(super) const fn without_first(self) -> Lanes {
        Lanes(self.0 & self.0.wrapping_sub(1))
    }

    #[inline(always)]
    pub(super) const fn and(self, other: Lanes) -> Lanes {
        Lanes(self.0 & other.0)
    }

    /// Those of the lanes of which something is true.
    #[inline(always)]
    pub(super) fn filter(self, is_true: impl Fn(usize) -> bool) -> Lanes {
        let (mut rest, mut those) = (self, 0);
        while !rest.is_empty() {
            let after = rest.without_first();
            // The first by itself: a shift by a variable takes three steps.
            those |= if is_true(rest.first()) {
                rest.0 ^ after.0
            } else {
                0
            };
            rest = after;
        }
        Lanes(those)
    }

    #[inline(always)]
    pub(super) const fn has(self, lane: usize) -> bool {
        self.0 >> lane & 1 != 0
    }
}

impl Iterator for Lanes {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let lane = self.first();
        *self = self.without_first();
        Some(lane)
    }
}

/// Each tag in fifteen lanes, zero as one, and in the last its [filter bit](Tag::filter_bit) and bit 7, which no filter
/// has: compared with a group, that lane never matches. One load from here is shorter than the four instructions by which
/// SSE2 broadcasts a byte and the one that would leave the filter out. A `const`, so that each crate has a copy of its own
/// and needs no indirection to find it.
const ROWS: &[Tags; 256] = &{
    let mut rows = [Tags::EMPTY; 256];
    let mut number = 0;
    while number < 256 {
        let tag = Tag::from_stored(number as u8);
        let mut row = [tag.stored(); LANES];
        row[LAST] = 0x80 | tag.filter_bit();
        rows[number] = Tags(row);
        number += 1;
    }
    rows
};

/// The row of a tag.
#[inline(always)]
const fn row(tag: Tag) -> *const Tags {
    // SAFETY: the offset is that of one of the 256 rows.
    unsafe { ROWS.as_ptr().byte_add(tag.row_offset()) }
}

/// [`Tag::filter_bit`], and bit 7, which no filter has, from a row that lookups have at hand.
#[inline(always)]
pub(super) fn filter_bit(tag: Tag) -> u8 {
    // SAFETY: a row is valid. Volatile, or LLVM would take the byte out of the vector that `matching` loads, by a
    // detour over the stack, in every lookup.
    unsafe { (&raw const (*row(tag)).0[LAST]).read_volatile() }
}

#[cfg(all(
    target_arch = "x86_64",
    target_feature = "sse2",
    not(map_core_generic_group)
))]
pub(super) use sse2::Group;
#[cfg(not(all(
    target_arch = "x86_64",
    target_feature = "sse2",
    not(map_core_generic_group)
)))]
pub(super) use words::Group;

#[cfg(all(
    target_arch = "x86_64",
    target_feature = "sse2",
    not(map_core_generic_group)
))]
mod sse2 {
    use core::arch::x86_64::{
        __m128i, _mm_and_si128, _mm_andnot_si128, _mm_cmpeq_epi8, _mm_cvtsi32_si128,
        _mm_load_si128, _mm_movemask_epi8, _mm_setr_epi8, _mm_setzero_si128, _mm_shuffle_epi32,
        _mm_shufflelo_epi16, _mm_store_si128, _mm_unpacklo_epi8,
    };

    use super::{Lanes, Tag, Tags, row};

    /// One vector register of tags.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Group(__m128i);

    impl Group {
        /// # Safety
        /// `tags` must be valid for reads and aligned.
        #[inline(always)]
        pub(in super::super) unsafe fn load(tags: *const Tags) -> Group {
            // SAFETY: valid and, as a pointer to `Tags`, aligned to 16 by the caller's promise.
            Group(unsafe { _mm_load_si128(tags.cast()) })
        }

        #[inline(always)]
        fn equal(self, other: __m128i) -> Lanes {
            // SAFETY: SSE2 is there: the module is compiled only for targets that have it.
            Lanes(unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(self.0, other)) } as u32)
        }

        /// Lanes of a hashed bucket whose tag is `top`.
        #[inline(always)]
        pub(in super::super) fn matching(self, tag: Tag) -> Lanes {
            // SAFETY: a row is valid and aligned.
            let row = unsafe { Group::load(row(tag)) };
            self.equal(row.0)
        }

        /// Lanes whose tag is zero.
        #[inline(always)]
        pub(in super::super) fn empty(self) -> Lanes {
            // SAFETY: as in `equal`.
            self.equal(unsafe { _mm_setzero_si128() })
        }

        /// The group with only the tags of `lanes` kept, and the group with only the others.
        #[inline(always)]
        pub(in super::super) fn part(self, lanes: Lanes) -> (Tags, Tags) {
            let (mut inside, mut outside) = (Tags::EMPTY, Tags::EMPTY);
            // SAFETY: SSE2 is there; both stores go to aligned locals of 16 bytes.
            unsafe {
                // The low byte of `lanes` eight times, then the high byte eight times, then each its own bit.
                let pair = _mm_cvtsi32_si128(lanes.0 as i32);
                let pair = _mm_unpacklo_epi8(pair, pair);
                let pair = _mm_shufflelo_epi16::<0b01_01_00_00>(pair);
                let bytes = _mm_shuffle_epi32::<0b01_01_00_00>(pair);
                let bits =
                    _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
                let keep = _mm_cmpeq_epi8(_mm_and_si128(bytes, bits), bits);
                _mm_store_si128((&raw mut inside).cast(), _mm_and_si128(self.0, keep));
                _mm_store_si128((&raw mut outside).cast(), _mm_andnot_si128(keep, self.0));
            }
            (inside, outside)
        }
    }
}

/// The portable backend; compiled everywhere for tests, where the two are compared.
#[cfg(any(
    test,
    map_core_generic_group,
    not(all(target_arch = "x86_64", target_feature = "sse2"))
))]
mod words {
    use super::super::HASHED_LANES;
    use super::{LANES, Lanes, Tag, Tags};

    /// Two little-endian words of tags.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Group([u64; 2]);

    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;

    impl Group {
        fn from_tags(tags: Tags) -> Group {
            let mut words = [0; 2];
            for (word, bytes) in words.iter_mut().zip(tags.0.chunks_exact(8)) {
                *word = bytes
                    .iter()
                    .rev()
                    .fold(0, |word, byte| word << 8 | u64::from(*byte));
            }
            Group(words)
        }

        /// # Safety
        /// `tags` must be valid for reads and aligned.
        #[inline(always)]
        pub(in super::super) unsafe fn load(tags: *const Tags) -> Group {
            // SAFETY: the caller's promise.
            Group::from_tags(unsafe { tags.read() })
        }

        /// Lanes whose byte in both groups is the same.
        #[inline(always)]
        fn equal(self, other: Group) -> Lanes {
            let mut lanes = 0;
            for i in (0..2).rev() {
                let differ = self.0[i] ^ other.0[i];
                // The high bit of each byte that is zero, exactly: no borrow crosses from byte to byte.
                let zero = !(((differ & !HIGH) + !HIGH) | differ) & HIGH;
                // Gathers the eight high bits in the top byte.
                let gathered = (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
                lanes = lanes << 8 | gathered as u32;
            }
            Lanes(lanes)
        }

        /// Lanes of a hashed bucket whose tag is `top`.
        #[inline(always)]
        pub(in super::super) fn matching(self, tag: Tag) -> Lanes {
            self.equal(Group([u64::from(tag.stored()) * LOW; 2]))
                .and(HASHED_LANES)
        }

        /// Lanes whose tag is zero.
        #[inline(always)]
        pub(in super::super) fn empty(self) -> Lanes {
            self.equal(Group([0; 2]))
        }

        /// The group with only the tags of `lanes` kept, and the group with only the others.
        #[inline(always)]
        pub(in super::super) fn part(self, lanes: Lanes) -> (Tags, Tags) {
            let (mut inside, mut outside) = (Tags::EMPTY, Tags::EMPTY);
            for lane in 0..LANES {
                let tag = (self.0[lane / 8] >> (lane % 8 * 8)) as u8;
                if lanes.has(lane) {
                    inside.0[lane] = tag;
                } else {
                    outside.0[lane] = tag;
                }
            }
            (inside, outside)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::super::HASHED_LANES;
    use super::*;

    /// The same, the last one turned into what a filter can be.
    fn with_filter(mut tags: [u8; LANES]) -> [u8; LANES] {
        tags[LAST] &= 0x7f;
        tags
    }

    /// Both backends, and a loop over bytes, agree on every question about `tags`.
    #[allow(
        unused_qualifications,
        reason = "where the portable backend is chosen, both are it"
    )]
    fn compare(tags: Tags) {
        // SAFETY: references are valid and aligned.
        let (fast, plain) = unsafe { (Group::load(&tags), words::Group::load(&tags)) };
        let lanes_where = |wanted: u8| {
            let mut lanes = 0;
            for (lane, tag) in tags.0.iter().enumerate() {
                lanes |= u32::from(*tag == wanted) << lane;
            }
            Lanes(lanes)
        };
        for tag in 0..=255 {
            let tag = Tag::from_stored(tag);
            let expected = lanes_where(tag.stored()).and(HASHED_LANES);
            assert_eq!(fast.matching(tag), expected);
            assert_eq!(plain.matching(tag), expected);
        }
        assert_eq!(fast.empty(), lanes_where(0));
        assert_eq!(plain.empty(), lanes_where(0));
        for lanes in [0, 1, 0x8000, 0x7fff, 0xffff, 0x5a3c] {
            let (inside, outside) = fast.part(Lanes(lanes));
            let (inside_plain, outside_plain) = plain.part(Lanes(lanes));
            assert_eq!((inside.0, outside.0), (inside_plain.0, outside_plain.0));
            for lane in 0..LANES {
                let (kept, left) = if Lanes(lanes).has(lane) {
                    (tags.0[lane], 0)
                } else {
                    (0, tags.0[lane])
                };
                assert_eq!((inside.0[lane], outside.0[lane]), (kept, left));
            }
        }
    }

    #[test]
    fn backends_agree() {
        compare(Tags::EMPTY);
        compare(Tags(with_filter([0xff; LANES])));
        let mut state = 1u64;
        for round in 0..300 {
            let tags = core::array::from_fn(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let byte = (state >> 56) as u8;
                // Few different tags in odd rounds, so that lanes match.
                if round % 2 == 0 { byte } else { byte & 3 }
            });
            compare(Tags(with_filter(tags)));
        }
    }

    #[test]
    fn a_filter_of_one_bit_matches_no_tag() {
        for bit in 0..7 {
            for tag in 0..=255 {
                let mut tags = Tags::EMPTY;
                tags.0[LAST] = 1 << bit;
                // SAFETY: references are valid and aligned.
                let group = unsafe { Group::load(&tags) };
                assert!(group.matching(Tag::from_stored(tag)).is_empty());
            }
        }
    }

    #[test]
    fn filter_bits_are_those_of_the_tag() {
        for tag in 0..=255 {
            let tag = Tag::from_stored(tag);
            assert_eq!(filter_bit(tag), 0x80 | tag.filter_bit());
            assert_eq!(tag.filter_bit() & 0x80, 0);
        }
    }

    #[test]
    fn lanes_come_in_order() {
        assert_eq!(Lanes(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
    }
}
