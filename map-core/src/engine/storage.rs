//! Memory for the tags and slots of large tables, and for overflow nodes: regions that grow without moving their pages
//! where that is possible.
//!
//! Small regions come from the global allocator. On Linux, with `std`, large ones are mapped: the kernel then grows a
//! region by moving page tables (`mremap`), copies nothing, and hands out zeroed pages as they are touched. Elsewhere
//! large regions are the allocator's too, and its `realloc` decides.

use alloc::alloc::{alloc, alloc_zeroed, dealloc, handle_alloc_error, realloc};
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;

use super::SMALL_STEPS;

/// Why memory for more entries could not be had.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TryReserveError {
    /// The capacity exceeds what can be addressed.
    CapacityOverflow,
    /// The allocator, or the operating system, refused memory of this layout.
    AllocError {
        /// What was asked for.
        layout: Layout,
    },
}

impl TryReserveError {
    /// Panics or aborts as `Vec` does, for callers that cannot fail.
    #[cold]
    #[track_caller]
    pub(crate) fn handle_error(self) -> ! {
        match self {
            TryReserveError::CapacityOverflow => panic!("capacity overflow"),
            TryReserveError::AllocError { layout } => handle_alloc_error(layout),
        }
    }
}

impl fmt::Display for TryReserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryReserveError::CapacityOverflow => {
                f.write_str("the map's capacity exceeds the address space")
            }
            TryReserveError::AllocError { layout } => {
                write!(f, "no memory for {} more bytes", layout.size())
            }
        }
    }
}

impl core::error::Error for TryReserveError {}

/// Regions that are allocated at this size or above are mapped: below it, the allocator's warm pages win.
const MAP_NEW_FROM: usize = if SMALL_STEPS { 64 << 10 } else { 4 << 20 };

/// Slots that grow to this many bytes are mapped: from here on, copying them would show as a pause, and below, the page
/// faults of fresh mappings cost more than the copies.
pub(super) const MAP_SLOTS_FROM: usize = if SMALL_STEPS { 16 << 10 } else { 2 << 20 };

/// Tags and overflow nodes that grow to this many bytes are mapped: about when the slots beside them are, so that nothing
/// of a large table is copied when it grows.
pub(super) const MAP_BESIDE_FROM: usize = MAP_SLOTS_FROM / 16;

/// Regions of this size or above start on a cache line, so that slots meant to share a line do. The first-level cache
/// holds smaller ones, and allocators reuse memory best for what needs no special alignment. Slots of less than this have
/// no region of their own; see [`Memory`](super::memory::Memory).
pub(super) const LINES_FROM: usize = if SMALL_STEPS { 8 << 10 } else { 64 << 10 };

/// Bytes that are backed by pages ahead of a frontier that fills a fresh region; one call for 16 page faults. A prototype
/// on a Sapphire Rapids grew to a million 16-byte entries in 67 to 78 ns an insert without it, 42 to 67 with it, 70 with a
/// quarter of it, 49 to 63 with four times as much.
const POPULATE: usize = 64 << 10;

/// A run of memory for some `U`, none of it initialised unless said. Dropping it gives the memory back; what was
/// written there is its owner's to drop.
pub(super) struct Region<U> {
    start: NonNull<U>,
    /// The length, shifted by two, and whose memory it is.
    len_and_owner: usize,
}

/// Who gives a region's memory back, and how.
#[derive(Clone, Copy)]
enum Owner {
    /// The region, to the allocator.
    Allocated = 0,
    /// The region, by unmapping it.
    Mapped = 1,
    /// Somebody else, of whose memory it is a part.
    Other = 2,
}

impl<U> Region<U> {
    /// No memory; `start` may stand for a static.
    pub(super) const fn none(start: NonNull<U>) -> Region<U> {
        Region {
            start,
            len_and_owner: 0,
        }
    }

    #[inline(always)]
    const fn new(start: NonNull<U>, len: usize, owner: Owner) -> Region<U> {
        Region {
            start,
            len_and_owner: len << 2 | owner as usize,
        }
    }

    /// So many `U` of memory that another gives back. It must not be resized.
    #[inline(always)]
    pub(super) const fn part(start: NonNull<U>, len: usize) -> Region<U> {
        Region::new(start, len, Owner::Other)
    }

    #[inline(always)]
    pub(super) const fn start(&self) -> NonNull<U> {
        self.start
    }

    /// How many `U` there is room for.
    #[inline(always)]
    pub(super) const fn len(&self) -> usize {
        self.len_and_owner >> 2
    }

    const fn is_mapped(&self) -> bool {
        self.len_and_owner & Owner::Mapped as usize != 0
    }

    /// Whether another gives the memory back.
    #[inline(always)]
    pub(super) const fn is_part(&self) -> bool {
        self.len_and_owner & Owner::Other as usize != 0
    }

    pub(super) const fn bytes(&self) -> usize {
        self.len() * size_of::<U>()
    }

    fn layout(len: usize) -> Result<Layout, TryReserveError> {
        size_of::<U>()
            .checked_mul(len)
            .and_then(|bytes| {
                let line = if bytes < LINES_FROM { 1 } else { 64 };
                Layout::from_size_align(bytes, align_of::<U>().max(line)).ok()
            })
            .ok_or(TryReserveError::CapacityOverflow)
    }

    /// Room for `len` times `U`, zeroed if asked for; neither is 0 or zero-sized.
    pub(super) fn allocate(len: usize, zeroed: bool) -> Result<Region<U>, TryReserveError> {
        let layout = Self::layout(len)?;
        assert!(layout.size() > 0, "a region has a size");
        if layout.size() >= MAP_NEW_FROM
            && layout.align() <= pages::SIZE
            && let Some(start) = pages::map(layout.size())
        {
            return Ok(Region::new(start.cast(), len, Owner::Mapped));
        }
        // SAFETY: the layout's size is not 0.
        let start = unsafe {
            if zeroed {
                alloc_zeroed(layout)
            } else {
                alloc(layout)
            }
        };
        match NonNull::new(start.cast()) {
            Some(start) => Ok(Region::new(start, len, Owner::Allocated)),
            None => Err(TryReserveError::AllocError { layout }),
        }
    }

    /// Makes an allocated region `len` long, keeping what fits; mapped, if it grows to `map_from` bytes or more. Where that
    /// fails it is as it was.
    pub(super) fn resize(&mut self, len: usize, map_from: usize) -> Result<(), TryReserveError> {
        let (old, new) = (Self::layout(self.len())?, Self::layout(len)?);
        assert!(
            self.len() > 0 && new.size() > 0,
            "an allocated region is resized"
        );
        let fail = TryReserveError::AllocError { layout: new };
        if self.is_mapped() {
            // SAFETY: mapped with `old`'s size.
            let start = unsafe { pages::remap(self.start.cast(), old.size(), new.size()) };
            self.set(start.ok_or(fail)?.cast(), len, Owner::Mapped);
            return Ok(());
        }
        let fresh = if len > self.len()
            && new.size() >= map_from
            && new.align() <= pages::SIZE
            && let Some(start) = pages::map(new.size())
        {
            pages::populate(start, 0, old.size());
            Some((start, Owner::Mapped))
        } else if old.align() != new.align() {
            // SAFETY: the size is not 0.
            let start = unsafe { alloc(new) };
            Some((NonNull::new(start).ok_or(fail.clone())?, Owner::Allocated))
        } else {
            None
        };
        match fresh {
            Some((start, owner)) => {
                let (start, kept) = (start.cast(), self.len().min(len));
                // SAFETY: both are valid for the shorter of the lengths, and fresh memory overlaps nothing. The old
                // region came from the allocator with the layout `old`.
                unsafe {
                    self.start.copy_to_nonoverlapping(start, kept);
                    dealloc(self.start.as_ptr().cast(), old);
                }
                self.set(start, len, owner);
            }
            None => {
                // SAFETY: the region came from the allocator with the layout `old`; the new size is not 0 and, as
                // `layout` checked, does not overflow when rounded up to the alignment.
                let start = unsafe { realloc(self.start.as_ptr().cast(), old, new.size()) };
                self.set(
                    NonNull::new(start.cast()).ok_or(fail)?,
                    len,
                    Owner::Allocated,
                );
            }
        }
        Ok(())
    }

    /// The same memory, as room for some `W`.
    ///
    /// # Safety
    /// `W` must have the size and the alignment of `U`.
    #[cfg(feature = "pool")]
    pub(super) unsafe fn cast<W>(self) -> Region<W> {
        let region = core::mem::ManuallyDrop::new(self);
        Region {
            start: region.start.cast(),
            len_and_owner: region.len_and_owner,
        }
    }

    /// Takes note of where the memory is now. What was there is given back already.
    fn set(&mut self, start: NonNull<U>, len: usize, owner: Owner) {
        core::mem::forget(core::mem::replace(self, Region::new(start, len, owner)));
    }

    /// Backs pages of a fresh region before they are touched: called for every `step` items of a frontier that fills it
    /// in order, it asks for the next [`POPULATE`] bytes whenever the frontier crosses such a boundary.
    #[inline]
    pub(super) fn populate_ahead(&self, index: usize, step: usize) {
        if self.is_mapped() {
            let (at, step) = (index * size_of::<U>(), step * size_of::<U>());
            if at % POPULATE < step {
                let from = at.next_multiple_of(POPULATE).min(self.bytes());
                let to = (from + POPULATE).min(self.bytes());
                pages::populate(self.start.cast(), from, to);
            }
        }
    }

    /// Gives the memory back, once.
    #[cold]
    #[inline(never)]
    fn give_back(&mut self) {
        let Ok(layout) = Self::layout(self.len()) else {
            unreachable!("a region that exists has a layout")
        };
        // SAFETY: allocated or mapped with this layout.
        unsafe {
            if self.is_mapped() {
                pages::unmap(self.start.cast(), layout.size());
            } else {
                dealloc(self.start.as_ptr().cast(), layout);
            }
        }
    }
}

impl<U> Drop for Region<U> {
    #[inline]
    fn drop(&mut self) {
        if self.len() > 0 && !self.is_part() {
            self.give_back();
        }
    }
}

/// Mapped memory, on Linux.
#[cfg(all(feature = "std", target_os = "linux", not(map_core_thread_sanitizer)))]
mod pages {
    use core::ptr::{NonNull, null_mut};
    use rustix::mm::{
        Advice, MapFlags, MremapFlags, ProtFlags, madvise, mmap_anonymous, mremap, munmap,
    };

    /// The smallest page that Linux has on any target. Mappings are aligned to it at least, and the kernel rounds their
    /// lengths up by itself.
    pub(super) const SIZE: usize = 4096;

    pub(super) fn map(bytes: usize) -> Option<NonNull<u8>> {
        // SAFETY: a fresh mapping at an address of the kernel's choice replaces nothing.
        let start = unsafe {
            mmap_anonymous(
                null_mut(),
                bytes,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE,
            )
        };
        let start = NonNull::new(start.ok()?.cast())?;
        advise(start, bytes);
        Some(start)
    }

    /// # Safety
    /// `start` must come from `map` or `remap` with `old` bytes.
    pub(super) unsafe fn remap(start: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: the caller owns the mapping; nobody holds a pointer into it, for its owner is borrowed mutably.
        let start = unsafe { mremap(start.as_ptr().cast(), old, new, MremapFlags::MAYMOVE) };
        let start = NonNull::new(start.ok()?.cast())?;
        advise(start, new);
        Some(start)
    }

    /// Mappings of this size or above ask for huge pages: a lookup then misses the page tables less often, and filling takes
    /// one page fault where it took hundreds.
    const HUGE_FROM: usize = 2 << 20;

    /// Asks for huge pages where they pay. Only a hint.
    fn advise(start: NonNull<u8>, bytes: usize) {
        if bytes >= HUGE_FROM {
            // SAFETY: the advice changes no byte of the range, which is a mapping of ours.
            let _ = unsafe { madvise(start.as_ptr().cast(), bytes, Advice::LinuxHugepage) };
        }
    }

    /// # Safety
    /// `start` must come from `map` or `remap` with `bytes` bytes, and not be used again.
    pub(super) unsafe fn unmap(start: NonNull<u8>, bytes: usize) {
        // SAFETY: the caller's promise.
        let done = unsafe { munmap(start.as_ptr().cast(), bytes) };
        debug_assert!(done.is_ok());
    }

    /// Asks for pages behind `from..to`. Only a hint: kernels before 5.14 do not know it, and touching pages works too.
    pub(super) fn populate(start: NonNull<u8>, from: usize, to: usize) {
        if from < to {
            // SAFETY: populating pages changes no byte of them, and the range is the caller's region.
            let _ = unsafe {
                madvise(
                    start.as_ptr().add(from).cast(),
                    to - from,
                    Advice::LinuxPopulateWrite,
                )
            };
        }
    }
}

/// Nothing can be mapped: every region is the allocator's. ThreadSanitizer sees calls of the allocator, and no system calls:
/// what one thread unmaps and the next one maps it would take for memory that they share.
#[cfg(not(all(feature = "std", target_os = "linux", not(map_core_thread_sanitizer))))]
mod pages {
    use core::ptr::NonNull;

    pub(super) const SIZE: usize = 4096;

    pub(super) fn map(_bytes: usize) -> Option<NonNull<u8>> {
        None
    }

    /// # Safety
    /// Never called: no region is mapped.
    pub(super) unsafe fn remap(
        _start: NonNull<u8>,
        _old: usize,
        _new: usize,
    ) -> Option<NonNull<u8>> {
        None
    }

    /// # Safety
    /// Never called: no region is mapped.
    pub(super) unsafe fn unmap(_start: NonNull<u8>, _bytes: usize) {}

    pub(super) fn populate(_start: NonNull<u8>, _from: usize, _to: usize) {}
}
