//! Key files: one key a line, all of them integers or all of them strings.

use std::fmt;
use std::str::FromStr;

use map_core::{FastKey, FastMap};

/// A number that is not negative: an id.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Id(u64);

/// A number that may be negative.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Number(i64);

/// Anything else.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name(String);

/// What is done with a key, besides looking it up.
pub(crate) trait Subject: FastKey + Clone + fmt::Display + Send + Sync + 'static {
    /// One of any number of keys, to try them out.
    fn candidate(number: u64) -> Self;
}

/// Numbers that look like nothing in particular: multiples of a large odd constant.
const STRIDE: u64 = 0x9e37_79b9_7f4a_7c15;

impl Subject for Id {
    fn candidate(number: u64) -> Self {
        Id(number.wrapping_mul(STRIDE))
    }
}

impl Subject for Number {
    fn candidate(number: u64) -> Self {
        Number(number.wrapping_mul(STRIDE).cast_signed())
    }
}

impl Subject for Name {
    fn candidate(number: u64) -> Self {
        Name(format!("user-{number}"))
    }
}

macro_rules! display {
    ($($key:ident)*) => {$(
        impl fmt::Display for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $key {
            type Err = ();

            fn from_str(line: &str) -> Result<Self, ()> {
                line.parse().map($key).map_err(|_| ())
            }
        }
    )*};
}

display! { Id Number Name }

/// The keys of a file, in order.
#[derive(Debug, PartialEq)]
pub(crate) enum Keys {
    Ids(Vec<Id>),
    Numbers(Vec<Number>),
    Names(Vec<Name>),
}

impl Keys {
    /// Reads a file's bytes. Blanks around keys, and lines of nothing else, do not count.
    pub(crate) fn read(bytes: &[u8]) -> Result<Keys, String> {
        let text = str::from_utf8(bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            format!("line {line} is not text (UTF-8)")
        })?;
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        if let Some(number) = text.lines().position(is_binary) {
            return Err(format!(
                "line {} holds control characters: this is no text",
                number + 1
            ));
        }
        if lines().next().is_none() {
            return Err("there are no keys in it".to_owned());
        }
        fn all<'a, K: FromStr>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<K>> {
            lines.map(|line| line.parse().ok()).collect()
        }
        let ids = all(lines()).map(Keys::Ids);
        let numbers = || all(lines()).map(Keys::Numbers);
        let names = || all(lines()).map(Keys::Names);
        Ok(ids
            .or_else(numbers)
            .or_else(names)
            .expect("any line is a name"))
    }
}

fn is_binary(line: &str) -> bool {
    line.chars().any(|c| c.is_control() && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        assert_eq!(
            Keys::read(b"1\n 2 \r\n\n3"),
            Ok(Keys::Ids(vec![Id(1), Id(2), Id(3)]))
        );
        assert_eq!(
            Keys::read(b"1\n-2\n"),
            Ok(Keys::Numbers(vec![Number(1), Number(-2)]))
        );
        let names = ["1", "two"].map(|name| Name(name.to_owned()));
        assert_eq!(Keys::read(b"1\ntwo\n"), Ok(Keys::Names(names.into())));
        // Too large for 64 bits: no number to a key.
        assert!(matches!(
            Keys::read(b"18446744073709551616"),
            Ok(Keys::Names(_))
        ));
        assert!(matches!(
            Keys::read(b"18446744073709551615"),
            Ok(Keys::Ids(_))
        ));
    }

    #[test]
    fn what_is_no_key_file_is_refused() {
        assert_eq!(Keys::read(b""), Err("there are no keys in it".to_owned()));
        assert_eq!(
            Keys::read(b" \n\n"),
            Err("there are no keys in it".to_owned())
        );
        let error = Keys::read(b"1\n2\n\xff\xfe\x00").unwrap_err();
        assert_eq!(error, "line 3 is not text (UTF-8)");
        let error = Keys::read(b"1\n\x7fELF\x01\x01").unwrap_err();
        assert_eq!(error, "line 2 holds control characters: this is no text");
    }
}
