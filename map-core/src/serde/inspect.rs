//! Inspections as data, under Go's names where Go has one.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use crate::inspect::{Bytes, Histogram, Inspection, Run};

/// Implements `Serialize` for a struct: each field by a name and a value.
macro_rules! serialize_fields {
    ($type:ident($this:ident): $($name:literal = $value:expr),* $(,)?) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $this = self;
                let mut fields = serializer.serialize_struct(stringify!($type), [$($name),*].len())?;
                $(fields.serialize_field($name, &$value)?;)*
                fields.end()
            }
        }
    };
}

serialize_fields! { Inspection(seen):
    "key" = seen.key,
    "value" = seen.value,
    "path" = seen.path.name(),
    "count" = seen.count,
    "capacity" = seen.capacity,
    "B" = seen.b,
    "buckets" = seen.buckets,
    "buckets_in_use" = seen.buckets_in_use,
    "bucket_entries" = seen.bucket_entries,
    "noverflow" = seen.noverflow,
    "growing" = seen.growing,
    "old_buckets_left" = seen.old_buckets_left,
    "evacuated" = seen.evacuated,
    "entry_bytes" = seen.entry_bytes,
    "inline" = seen.inline,
    "bytes" = seen.bytes,
    "entries_per_bucket" = seen.entries_per_bucket,
    "chain_lengths" = seen.chain_lengths,
    "tophash_use" = seen.tophash_use,
    "runs" = *seen.runs,
}

serialize_fields! { Bytes(bytes):
    "total" = bytes.total(),
    "tophash" = bytes.tophash,
    "slots" = bytes.slots,
    "overflow" = bytes.overflow,
    "old_buckets" = bytes.old_buckets,
    "values" = bytes.values,
    "slack" = bytes.slack,
}

serialize_fields! { Run(run):
    "first" = run.first,
    "buckets" = run.buckets,
    "in_use" = run.in_use,
    "evacuated" = run.evacuated,
    "old" = run.old,
    "in_slots" = run.in_slots,
    "in_overflow" = run.in_overflow,
    "fullest" = run.fullest,
    "lanes" = run.lanes,
}

/// A map from numbers to how often each was seen.
impl Serialize for Histogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
