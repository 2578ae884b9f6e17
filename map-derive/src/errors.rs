//! Mistakes are collected, not returned: whoever wrote three of them reads about three, each at its own place.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far. [`Errors::finish`] must be called, so that none can be lost.
pub(crate) struct Errors {
    /// `None` once finished.
    found: Option<Vec<syn::Error>>,
}

/// At least one mistake, ready to be shown.
pub(crate) struct Mistakes(Vec<syn::Error>);

impl Errors {
    pub(crate) fn new() -> Self {
        Errors {
            found: Some(Vec::new()),
        }
    }

    /// Reports a mistake at `tokens`: what is wrong, in the user's words, and what to write instead. The help is a line
    /// of the message because macros cannot attach notes on stable Rust.
    pub(crate) fn at(&mut self, tokens: &impl ToTokens, wrong: impl Display, help: impl Display) {
        self.push(syn::Error::new_spanned(tokens, text(wrong, help)));
    }

    /// The same, at a span.
    pub(crate) fn at_span(&mut self, span: Span, wrong: impl Display, help: impl Display) {
        self.push(syn::Error::new(span, text(wrong, help)));
    }

    /// Takes over an error of the parser.
    pub(crate) fn push(&mut self, error: syn::Error) {
        if let Some(found) = &mut self.found {
            found.push(error);
        }
    }

    /// Whether there were none, and if there were, which.
    pub(crate) fn finish(mut self) -> Result<(), Mistakes> {
        match self.found.take() {
            Some(found) if !found.is_empty() => Err(Mistakes(found)),
            _ => Ok(()),
        }
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if self.found.is_some() && !std::thread::panicking() {
            panic!("mistakes were collected but never reported");
        }
    }
}

impl Mistakes {
    /// One `compile_error!` a mistake, each an item.
    pub(crate) fn into_compile_errors(self) -> impl Iterator<Item = TokenStream> {
        self.0.into_iter().map(syn::Error::into_compile_error)
    }
}

fn text(wrong: impl Display, help: impl Display) -> String {
    format!("{wrong}\nhelp: {help}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_kept_in_order() {
        let mut errors = Errors::new();
        errors.at_span(Span::call_site(), "first", "fix it");
        errors.at_span(Span::call_site(), "second", "fix it too");
        let shown: Vec<String> = match errors.finish() {
            Ok(()) => Vec::new(),
            Err(mistakes) => mistakes
                .into_compile_errors()
                .map(|error| error.to_string())
                .collect(),
        };
        assert_eq!(shown.len(), 2);
        assert!(shown[0].contains("first\\nhelp: fix it"));
        assert!(shown[1].contains("second\\nhelp: fix it too"));
    }

    #[test]
    #[should_panic(expected = "never reported")]
    fn mistakes_cannot_be_dropped() {
        drop(Errors::new());
    }
}
