//! Attributes made of the derive's own words and of others, thrown together: it may refuse them, with messages, but never
//! fail itself, and what it writes is Rust.

use std::cell::Cell;

use proc_macro2::TokenStream;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy};
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};

/// What attributes are made of.
const WORDS: &[&str] = &[
    "path",
    "hash",
    "map",
    "set",
    "max",
    "borrow",
    "skip",
    "stable",
    "no_alias",
    "view",
    "crate",
    "bench",
    "sample",
    "=",
    "=",
    "=",
    ",",
    ",",
    ",",
    "\"direct\"",
    "\"fast64\"",
    "\"general\"",
    "\"siphash\"",
    "\"\"",
    "\"9\"",
    "\"a b\"",
    "\"Self\"",
    "\"\\u{0}\"",
    "0",
    "100",
    "-1",
    "0x1_0000",
    "99999999999999999999999999999999999999999",
    "1.5",
    "'c'",
    "b\"x\"",
    "true",
    "()",
    "(max = 1)",
    "[]",
    "{}",
    "fn",
    "r#type",
    "Self",
    "'a",
    "::",
    "#",
    "!",
    "..",
    "_",
    "é",
];

/// What attributes may say, each by itself in some place.
const PHRASES: &[&str] = &[
    "no_alias",
    "stable",
    "borrow",
    "skip",
    "max = 100",
    "path = \"general\"",
    "path = \"fast64\"",
    "hash = \"siphash\"",
    "map = \"Keys\"",
    "set = \"KeySet\"",
];

/// Keys with places for attributes: on the type, on fields and on variants.
const KEYS: &[&str] = &[
    "@ struct Key;",
    "@ struct Key { @ a: u8, @ b: String }",
    "@ pub struct Key<T, const N: usize>(@ T, @ [u8; N]) where T: Copy;",
    "@ enum Key { @ A, @ B { @ x: u16 }, C(@ Vec<u8>) }",
    "@ enum Key {}",
    "@ union Key { @ a: u8 }",
];

/// An attribute, or none: what follows from a few words, or a few phrases.
fn attribute() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => select(WORDS).prop_map(|word| format!("#[fast_map {word}]")),
        2 => vec(select(WORDS), 0..8).prop_map(|words| format!("#[fast_map({})]", words.join(" "))),
        3 => vec(select(PHRASES), 0..3).prop_map(|all| format!("#[fast_map({})]", all.join(", "))),
    ]
}

#[test]
fn any_attribute_is_taken_or_refused() {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let strategy = (select(KEYS), vec(attribute(), 6)).prop_map(|(key, attributes)| {
        let places = key.split('@').skip(1).zip(attributes);
        places
            .map(|(rest, attribute)| attribute + rest)
            .collect::<String>()
    });
    let config = ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let result = TestRunner::new(config).run(&strategy, |item| {
        let Ok(tokens) = item.parse::<TokenStream>() else {
            return Ok(()); // no tokens, so it does not get as far as to a derive
        };
        let written = super::derive(tokens);
        let text = written.to_string();
        if let Err(error) = syn::parse2::<syn::File>(written) {
            return Err(TestCaseError::fail(format!("{error}: {text}")));
        }
        let count = if text.contains("compile_error") {
            &refused
        } else {
            &taken
        };
        count.set(count.get() + 1);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let (taken, refused) = (taken.get(), refused.get());
    println!("{taken} taken, {refused} refused");
    assert!(
        taken > 50 && refused > 300,
        "{taken} taken, {refused} refused"
    );
}
