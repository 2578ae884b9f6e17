//! Keys written down for people. `K` need not be `Debug`: numbers and strings are written as themselves, other keys by
//! their fields, and a key that does not show its fields by what it packs or hashes to.

use core::fmt;

use crate::hash;
use crate::key::{FastKey, Visitor};
use crate::shape::Shape;

/// Writes a key down.
#[derive(Clone, Copy)]
pub(crate) struct Described<'a, K: ?Sized>(pub(crate) &'a K);

impl<K: FastKey + ?Sized> fmt::Display for Described<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// As part of another key.
impl<K: FastKey + ?Sized> fmt::Debug for Described<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.describe(f)
    }
}

/// A list of keys.
pub(crate) fn list<K: FastKey>(keys: &[K], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries(keys.iter().map(Described)).finish()
}

/// The number of the variant, if there are several, and the fields.
pub(crate) fn by_fields<K: FastKey + ?Sized>(key: &K, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if K::VARIANTS.len() > 1 {
        write!(f, "#{}", key.variant())?;
        return key.visit(Fields { f, before: " " }).unwrap_or(Ok(()));
    }
    match key.visit(Fields { f, before: "" }) {
        Some(written) => written,
        None if K::SHAPE.is_packed() => write!(f, "#{}", key.pack()),
        // Under two seeds: 128 bits, which different keys share only if their `Hash` takes them for equal.
        None => {
            let [first, second] = hash::SEEDS.map(|state| key.mix(state));
            write!(f, "#{first:016x}{second:016x}")
        }
    }
}

/// Writes the fields of a key; nothing where it shows none.
struct Fields<'w, 'f> {
    f: &'w mut fmt::Formatter<'f>,
    before: &'static str,
}

impl Visitor for Fields<'_, '_> {
    type Output = Option<fmt::Result>;

    fn fields<F: FastKey>(self, fields: F) -> Option<fmt::Result> {
        (F::SHAPE != Shape::UNIT).then(|| {
            self.f.write_str(self.before)?;
            fields.describe(self.f)
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::Cow;
    use alloc::boxed::Box;
    use alloc::string::{String, ToString};
    use alloc::vec;
    use core::cmp::Ordering;
    use core::net::Ipv4Addr;
    use core::num::NonZeroU8;

    use super::Described;
    use crate::key::FastKey;

    fn text<K: FastKey + ?Sized>(key: &K) -> String {
        Described(key).to_string()
    }

    #[test]
    fn keys_read_as_people_write_them() {
        assert_eq!(text(&-7i32), "-7");
        assert_eq!(text(&NonZeroU8::MAX), "255");
        assert_eq!(text(&true), "true");
        assert_eq!(text(&'x'), "'x'");
        assert_eq!(text(&Ipv4Addr::LOCALHOST), "127.0.0.1");
        assert_eq!(text(&Ordering::Less), "Less");
        assert_eq!(text(&(1u8, "a\n")), "(1, \"a\\n\")");
        assert_eq!(text(&[Some(1u16), None]), "[Some(1), None]");
        assert_eq!(text(&vec![(1u8,)]), "[(1,)]");
    }

    #[test]
    fn what_is_equal_reads_alike() {
        let views: [String; 4] = [
            text("a"),
            text(&String::from("a")),
            text(&Box::<str>::from("a")),
            text(&Cow::Borrowed("a")),
        ];
        assert!(views.iter().all(|view| *view == views[0]), "{views:?}");
        assert_eq!(text(&[1u8, 2][..]), text(&vec![1u8, 2]));
    }
}
