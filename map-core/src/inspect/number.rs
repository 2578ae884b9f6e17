//! Numbers as people read them.

use core::fmt;

/// `1234567` as `1,234,567`.
pub(super) struct Grouped(pub(super) usize);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Twenty digits and six commas at most.
        let mut text = [0; 26];
        let mut at = text.len();
        let mut rest = self.0;
        for digits in 0.. {
            if digits > 0 && digits % 3 == 0 {
                at -= 1;
                text[at] = b',';
            }
            at -= 1;
            text[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        f.pad(core::str::from_utf8(&text[at..]).map_err(|_| fmt::Error)?)
    }
}

/// `part` of `whole` in per cent, rounded; 0 of nothing.
pub(super) const fn percent(part: usize, whole: usize) -> usize {
    let whole = if whole == 0 { 1 } else { whole as u128 };
    ((part as u128 * 100 + whole / 2) / whole) as usize
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

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
}
