//! Where the fields of a key lie in the integer that its maps hash and compare.
//!
//! As part of another key, fields are packed tightly, the first one lowest. The whole key does better: its fields take
//! whole bytes and lie as rustc lays them out in memory. The compiler then sees that the integer is the key's memory, and
//! loads it at once; in any other order it loads each field, shifts it and joins it to the others.
//!
//! ```text
//!  struct P { a: u8, b: bool, c: u16, d: u32 }
//!
//!  in memory, and arranged   d d d d c c a b     d | c << 32 | a << 48 | b << 56
//!  tight                     57 bits             a | b << 8  | c << 9  | d << 25
//! ```
//!
//! rustc promises no layout. This is what it does today: larger fields come first; among equally large ones those with
//! larger **niches** (bytes that are no value: a `bool` has 254 of them) come first or last, whichever brings the largest
//! niche nearer to an end of the struct. The guess is made from shapes alone, so that a view makes the same one as its key.
//! Where it is wrong, as where an array of bytes is beside a niche, or cannot be right, as on big-endian machines, that
//! costs speed and nothing else.

use crate::hash;
use crate::shape::Shape;

/// Most fields that are arranged: those of the longest tuple. Derived keys of more are tuples of tuples.
const MAX_FIELDS: usize = 12;

/// Where the packed bits of each field start; `None` where they stay tight, because bytes would need a wider integer.
pub(crate) const fn offsets(fields: &[Shape]) -> Option<[u32; MAX_FIELDS]> {
    if fields.len() > MAX_FIELDS {
        return None;
    }
    let mut memory = [Field::NONE; MAX_FIELDS];
    let (mut tight, mut arranged, mut alignment, mut i) = (0, 0, 8, 0);
    while i < fields.len() {
        let field = Field::of(fields[i]);
        memory[i] = field;
        tight += fields[i].bits();
        arranged += field.bits;
        if field.alignment > alignment {
            alignment = field.alignment;
        }
        i += 1;
    }
    if width(arranged) != width(tight) {
        return None;
    }
    let memory = memory.split_at(fields.len()).0;
    let end = arranged.next_multiple_of(alignment);
    let first = sorted(memory, true);
    let depth_of_first = depth(memory, &first, end);
    if depth_of_first == 0 {
        return Some(first);
    }
    let last = sorted(memory, false);
    if depth_of_first <= depth(memory, &last, end) {
        Some(first)
    } else {
        Some(last)
    }
}

/// The field that has all bits there are, if it is one alone: the key lies as that field does by itself.
pub(crate) const fn only(fields: &[Shape]) -> Option<usize> {
    let (mut only, mut i) = (None, 0);
    while i < fields.len() {
        if fields[i].bits() > 0 {
            if only.is_some() {
                return None;
            }
            only = Some(i);
        }
        i += 1;
    }
    only
}

/// What tells arrangements apart: 0 where the bits lie as tight ones do, and otherwise a number that is the same only where
/// all tight bits move to the same places.
pub(crate) const fn fingerprint(fields: &[Shape]) -> u64 {
    let Some(offsets) = offsets(fields) else {
        return 0;
    };
    let (mut all, mut tight, mut before, mut i) = (0, 0, 0, 0);
    while i < fields.len() {
        let (bits, offset) = (fields[i].bits(), offsets[i]);
        let moved = offset.wrapping_sub(tight);
        // What moves as far as the field before it is one with it, as where a view has it as one field.
        if bits > 0 && moved != before {
            all = hash::word(hash::SEEDS[0] ^ all, (tight as u64) << 32 | offset as u64);
            before = moved;
        }
        tight += bits;
        i += 1;
    }
    all
}

/// A field as it is in memory.
#[derive(Clone, Copy)]
struct Field {
    bits: u32,
    /// The largest power of two that divides the bits: of an array of three bytes, those of one.
    alignment: u32,
    /// How many values its bytes could have and the field has not.
    niche: u64,
}

impl Field {
    const NONE: Field = Field {
        bits: 0,
        alignment: 0,
        niche: 0,
    };

    const fn of(shape: Shape) -> Field {
        let mut bits = shape.bits();
        if !bits.is_multiple_of(8) {
            bits = bits.next_multiple_of(8).next_power_of_two(); // Part of an integer.
        }
        let niche = match shape.cardinality() {
            _ if shape.is_ranged() => 0, // A range that is only promised leaves none.
            Some(values) if bits <= 64 => ((1 << bits) - values as u128) as u64,
            _ => shape.is_never_zero() as u64,
        };
        Field {
            bits,
            alignment: bits & bits.wrapping_neg(),
            niche,
        }
    }
}

/// The places of fields that lie one after another in their order in memory.
const fn sorted(fields: &[Field], niches_first: bool) -> [u32; MAX_FIELDS] {
    // An insertion sort, highest rank first. Little is done in each step, as every key's compilation waits for it.
    let (mut ranks, mut order) = ([0; MAX_FIELDS], [0; MAX_FIELDS]);
    let mut i = 0;
    while i < fields.len() {
        let Field {
            alignment, niche, ..
        } = fields[i];
        let niche = if niches_first { niche } else { !niche };
        let rank = (alignment as u128) << 64 | niche as u128;
        let mut at = i;
        while at > 0 && ranks[at - 1] < rank {
            ranks[at] = ranks[at - 1];
            order[at] = order[at - 1];
            at -= 1;
        }
        ranks[at] = rank;
        order[at] = i;
        i += 1;
    }
    let (mut offsets, mut at, mut i) = ([0; MAX_FIELDS], 0, 0);
    while i < fields.len() {
        offsets[order[i]] = at;
        at += fields[order[i]].bits;
        i += 1;
    }
    offsets
}

/// How far the largest niche is from the nearer end of the struct; 0 where there are no niches.
const fn depth(fields: &[Field], offsets: &[u32; MAX_FIELDS], end: u32) -> u32 {
    let (mut largest, mut depth, mut i) = (0, 0, 0);
    while i < fields.len() {
        let niche = fields[i].niche;
        if niche > 0 && niche >= largest {
            let head = offsets[i];
            let tail = end - head - fields[i].bits;
            let nearer = if head < tail { head } else { tail };
            if niche > largest || nearer < depth {
                (largest, depth) = (niche, nearer);
            }
        }
        i += 1;
    }
    depth
}

/// Of the integer that so many bits need.
const fn width(bits: u32) -> u32 {
    match bits {
        0..=32 => 32,
        33..=64 => 64,
        _ => bits.next_power_of_two(),
    }
}

#[cfg(test)]
mod tests {
    use core::mem::offset_of;
    use core::num::{NonZeroU32, Wrapping};
    use std::boxed::Box;

    use super::*;
    use crate::key::FastKey;
    use crate::keyed::assert_same_hash;

    #[derive(Clone, Copy, PartialEq, Eq)]
    #[expect(dead_code, reason = "it is its layout that counts")]
    enum Kind {
        A,
        B,
        C,
    }

    impl FastKey for Kind {
        const SHAPE: Shape = Shape::unit_variants(3);
    }

    /// Defines structs of these fields, and asserts that their fields lie where the guess puts them.
    macro_rules! lies_as_in_memory {
        ($(($($field:ident: $type:ty),+))*) => {$({
            struct Key { $($field: $type),+ }
            let shapes = [$(<$type>::SHAPE),+];
            let offsets = offsets(&shapes).expect("arranged");
            let memory = [$(offset_of!(Key, $field) as u32 * 8),+];
            assert_eq!(offsets[..shapes.len()], memory, "{}", stringify!($($field: $type),+));
        })*};
    }

    /// Where this fails, a compiler has come that lays structs out otherwise: keys are right, and slower than they could be.
    #[test]
    #[cfg_attr(not(target_pointer_width = "64"), ignore = "x86 aligns `u64` to 4")]
    fn fields_lie_as_in_memory() {
        lies_as_in_memory! {
            (a: u32, b: u32)
            (a: u8, b: bool, c: u16)
            (a: u8, b: bool, c: u16, d: u32)
            (a: bool, b: u8, c: u8, d: bool, e: u32)
            (a: u16, b: u8, c: u8)
            (a: u8, b: u16, c: Kind)
            (a: Kind, b: u16)
            (a: Kind, b: bool, c: u8, d: u8, e: u32)
            (a: u8, b: Kind, c: bool, d: u64)
            (a: u8, b: bool)
            (a: u64, b: u32, c: u16)
            (a: u16, b: u64, c: u32)
            (a: u8, b: char, c: u16)
            (a: u8, b: bool, c: char, d: u16)
            (a: u64, b: char, c: bool, d: u8)
            (a: u32, b: NonZeroU32)
            (a: u8, b: bool, c: u32, d: NonZeroU32)
            (a: [u8; 3], b: u8)
            (a: u8, b: [u8; 4], c: u16)
            (a: [u8; 6], b: u16)
            (a: bool, b: i64, c: i16, d: i8)
        }
    }

    #[test]
    fn places_are_bytes_of_their_own() {
        let offsets =
            |fields: &[Shape]| offsets(fields).map(|offsets| offsets[..fields.len()].to_vec());
        let [bit, byte, word, int, long] =
            [1, 8, 16, 32, 64].map(|bits| Shape::packed(bits, 1u64.checked_shl(bits)));
        assert_eq!(offsets(&[]), Some(std::vec![]));
        assert_eq!(
            offsets(&[byte, bit, word, int]),
            Some(std::vec![48, 56, 32, 0])
        );
        assert_eq!(offsets(&[bit, bit, int]), Some(std::vec![32, 40, 0]));
        assert_eq!(offsets(&[int, long, bit]), Some(std::vec![64, 0, 96]));
        // A promise of 0 to 99 is kept by a byte without niches.
        let promised = Shape::up_to(99);
        assert_eq!(offsets(&[bit, promised, word]), Some(std::vec![24, 16, 0]));
        // As bytes they would take a wider integer.
        assert_eq!(offsets(&[bit; 5]), None);
        assert_eq!(offsets(&[int, word, byte, bit, bit]), None);
        assert_eq!(offsets(&[byte; 13]), None);
    }

    type Packet = (u8, bool, u16, u32);

    #[test]
    fn the_whole_key_is_arranged_and_a_part_is_not() {
        let key: Packet = (0xaa, true, 0xcccc, 0xdddd_dddd);
        let (tight, arranged) = (0x01bb_bbbb_bb99_99aa, 0x01aa_cccc_dddd_dddd);
        assert_eq!((key.pack(), key.arranged()), (tight, arranged));
        assert_eq!(Wrapping(Box::new(&key)).arranged(), arranged);
        assert_eq!(Some(key).arranged(), tight << 1 | 1);
        assert_eq!((key, 7u8).arranged(), 7 << 64 | tight);
        assert_eq!([key].arranged(), tight);
        assert_eq!(((), (key,), ()).arranged(), arranged);
    }

    #[test]
    fn what_lies_alike_can_be_searched_by() {
        assert_same_hash::<(Box<u8>, &bool, u16, i32), Packet>();
        assert_same_hash::<((), Packet), Packet>();
        assert_same_hash::<(bool, (bool, bool)), (bool, bool, bool)>(); // Counted, not packed.
        assert_same_hash::<((u32, u16), u8, u8), (u32, (u16, u8), u8)>(); // Tight as they are.
    }

    #[test]
    #[should_panic(expected = "the map cannot be searched by this type")]
    fn what_lies_otherwise_cannot() {
        assert_same_hash::<(u8, bool, (u16, u32)), Packet>();
    }

    #[test]
    fn fingerprints_tell_places_apart() {
        let (u8, u16, u32, bool) = (u8::SHAPE, u16::SHAPE, u32::SHAPE, bool::SHAPE);
        for tight in [
            &[][..],
            &[u8],
            &[u32, u32],
            &[u32, u16, u8, bool],
            &[bool, bool, bool, bool, bool],
        ] {
            assert_eq!(fingerprint(tight), 0, "{tight:?}");
        }
        let packets = [
            fingerprint(&[u8, bool, u16, u32]),
            fingerprint(&[bool, u8, u16, u32]),
            fingerprint(&[u8, u16, u32, bool]),
            fingerprint(&[u8, bool, Shape::product(&[u16, u32])]),
        ];
        for (at, packet) in packets.iter().enumerate() {
            assert!(*packet != 0 && !packets[..at].contains(packet), "{at}");
        }
        // Parts that move together lie as they would by themselves.
        let nested = Shape::product(&[u16, u16]);
        assert_eq!(
            fingerprint(&[u32, u8, u16, u16]),
            fingerprint(&[u32, u8, nested])
        );
    }
}
