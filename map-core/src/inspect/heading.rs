//! What is said about a map in words, on a terminal and in a drawing alike.

use alloc::format;
use alloc::string::String;

use super::Inspection;
use super::number::{Grouped, percent};

impl Inspection {
    /// The map's type and path.
    pub(super) fn title(&self) -> String {
        let key = short_name(self.key);
        let types = match self.value {
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

/// A type's name without the modules that its parts are in.
fn short_name(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut part = 0;
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("::") {
            short.truncate(part);
            rest = after;
            continue;
        }
        short.push(c);
        rest = &rest[c.len_utf8()..];
        if !c.is_alphanumeric() && c != '_' {
            part = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn modules_are_left_out() {
        for (name, short) in [
            ("u64", "u64"),
            ("alloc::string::String", "String"),
            ("(a::B, &c::d::E)", "(B, &E)"),
            ("a::B<c::D<u8>, [e::F; 3]>", "B<D<u8>, [F; 3]>"),
        ] {
            assert_eq!(short_name(name), short);
        }
    }
}
