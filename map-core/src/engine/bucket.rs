//! Slots, and where in its bucket an entry goes.

use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use super::group::{LANES, Lanes};
use super::tag::Tag;

/// Room for an entry, or, in the last lane of a hashed bucket, the link to its overflow. Never smaller than a link.
#[repr(C)]
pub(super) union Slot<T> {
    pub(super) entry: ManuallyDrop<T>,
    pub(super) link: u32,
}

/// A cache line of the machines this is tuned for.
const LINE_BYTES: usize = 64;

impl<T> Slot<T> {
    /// Slots in a cache line, rounded down to a power of two; 1 where a slot is longer than a line.
    const PER_LINE: usize = {
        let fit = LINE_BYTES / size_of::<Slot<T>>();
        if fit <= 1 {
            1
        } else if fit >= LANES {
            LANES
        } else {
            1 << fit.ilog2()
        }
    };

    const LINES: usize = LANES / Self::PER_LINE;

    /// The first lane of the line that an entry prefers.
    #[inline(always)]
    pub(super) const fn preferred_lane(tag: Tag) -> usize {
        tag.line(Self::LINES) * Self::PER_LINE
    }

    /// The line that an entry prefers, of the bucket whose slots start at `bucket`.
    #[inline(always)]
    pub(super) fn preferred(bucket: NonNull<Slot<T>>, tag: Tag) -> NonNull<u8> {
        let stride = Self::PER_LINE * size_of::<Slot<T>>();
        // SAFETY: within the bucket.
        unsafe {
            bucket
                .cast::<u8>()
                .add(tag.line_offset(Self::LINES, stride))
        }
    }

    /// The lane for a new entry: one of its preferred line if there is one among `free`, which must not be empty.
    #[inline(always)]
    pub(super) const fn choose(free: Lanes, tag: Tag) -> usize {
        let line = Lanes(((1 << Self::PER_LINE) - 1) << Self::preferred_lane(tag));
        let preferred = free.and(line);
        let lanes = if !preferred.is_empty() {
            preferred
        } else {
            free
        };
        lanes.first()
    }

    /// The entry of a slot.
    #[inline(always)]
    pub(super) const fn entry(slot: NonNull<Slot<T>>) -> NonNull<T> {
        slot.cast()
    }
}
