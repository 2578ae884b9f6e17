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
//! rustc promises no layout. This is what it did when it was written: larger fields come first, and among equally large
//! ones those with larger **niches** (bytes that no value has: a `bool` has 254 of them), if that puts the largest niche at
//! the very start; otherwise those with larger niches come last. The guess is made from shapes alone, so that a view makes
//! the same one as its key. Where it is wrong, or as on big-endian machines cannot be right, that costs speed and nothing
//! else.

use crate::hash;
use crate::shape::Shape;

/// Most fields that are arranged: those of the longest tuple. Derived keys of more are tuples of tuples.
const MAX_FIELDS: usize = 12;

/// Where the packed bits of each field start; `None` where they stay tight, because bytes would need a wider integer.
pub(crate) const fn places(fields: &[Shape]) -> Option<[u32; MAX_FIELDS]> {
    if fields.len() > MAX_FIELDS {
        return None;
    }
    let (mut tight, mut arranged, mut i) = (0, 0, 0);
    while i < fields.len() {
        tight += fields[i].bits();
        arranged += bits_in_memory(fields[i]);
        i += 1;
    }
    if width(arranged) != width(tight) {
        return None;
    }
    let places = sorted(fields, true);
    if starts_with_largest_niche(fields, &places) {
        Some(places)
    } else {
        Some(sorted(fields, false))
    }
}

/// What tells arrangements apart: 0 where the bits lie as tight ones do, and otherwise a number that is the same only where
/// all tight bits move to the same places.
pub(crate) const fn fingerprint(fields: &[Shape]) -> u64 {
    let Some(places) = places(fields) else {
        return 0;
    };
    let (mut all, mut tight, mut before, mut i) = (0, 0, 0, 0);
    while i < fields.len() {
        let (bits, place) = (fields[i].bits(), places[i]);
        let moved = place.wrapping_sub(tight);
        // What moves as far as the field before it is one with it, as where a view has it as one field.
        if bits > 0 && moved != before {
            all = hash::word(all, (tight as u64) << 32 | place as u64);
            before = moved;
        }
        tight += bits;
        i += 1;
    }
    all
}

/// The places of fields that lie one after another in their order in memory.
const fn sorted(fields: &[Shape], niches_first: bool) -> [u32; MAX_FIELDS] {
    let mut places = [0; MAX_FIELDS];
    let mut i = 0;
    while i < fields.len() {
        let mut other = 0;
        while other < fields.len() {
            let is_before = if other < i {
                !precedes(fields[i], fields[other], niches_first)
            } else {
                precedes(fields[other], fields[i], niches_first)
            };
            if is_before {
                places[i] += bits_in_memory(fields[other]);
            }
            other += 1;
        }
        i += 1;
    }
    places
}

/// Whether `a` lies before `b`, in whichever order they are written.
const fn precedes(a: Shape, b: Shape, niches_first: bool) -> bool {
    // Three bytes are an array, which is aligned as one is.
    let alignments = (
        bits_in_memory(a).trailing_zeros(),
        bits_in_memory(b).trailing_zeros(),
    );
    if alignments.0 != alignments.1 {
        alignments.0 > alignments.1
    } else if niches_first {
        niche(a) > niche(b)
    } else {
        niche(a) < niche(b)
    }
}

/// Whether no niche is larger than that of the field at the start.
const fn starts_with_largest_niche(fields: &[Shape], places: &[u32; MAX_FIELDS]) -> bool {
    let (mut first, mut largest, mut i) = (0, 0, 0);
    while i < fields.len() {
        let niche = niche(fields[i]);
        if niche > largest {
            largest = niche;
        }
        if niche > first && places[i] == 0 {
            first = niche;
        }
        i += 1;
    }
    first == largest
}

/// Whole bytes are as they are in memory; other numbers of bits belong to an integer.
const fn bits_in_memory(field: Shape) -> u32 {
    let bits = field.bits();
    if bits.is_multiple_of(8) {
        bits
    } else {
        bits.next_multiple_of(8).next_power_of_two()
    }
}

/// How many values the field's bytes could have and the field has not; a range that was only promised leaves none.
const fn niche(field: Shape) -> u128 {
    match field.cardinality() {
        _ if field.is_ranged() => 0,
        Some(values) if field.bits() <= 64 => (1 << bits_in_memory(field)) - values as u128,
        _ => field.is_never_zero() as u128,
    }
}

/// Of the integer that so many bits need.
const fn width(bits: u32) -> u32 {
    match bits {
        0..=32 => 32,
        33..=64 => 64,
        _ => bits.next_power_of_two(),
    }
}
