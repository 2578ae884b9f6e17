//! From a key's [`Shape`] to the path its maps take: the one place where the choice is made.
//!
//! ```text
//! shape             path
//! ≤ 256 values      Direct     array indexed by the key's ordinal
//! ≤ 32 bits         Fast32  ┐
//! ≤ 64 bits         Fast64  ├  packed into one integer, hashed by multiplication
//! ≤ 128 bits        Fast128 ┘
//! text              FastStr    bytes behind a pointer
//! anything else     General    field by field
//! ```

use core::fmt;

use crate::shape::{Form, Shape};

/// Most values a key type may have to be indexed directly without asking for it.
pub(crate) const DIRECT_VALUES: u64 = 256;

/// Most values a key type may have under `#[fast_map(path = "direct")]`.
pub(crate) const DIRECT_VALUES_FORCED: u64 = 65_536;

/// The way in which maps of a key type find an entry. The names are those that the derive's `path` attribute takes, in
/// lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Path {
    /// The key's ordinal is an index into an array; nothing is hashed.
    Direct,
    /// The key packs into 32 bits or fewer.
    Fast32,
    /// The key packs into 33 to 64 bits.
    Fast64,
    /// The key packs into 65 to 128 bits.
    Fast128,
    /// The key is a string or a byte string.
    FastStr,
    /// The key is hashed and compared field by field.
    General,
}

impl Path {
    /// Returns the path's name, as printed by plans and layouts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Path::Direct => "Direct",
            Path::Fast32 => "Fast32",
            Path::Fast64 => "Fast64",
            Path::Fast128 => "Fast128",
            Path::FastStr => "FastStr",
            Path::General => "General",
        }
    }

    /// Returns `true` if a map of this path hashes its keys; only [`Path::Direct`] does not.
    #[must_use]
    pub const fn is_hashed(self) -> bool {
        !matches!(self, Path::Direct)
    }
}

impl Path {
    /// Whether keys of this shape can take it.
    const fn takes(self, shape: Shape) -> bool {
        let room = match self {
            Path::Direct => {
                return match shape.cardinality() {
                    Some(values) => shape.is_packed() && values <= DIRECT_VALUES_FORCED,
                    None => false,
                };
            }
            Path::Fast32 => 32,
            Path::Fast64 => 64,
            Path::Fast128 => 128,
            Path::FastStr => return matches!(shape.form(), Form::Text),
            Path::General => return true,
        };
        shape.is_packed() && shape.bits() <= room
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The path chosen for a key type, and why; `<K as FastKey>::PLAN` is the plan of `K`.
///
/// ```
/// use map_core::{FastKey, Path};
///
/// let plan = <(u32, u32) as FastKey>::PLAN;
/// assert_eq!((plan.path, plan.bits, plan.cardinality), (Path::Fast64, 64, None));
/// assert_eq!(
///     plan.to_string(),
///     "Fast64: the key packs into 64 bits, so it is hashed and compared as one 64-bit integer"
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Plan {
    /// The chosen path.
    pub path: Path,
    /// Bits that a key packs into; 0 for keys that do not pack.
    pub bits: u32,
    /// The number of values that the key type has, where they can be counted in 64 bits.
    pub cardinality: Option<u64>,
    /// Why this path, as the end of a sentence that starts with the path's name.
    pub reason: &'static str,
}

impl Plan {
    /// The plan of a key whose author wrote `#[fast_map(hash = "siphash")]`.
    #[doc(hidden)]
    pub const SIPHASH: Plan = Plan::with(
        Path::General,
        Shape::MIXED,
        "hashed by SipHash, as its `#[fast_map(hash = ...)]` asks",
    );

    /// The plan that a shape gets by itself.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(shape: Shape) -> Plan {
        let (path, reason) = match shape.form() {
            Form::Text => (
                Path::FastStr,
                "the key is one string, hashed by its bytes; length and tag are compared before the bytes are",
            ),
            Form::Mixed => (
                Path::General,
                "the key does not pack into 128 bits, so it is hashed and compared field by field",
            ),
            Form::Packed => match shape.cardinality() {
                Some(values) if values <= DIRECT_VALUES => (
                    Path::Direct,
                    "the key has few values, so each has a slot of its own and nothing is hashed",
                ),
                _ if shape.bits() <= 32 => (
                    Path::Fast32,
                    "so it is hashed and compared as one 32-bit integer",
                ),
                _ if shape.bits() <= 64 => (
                    Path::Fast64,
                    "so it is hashed and compared as one 64-bit integer",
                ),
                _ => (
                    Path::Fast128,
                    "so it is hashed and compared as one 128-bit integer",
                ),
            },
        };
        Plan::with(path, shape, reason)
    }

    /// The plan of a key whose author wrote `#[fast_map(path = "...")]`.
    ///
    /// # Panics
    /// At compile time, where the shape cannot take that path.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn forced(path: Path, shape: Shape) -> Plan {
        if !path.takes(shape) {
            refuse(path, shape)
        }
        Plan::with(path, shape, "as its `#[fast_map(path = ...)]` asks")
    }

    /// Whether this is a plan for keys of that shape. It is where it was not changed: any code can change its fields.
    pub(crate) const fn is_for(self, shape: Shape) -> bool {
        let same_number = match (self.cardinality, shape.cardinality()) {
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            _ => false,
        };
        self.path.takes(shape) && self.bits == shape.bits() && same_number
    }

    const fn with(path: Path, shape: Shape, reason: &'static str) -> Plan {
        Plan {
            path,
            bits: shape.bits(),
            cardinality: shape.cardinality(),
            reason,
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        match (self.path, self.cardinality) {
            (Path::Direct, Some(1)) => f.write_str("1 possible key; ")?,
            (Path::Direct, Some(values)) => write!(f, "{values} possible keys; ")?,
            (Path::Fast32 | Path::Fast64 | Path::Fast128, _) => {
                write!(f, "the key packs into {} bits, ", self.bits)?;
            }
            _ => {}
        }
        f.write_str(self.reason)
    }
}

/// Fails compilation with the reason why keys of this shape cannot take a path that was asked for.
#[track_caller]
const fn refuse(path: Path, shape: Shape) -> ! {
    match path {
        Path::Direct => match shape.cardinality() {
            Some(values) if shape.is_packed() => refuse_direct(values),
            _ if shape.is_packed() => panic!(
                "path = \"direct\" would take 18446744073709551616 slots or more, and at most 65536 are allowed; \
                 help: remove `path` and let the key be hashed"
            ),
            _ => panic!(
                "path = \"direct\" needs a key with a countable number of values; \
                 help: remove `path` and let the key be hashed"
            ),
        },
        Path::FastStr => panic!(
            "path = \"faststr\" is for a key that holds one string or byte string; \
             help: remove `path`"
        ),
        _ => panic!(
            "the key does not pack into the bits that this path has; \
             help: remove `path`, or name a wider one (\"fast64\", \"fast128\", \"general\")"
        ),
    }
}

/// Fails compilation with the number of slots in the message; `const` code cannot format integers.
#[track_caller]
const fn refuse_direct(values: u64) -> ! {
    const HEAD: &[u8] = b"path = \"direct\" would take ";
    const TAIL: &[u8] =
        b" slots, and at most 65536 are allowed; help: remove `path` and let the key be hashed";
    let mut text = [0u8; HEAD.len() + 20 + TAIL.len()];
    let mut len = append(&mut text, 0, HEAD);
    let mut scale = 10_000_000_000_000_000_000;
    while scale > 0 {
        if values >= scale || scale == 1 {
            text[len] = b'0' + (values / scale % 10) as u8;
            len += 1;
        }
        scale /= 10;
    }
    len = append(&mut text, len, TAIL);
    match core::str::from_utf8(text.split_at(len).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => unreachable!(),
    }
}

const fn append(text: &mut [u8], mut len: usize, part: &[u8]) -> usize {
    let mut i = 0;
    while i < part.len() {
        text[len] = part[i];
        len += 1;
        i += 1;
    }
    len
}
