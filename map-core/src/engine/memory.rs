//! A table's memory: room for the tags and the slots of so many buckets.
//!
//! A small table has both in one block of the allocator's, so that it asks once and gives back once. When it grows, the
//! block is copied. From [`LINES_FROM`] on each is a region of its own: those grow where they are.
//!
//! ```text
//!  block    [ slots of bucket 0 | slots of bucket 1 | … ][ tags of bucket 0 | tags of bucket 1 | … ]
//! ```
//! Slots come first: sixteen of them are a multiple of 16 bytes, to which tags are aligned, so nothing is left between.

use alloc::alloc::{alloc, dealloc};
use core::alloc::Layout;
#[cfg(feature = "pool")]
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use super::LANES;
use super::bucket::Slot;
use super::group::Tags;
use super::storage::{LINES_FROM, MAP_BESIDE_FROM, MAP_SLOTS_FROM, Region, TryReserveError};

/// What tables without memory read: one bucket without entries.
static NO_TAGS: Tags = Tags::EMPTY;

/// Room for buckets; no slot is initialised, and tags only where it is said. Dropping it gives the memory back; entries
/// are their owner's to drop.
#[repr(C)] // starts with what lookups read
pub(super) struct Memory<T> {
    /// A group a bucket. Of a small table, the end of the block.
    tags: Region<Tags>,
    /// 16 slots a bucket. Of a small table, the start of the block.
    slots: Region<Slot<T>>,
}

impl<T> Memory<T> {
    /// Slots from which on tags and slots are two regions.
    const TWO_FROM: usize = LINES_FROM.div_ceil(size_of::<Slot<T>>());

    /// No memory.
    pub(super) const fn none() -> Memory<T> {
        // SAFETY: the address of a static is not null.
        let no_tags = unsafe { NonNull::new_unchecked((&raw const NO_TAGS).cast_mut()) };
        Memory {
            tags: Region::none(no_tags),
            slots: Region::none(NonNull::dangling()),
        }
    }

    /// Room for so many buckets, at least one, all of them empty.
    #[inline]
    pub(super) fn allocate(buckets: usize) -> Result<Memory<T>, TryReserveError> {
        Self::make::<true>(buckets)
    }

    /// Room for so many buckets, at least one, whose tags are yet to be written.
    #[inline]
    pub(super) fn with_room(buckets: usize) -> Result<Memory<T>, TryReserveError> {
        Self::make::<false>(buckets)
    }

    #[inline]
    fn make<const EMPTY: bool>(buckets: usize) -> Result<Memory<T>, TryReserveError> {
        if buckets * LANES >= Self::TWO_FROM {
            return Self::make_two(buckets, EMPTY);
        }
        let layout = Self::block(buckets);
        // SAFETY: the layout's size is not 0.
        let start = unsafe { alloc(layout) };
        let Some(slots) = NonNull::new(start.cast::<Slot<T>>()) else {
            return Err(TryReserveError::AllocError { layout });
        };
        // SAFETY: the block has a group for each bucket after the slots, aligned as the module says; zero bytes are groups.
        let tags = unsafe {
            let tags = slots.add(buckets * LANES).cast::<Tags>();
            if EMPTY {
                tags.write_bytes(0, buckets);
            }
            tags
        };
        Ok(Memory {
            tags: Region::part(tags, buckets),
            slots: Region::part(slots, buckets * LANES),
        })
    }

    #[cold]
    #[inline(never)]
    fn make_two(buckets: usize, empty: bool) -> Result<Memory<T>, TryReserveError> {
        let tags = Region::allocate(buckets, empty)?;
        let slots = Region::allocate(buckets * LANES, false)?;
        Ok(Memory { tags, slots })
    }

    /// The layout of a small table's block.
    #[inline]
    const fn block(buckets: usize) -> Layout {
        let align = if align_of::<Slot<T>>() > align_of::<Tags>() {
            align_of::<Slot<T>>()
        } else {
            align_of::<Tags>()
        };
        let bytes = buckets * (LANES * size_of::<Slot<T>>() + size_of::<Tags>());
        // SAFETY: the alignment is a type's. The slots come to less than `LINES_FROM`, and the tags to no more.
        unsafe { Layout::from_size_align_unchecked(bytes, align) }
    }

    /// The tags of the first bucket.
    #[inline(always)]
    pub(super) const fn tags(&self) -> NonNull<Tags> {
        self.tags.start()
    }

    /// The slots of the first bucket.
    #[inline(always)]
    pub(super) const fn slots(&self) -> NonNull<Slot<T>> {
        self.slots.start()
    }

    /// How many buckets there is room for; one of two regions may have room for more.
    pub(super) fn buckets(&self) -> usize {
        self.tags.len().min(self.slots.len() / LANES)
    }

    /// Bytes on the heap.
    pub(super) const fn bytes(&self) -> usize {
        self.tags.bytes() + self.slots.bytes()
    }

    /// Makes room for so many buckets, and keeps what is in those there are; the tags of the others are not initialised.
    /// Where that fails there is the room that there was, at least.
    pub(super) fn grow(&mut self, buckets: usize) -> Result<(), TryReserveError> {
        if self.slots.is_part() {
            return self.copy_to(buckets);
        }
        // Where the second fails the first is longer than needed, and no harm is done.
        if self.slots.len() < buckets * LANES {
            self.slots.resize(buckets * LANES, MAP_SLOTS_FROM)?;
        }
        if self.tags.len() < buckets {
            self.tags.resize(buckets, MAP_BESIDE_FROM)?;
        }
        Ok(())
    }

    /// Gives back the memory of all but the first `buckets` buckets. Where the allocator refuses, what does not get
    /// smaller is longer than needed, and no harm is done.
    pub(super) fn shrink(&mut self, buckets: usize) {
        if buckets * LANES < Self::TWO_FROM {
            let _ = self.copy_to(buckets);
        } else {
            let _ = self.tags.resize(buckets, MAP_BESIDE_FROM);
            let _ = self.slots.resize(buckets * LANES, MAP_SLOTS_FROM);
        }
    }

    /// Moves what fits to fresh memory for so many buckets. Where there is none nothing changes.
    fn copy_to(&mut self, buckets: usize) -> Result<(), TryReserveError> {
        let fresh = Self::with_room(buckets)?;
        let kept = self.buckets().min(buckets);
        // SAFETY: both have room for so many buckets, and fresh memory overlaps nothing.
        unsafe {
            self.slots()
                .copy_to_nonoverlapping(fresh.slots(), kept * LANES);
            self.tags().copy_to_nonoverlapping(fresh.tags(), kept);
        }
        *self = fresh;
        Ok(())
    }

    /// Backs the pages of fresh buckets before they are touched; called for each in turn, by its number.
    #[inline]
    pub(super) fn populate_ahead(&self, bucket: usize) {
        self.slots.populate_ahead(bucket * LANES, LANES);
        self.tags.populate_ahead(bucket, 1);
    }

    /// The same memory, for entries of another type.
    ///
    /// # Safety
    /// Slots of `U` must have the size and the alignment of those of `T`.
    #[cfg(feature = "pool")]
    pub(super) unsafe fn cast<U>(self) -> Memory<U> {
        let memory = ManuallyDrop::new(self);
        // SAFETY: each is read once, for `memory` is not dropped; and the caller's promise.
        unsafe {
            Memory {
                tags: core::ptr::read(&raw const memory.tags),
                slots: core::ptr::read(&raw const memory.slots).cast(),
            }
        }
    }
}

impl<T> Drop for Memory<T> {
    #[inline]
    fn drop(&mut self) {
        // Regions give themselves back.
        if self.slots.is_part() {
            // SAFETY: the slots start a block that was allocated with this layout.
            unsafe { dealloc(self.slots().as_ptr().cast(), Self::block(self.tags.len())) };
        }
    }
}
