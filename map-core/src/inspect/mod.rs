//! What a map holds and where its bytes are: [`FastMap::inspect`], [`FastSet::inspect`] and
//! [`StableMap::inspect`](crate::StableMap::inspect).
//!
//! An [`Inspection`] is a picture of a map at one moment. Printed, it fits a terminal; [`Inspection::to_svg`] draws it;
//! with the feature `serde` it can be written in any format. Its fields have the names that Go's runtime has for the
//! same things: `count`, `B`, `noverflow`, old buckets and evacuation.
//!
//! ```
//! use map_core::FastMap;
//!
//! let mut map: FastMap<u64, u64> = FastMap::with_capacity(10_000);
//! map.extend((0..100).map(|key| (key, 0)));
//!
//! let seen = map.inspect();
//! assert_eq!((seen.count, seen.buckets, seen.noverflow), (100, 1_024, 0));
//! assert_eq!(seen.bytes.total(), map.allocation_size());
//! assert!(seen.bytes.slack > seen.bytes.total() / 2, "reserved for far more than it holds");
//! println!("{seen}");
//! ```
//!
//! The seed is not shown: who knows it can make keys that collide. Nor are keys and values; no entry is read.

mod bytes;
mod count;
mod heading;
mod histogram;
mod svg;
mod text;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use bytes::Bytes;
pub use histogram::Histogram;
#[cfg(feature = "bench")]
pub(crate) use svg::canvas;

use crate::key::FastKey;
use crate::map::FastMap;
use crate::path::Path;
use crate::set::FastSet;
use count::Counts;

/// A picture of what a map held when [`FastMap::inspect`] was called.
///
/// Its `Display` is for a terminal: no line is wider than 80 columns, or than the width that is asked for
/// (`{inspection:120}`, not below 40).
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// Name of the key type.
    pub key: &'static str,
    /// Name of the value type; `()` for a set.
    pub value: &'static str,
    /// The path by which keys are found.
    pub path: Path,
    /// The number of entries.
    pub count: usize,
    /// Entries that fit before the map must double.
    pub capacity: usize,
    /// Go's `B`: the map has 2 to the power of `B` buckets, or will have once growth is done. `None` on the direct path,
    /// whose size is the key's.
    pub b: Option<u32>,
    /// Buckets, while growing those there will be; 0 without memory.
    pub buckets: usize,
    /// Buckets there are now; fewer than `buckets` while growing.
    pub buckets_in_use: usize,
    /// Entries that a bucket has room for.
    pub bucket_entries: usize,
    /// Overflow nodes in use, of three entries each.
    pub noverflow: usize,
    /// Whether the map has begun to double and not yet split every bucket.
    pub growing: bool,
    /// Old buckets that are yet to be split; 0 when not growing.
    pub old_buckets_left: usize,
    /// Old buckets that were split so far, Go's `nevacuate`; 0 when not growing.
    pub evacuated: usize,
    /// Bytes of an entry: key, value and what their alignment needs, and where the value is not in its slot the pointer to
    /// it.
    pub entry_bytes: usize,
    /// Whether values are in their slots; in a [`StableMap`](crate::StableMap) they are not.
    pub inline: bool,
    /// The map's bytes, by what they are for.
    pub bytes: Bytes,
    /// The number of buckets for each number of entries in one, overflow included.
    pub entries_per_bucket: Histogram,
    /// The number of buckets for each length of a chain, in overflow nodes.
    pub chain_lengths: Histogram,
    /// The number of entries for each tophash. Empty on the direct path, where nothing is hashed.
    pub tophash_use: Histogram,
    /// The buckets in order, in at most 128 runs of equal length.
    pub runs: Vec<Run>,
}

/// Neighbouring buckets, counted together; a single bucket in small maps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Run {
    /// The first bucket's number.
    pub first: usize,
    /// Buckets, also those that growth has yet to make.
    pub buckets: usize,
    /// Buckets there are now.
    pub in_use: usize,
    /// Buckets that growth has split already.
    pub evacuated: usize,
    /// Buckets that growth has yet to split.
    pub old: usize,
    /// Entries in the buckets' own slots.
    pub in_slots: usize,
    /// Entries that found their bucket full.
    pub in_overflow: usize,
    /// Entries in the fullest bucket, overflow included.
    pub fullest: usize,
    /// The lanes that hold entries, lane 0 in the lowest bit; of several buckets, those that hold one in any.
    pub lanes: u16,
}

impl<K: FastKey, V> FastMap<K, V> {
    /// Returns what the map holds, and where its bytes are.
    ///
    /// Counts every bucket, in *O*([`capacity`](FastMap::capacity)) time, and allocates a few kilobytes. Memory that
    /// keys and values own is not the map's and not counted.
    ///
    /// ```
    /// use map_core::FastMap;
    ///
    /// let map: FastMap<u32, &str> = FastMap::from([(1, "a"), (2, "b")]);
    /// let seen = map.inspect();
    /// assert_eq!((seen.count, seen.b, seen.buckets), (2, Some(0), 1));
    /// assert_eq!(seen.entries_per_bucket.get(2), 1, "one bucket holds two entries");
    /// assert_eq!(seen.bytes.slots, 2 * size_of::<(u32, &str)>());
    /// ```
    #[must_use]
    pub fn inspect(&self) -> Inspection {
        let (layout, counts) = (Self::layout(), Counts::of(&self.table));
        let hashed_buckets = (layout.plan.path != Path::Direct).then_some(counts.buckets.max(1));
        Inspection {
            key: core::any::type_name::<K>(),
            value: core::any::type_name::<V>(),
            path: layout.plan.path,
            count: self.len(),
            capacity: self.capacity(),
            b: hashed_buckets.map(usize::ilog2),
            buckets: counts.buckets,
            buckets_in_use: counts.in_use,
            bucket_entries: layout.bucket_entries,
            noverflow: counts.noverflow,
            growing: self.is_growing(),
            old_buckets_left: counts.old.len(),
            evacuated: counts.old.start,
            entry_bytes: size_of::<(K, V)>(),
            inline: true,
            bytes: counts.bytes,
            entries_per_bucket: counts.entries_per_bucket,
            chain_lengths: counts.chain_lengths,
            tophash_use: counts.tophash_use,
            runs: counts.runs,
        }
    }
}

impl<K: FastKey> FastSet<K> {
    /// Returns what the set holds, and where its bytes are; see [`FastMap::inspect`].
    ///
    /// ```
    /// use map_core::FastSet;
    /// let seen = FastSet::from([true, false]).inspect();
    /// assert_eq!((seen.count, seen.path.name()), (2, "Direct"));
    /// ```
    #[must_use]
    pub fn inspect(&self) -> Inspection {
        self.map.inspect()
    }
}

impl Inspection {
    /// Returns how full the map is, from 0 to 1: its entries, divided by those that fit before it doubles.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map: FastMap<u64, ()> = FastMap::from([(1, ()), (2, ()), (3, ())]);
    /// assert_eq!(map.inspect().load(), 3.0 / 15.0);
    /// ```
    #[must_use]
    pub fn load(&self) -> f64 {
        if self.capacity == 0 {
            0.0
        } else {
            self.count as f64 / self.capacity as f64
        }
    }

    /// Returns the bytes that the map has for each entry; `None` where there are none.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let map: FastMap<u64, u64> = FastMap::from([(1, 1), (2, 2)]);
    /// assert_eq!(map.inspect().bytes_per_entry(), Some((16.0 + 16.0 * 16.0) / 2.0));
    /// ```
    #[must_use]
    pub fn bytes_per_entry(&self) -> Option<f64> {
        (self.count > 0).then(|| self.bytes.total() as f64 / self.count as f64)
    }

    /// Draws the map, and returns the text of an SVG file: how full its buckets are, what overflowed, how far growth
    /// has come, the histograms and the bytes. It has no scripts and no links, follows the reader's choice of a light
    /// or dark scheme, and can stand in a file of its own or within HTML.
    ///
    /// ```no_run
    /// use map_core::FastMap;
    /// let map: FastMap<u32, u32> = (0..1_000).map(|key| (key, key)).collect();
    /// std::fs::write("map.svg", map.inspect().to_svg())?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self) -> String {
        svg::Svg(self).to_string()
    }
}
