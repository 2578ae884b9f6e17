//! What a map of a key and a value type looks like in memory.

use core::fmt;

use super::FastMap;
use crate::engine::{LANES, LOAD, slot_bytes};
use crate::key::FastKey;
use crate::keyed::is_direct;
use crate::path::Plan;

/// The places of a map's keys and values in memory; see [`FastMap::layout`] and
/// [`StableMap::layout`](crate::StableMap::layout).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Layout {
    /// The path chosen for the key, and why.
    pub plan: Plan,
    /// Bytes of a slot: key, value, and what their alignment leaves empty.
    pub slot_bytes: usize,
    /// Bytes of a bucket: 16 tags of one byte and 16 slots.
    pub bucket_bytes: usize,
    /// Bytes of a key.
    pub key_bytes: usize,
    /// Bytes of a value.
    pub value_bytes: usize,
    /// Entries a bucket, on average, at which a hashed map grows: 12. Just after it has doubled there are half as many. On
    /// the direct path, where nothing grows, all 16.
    pub max_load: usize,
    /// Entries that a bucket has slots for: 15 where the sixteenth is for overflow, 16 on the direct path.
    pub bucket_entries: usize,
    /// The offset of the key in its slot, in bytes.
    pub key_offset: usize,
    /// The offset of the value in its slot, or of the pointer to it, in bytes.
    pub value_offset: usize,
    /// Whether values are in their slots. Those of a [`StableMap`](crate::StableMap) each have an allocation of their own.
    pub inline: bool,
}

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns what maps of these types look like in memory. It is `const`, so a program can assert on it:
    ///
    /// ```
    /// use map_core::{FastMap, Path};
    /// const LAYOUT: map_core::Layout = FastMap::<u64, u32>::layout();
    /// const _: () = assert!(LAYOUT.slot_bytes == 16 && LAYOUT.bucket_bytes == 16 * 17);
    /// assert!(LAYOUT.to_string().starts_with("Fast64: the key packs into 64 bits"));
    /// ```
    #[must_use]
    pub const fn layout() -> Layout {
        let (slot_bytes, is_direct) = (slot_bytes::<(K, V)>(), is_direct::<K>());
        Layout {
            plan: K::PLAN,
            slot_bytes,
            bucket_bytes: LANES * (1 + slot_bytes),
            bucket_entries: if is_direct { LANES } else { LANES - 1 },
            key_bytes: size_of::<K>(),
            value_bytes: size_of::<V>(),
            max_load: if is_direct { LANES } else { LOAD },
            key_offset: core::mem::offset_of!((K, V), 0),
            value_offset: core::mem::offset_of!((K, V), 1),
            inline: true,
        }
    }
}

impl Layout {
    /// Returns the bytes of a map for each of its entries where buckets hold `load` on average, rounded up. A hashed
    /// map that grows by itself is always between `max_load`, just before it doubles, and half of that. What keys and
    /// values own on the heap is not counted, nor are the rare entries that find their bucket full.
    ///
    /// # Panics
    /// Panics if `load` is 0.
    ///
    /// ```
    /// use map_core::{FastMap, Layout};
    /// const LAYOUT: Layout = FastMap::<u64, u64>::layout();
    /// const _: () = assert!(LAYOUT.bytes_per_entry(LAYOUT.max_load) <= 24, "23 where the map is full");
    /// const _: () = assert!(LAYOUT.bytes_per_entry(LAYOUT.max_load / 2) <= 48, "46 where it has just doubled");
    /// ```
    #[must_use]
    #[track_caller]
    pub const fn bytes_per_entry(&self, load: usize) -> usize {
        let out_of_line = if self.inline { 0 } else { self.value_bytes };
        self.bucket_bytes.div_ceil(load) + out_of_line
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (slot, bucket) = (self.slot_bytes, self.bucket_bytes);
        write!(
            f,
            "{}. A slot is {slot} bytes: key of {} at {}, value of {} {} at {}. \
             A bucket is 16 tags and 16 slots, {bucket} bytes, for {} entries. ",
            self.plan,
            self.key_bytes,
            self.key_offset,
            self.value_bytes,
            if self.inline {
                "inline"
            } else {
                "behind a pointer"
            },
            self.value_offset,
            self.bucket_entries,
        )?;
        let full = self.bytes_per_entry(self.max_load);
        if self.plan.path.is_hashed() {
            let half = self.bytes_per_entry(self.max_load / 2);
            write!(
                f,
                "An entry takes {full} bytes in a full map, at {} a bucket, and {half} after doubling",
                self.max_load
            )
        } else {
            write!(f, "An entry takes {full} bytes where all keys are there")
        }
    }
}
