//! Numbers and names of types as people read them.

use alloc::string::{String, ToString};
use core::fmt;

/// `1234567` as `1,234,567`.
pub(crate) struct Grouped(pub(crate) usize);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        f.pad(&text)
    }
}

/// `part` of `whole` in per cent, rounded; 0 of nothing.
pub(crate) const fn percent(part: usize, whole: usize) -> usize {
    let whole = if whole == 0 { 1 } else { whole as u128 };
    ((part as u128 * 100 + whole / 2) / whole) as usize
}

/// A type's name without the modules that its parts are in.
pub(crate) fn short_name(name: &str) -> String {
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
    use super::*;

    #[test]
    fn digits_are_grouped_by_three() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
            (usize::MAX, "18,446,744,073,709,551,615"),
        ] {
            if cfg!(target_pointer_width = "64") {
                assert_eq!(Grouped(number).to_string(), text);
            }
        }
        assert_eq!(std::format!("{:>6}|", Grouped(1_000)), " 1,000|");
    }

    #[test]
    fn percents_of_nothing_and_of_all() {
        assert_eq!((percent(0, 0), percent(5, 5), percent(2, 3)), (0, 100, 67));
        assert_eq!(percent(usize::MAX, usize::MAX), 100);
    }

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
