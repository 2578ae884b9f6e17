//! The events, read back from their fields.

use std::any::type_name;
use std::fmt;
use std::time::Duration;

use equivalent::Equivalent;
use tracing::Event;
use tracing::field::{Field, Visit};

use super::{ASSIGN, GROWTH};
use crate::key::FastKey;
use crate::key::describe::Described;

/// The kind of an assign.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operation {
    /// The key is new.
    Insert,
    /// The key is there, and gets another value.
    Overwrite,
}

/// An event of the target [`ASSIGN`](super::ASSIGN); its fields have the same names, the first is `op`, `"insert"` or
/// `"overwrite"`.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Assign {
    /// Whether the key is new or its value overwritten.
    pub operation: Operation,
    /// The full name of the key's type.
    pub key_type: String,
    /// The key, written down.
    pub key: String,
    /// The path of the map, such as `Fast64`.
    pub path: String,
    /// The number of the key's bucket.
    pub bucket: usize,
    /// Groups of tags that a lookup reads to come to the key: 1 in its bucket, 2 and more in the overflow.
    pub probes: usize,
    /// The address of the value; in a [`StableMap`](crate::StableMap), of the pointer to it.
    pub value: usize,
    /// Whether this assign started growth.
    pub grew: bool,
    /// Buckets that this assign evacuated, for growth that it started or that was under way.
    pub evacuated: usize,
}

impl Assign {
    /// Returns `true` if a key of type `K` is assigned. Types are told apart by their full names.
    #[must_use]
    pub fn is_of<K: ?Sized>(&self) -> bool {
        self.key_type == type_name::<K>()
    }

    /// Returns `true` if `key`, or what is equivalent to it in a map of `K`, is assigned.
    #[must_use]
    pub fn is<K, Q>(&self, key: &Q) -> bool
    where
        Q: FastKey + Equivalent<K> + ?Sized,
    {
        self.is_of::<K>() && self.key == Described(key).to_string()
    }

    /// Returns the assign that an event tells of, or `None` if it is none.
    #[must_use]
    pub fn from_event(event: &Event<'_>) -> Option<Assign> {
        if event.metadata().target() != ASSIGN {
            return None;
        }
        let fields = Fields::of(event);
        Some(Assign {
            operation: match fields.text("op")? {
                "insert" => Operation::Insert,
                _ => Operation::Overwrite,
            },
            key_type: fields.text("key_type")?.to_string(),
            key: fields.text("key")?.to_string(),
            path: fields.text("path")?.to_string(),
            bucket: fields.number("bucket")?,
            probes: fields.number("probes")?,
            value: usize::from_str_radix(fields.text("value")?.trim_start_matches("0x"), 16)
                .ok()?,
            grew: fields.text("grew")? == "true",
            evacuated: fields.number("evacuated")?,
        })
    }
}

impl fmt::Display for Assign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.operation {
            Operation::Insert => "inserted ",
            Operation::Overwrite => "overwrote ",
        })?;
        write!(f, "{} in bucket {}", self.key, self.bucket)
    }
}

/// An event of the target [`GROWTH`](super::GROWTH); its fields have the same names, and the time is `nanos`. What a step
/// does not have is no field of its event.
///
/// | step | when |
/// |---|---|
/// | `start` | the map has twice the buckets, or more where it was asked to reserve; no entry has moved |
/// | `evacuate` | a batch of buckets was split |
/// | `finish` | all are |
/// | `same_size` | the keys were hostile to the seed: all entries moved to a new table of the same size, with a new seed |
/// | `shrink` | memory was given back |
/// | `clear` | all entries are about to be dropped, or given away by `drain` |
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Growth {
    /// The step's name.
    pub step: String,
    /// The full name of the key's type.
    pub key_type: String,
    /// The number of the growth: how many times one bucket has doubled to become `to`. So it counts a map's growths from 1,
    /// save in one that was given a capacity.
    pub growth: Option<usize>,
    /// Buckets before.
    pub from: usize,
    /// Buckets once it is done.
    pub to: usize,
    /// Entries in the map.
    pub entries: usize,
    /// Bytes that the map has on the heap.
    pub bytes: usize,
    /// Buckets that this batch split.
    pub evacuated: Option<usize>,
    /// Entries that this batch moved to new buckets.
    pub moved: Option<usize>,
    /// The time that this step took; for `finish`, that all steps of the growth took while somebody listened.
    pub took: Option<Duration>,
    /// For `finish`: new entries between the insert that started growth and the one that ended it. 0 where it was done at
    /// once.
    pub inserts: Option<usize>,
}

impl Growth {
    /// Returns the step that an event tells of, or `None` if it is none.
    #[must_use]
    pub fn from_event(event: &Event<'_>) -> Option<Growth> {
        if event.metadata().target() != GROWTH {
            return None;
        }
        let fields = Fields::of(event);
        Some(Growth {
            step: fields.text("step")?.to_string(),
            key_type: fields.text("key_type")?.to_string(),
            growth: fields.number("growth"),
            from: fields.number("from")?,
            to: fields.number("to")?,
            entries: fields.number("entries")?,
            bytes: fields.number("bytes")?,
            evacuated: fields.number("evacuated"),
            moved: fields.number("moved"),
            took: fields
                .number("nanos")
                .map(|nanos| Duration::from_nanos(nanos as u64)),
            inserts: fields.number("inserts"),
        })
    }
}

/// The fields of an event, as text.
struct Fields(Vec<(&'static str, String)>);

impl Fields {
    fn of(event: &Event<'_>) -> Fields {
        let mut fields = Fields(Vec::new());
        event.record(&mut fields);
        fields
    }

    fn text(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|field| field.0 == name)?;
        Some(&field.1)
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.text(name)?.parse().ok()
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name(), value.to_string()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push((field.name(), format!("{value:?}")));
    }
}
