//! What a map of a key and a value type looks like in memory.

use core::fmt;

use super::FastMap;
use crate::engine::{LANES, slot_bytes};
use crate::key::FastKey;
use crate::path::{Path, Plan};

/// Where a map's keys and values live; see [`FastMap::layout`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Layout {
    /// What was chosen for the key, and why.
    pub plan: Plan,
    /// Bytes of a slot: key, value, and what their alignment leaves empty.
    pub slot_bytes: usize,
    /// Bytes of a bucket: 16 tags of one byte and 16 slots.
    pub bucket_bytes: usize,
    /// Entries that a bucket has slots for: 15 where the sixteenth is for overflow, 16 on the direct path.
    pub bucket_entries: usize,
    /// Where in its slot the key starts.
    pub key_offset: usize,
    /// Where in its slot the value starts.
    pub value_offset: usize,
    /// Whether values are in their slots; they always are.
    pub inline: bool,
}

impl<K: FastKey, V> FastMap<K, V> {
    /// What maps of these types look like in memory. It is `const`, so a program can assert on it:
    ///
    /// ```
    /// use map_core::{FastMap, Path};
    /// const LAYOUT: map_core::Layout = FastMap::<u64, u32>::layout();
    /// const _: () = assert!(LAYOUT.slot_bytes == 16 && LAYOUT.bucket_bytes == 16 * 17);
    /// assert!(LAYOUT.to_string().starts_with("Fast64: the key packs into 64 bits"));
    /// ```
    #[must_use]
    pub const fn layout() -> Layout {
        let slot_bytes = slot_bytes::<(K, V)>();
        Layout {
            plan: K::PLAN,
            slot_bytes,
            bucket_bytes: LANES * (1 + slot_bytes),
            bucket_entries: match K::PLAN.path {
                Path::Direct => LANES,
                _ => LANES - 1,
            },
            key_offset: core::mem::offset_of!((K, V), 0),
            value_offset: core::mem::offset_of!((K, V), 1),
            inline: true,
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}. A slot is {} bytes (key at {}, value inline at {}); a bucket is 16 tags and 16 slots, {} bytes, \
             for {} entries",
            self.plan,
            self.slot_bytes,
            self.key_offset,
            self.value_offset,
            self.bucket_bytes,
            self.bucket_entries
        )
    }
}
