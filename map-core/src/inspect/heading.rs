//! What is said about a map in words, on a terminal and in a drawing alike.

use alloc::format;
use alloc::string::String;

use super::Inspection;
use crate::wording::{Grouped, percent, short_name};

impl Inspection {
    /// The map's type and path.
    pub(super) fn title(&self) -> String {
        let key = short_name(self.key);
        let types = match self.value {
            value if !self.inline => format!("StableMap<{key}, {}>", short_name(value)),
            "()" => format!("FastSet<{key}>"),
            value => format!("FastMap<{key}, {}>", short_name(value)),
        };
        format!("{types}, {}", self.path)
    }

    /// How much the map holds.
    pub(super) fn summary(&self) -> String {
        let count = counted(self.count, "entry", "entries");
        if self.buckets == 0 {
            return format!("{count}, no memory");
        }
        let b = self.b.map_or(String::new(), |b| format!(" (B = {b})"));
        format!(
            "{count} of {}, {} %, in {}{b}",
            Grouped(self.capacity),
            percent(self.count, self.capacity),
            counted(self.buckets, "bucket", "buckets"),
        )
    }

    /// How far growth has come; nothing where the map is not growing.
    pub(super) fn growth(&self) -> Option<String> {
        self.growing.then(|| {
            format!(
                "growing: {} split, {} left",
                counted(self.evacuated, "old bucket", "old buckets"),
                Grouped(self.old_buckets_left)
            )
        })
    }

    /// The bytes in all, and for each entry.
    pub(super) fn memory(&self) -> String {
        let all = counted(self.bytes.total(), "byte", "bytes");
        match self.bytes_per_entry() {
            Some(each) => format!("{all}, {each:.1} for each entry of {}", self.entry_bytes),
            None => all,
        }
    }

    /// The parts of the bytes. Of values that are in their slots there are no others to show.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let parts = self.bytes.parts().into_iter();
        parts.filter(|(name, _)| *name != "values" || !self.inline)
    }

    /// How evenly tags are used; nothing where there are none.
    pub(super) fn tags(&self) -> Option<String> {
        let (tag, times) = self.tophash_use.iter().max_by_key(|(_, times)| *times)?;
        Some(format!(
            "{} of 255 in use, {tag:#04x} most, {}",
            self.tophash_use.iter().len(),
            counted(times, "time", "times")
        ))
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        Grouped(number),
        if number == 1 { one } else { many }
    )
}
