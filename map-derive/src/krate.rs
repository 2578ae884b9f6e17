//! Where `map_core` is: how nearly every path in generated code begins. Its tokens are pushed one by one, because a token
//! stream that is taken apart or put into another asks the compiler each time, which is most of what a derive costs.

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use syn::{Path, Token};

/// `::map_core`, or what `#[fast_map(crate = "...")]` names.
#[derive(Clone, Default)]
pub(crate) struct Krate(Option<Path>);

/// The same, as if it began elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct KrateAt<'a>(&'a Krate, Span);

impl Krate {
    pub(crate) fn named(path: Path) -> Krate {
        Krate(Some(path))
    }

    /// As if it began at `span`, which resolves as generated code does, so that an expression that starts with it is shown
    /// there as a whole. Its names stay where they are: where there is no such crate, that is said once. What it means
    /// stays the same.
    pub(crate) fn at(&self, span: Span) -> KrateAt<'_> {
        KrateAt(self, span)
    }
}

impl KrateAt<'_> {
    /// Where it begins.
    pub(crate) fn span(self) -> Span {
        self.1
    }
}

/// As a link in docs is written, where `#` would begin a part of a page.
impl fmt::Display for Krate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.to_token_stream().to_string();
        f.write_str(&path.replace(' ', "").replace("r#", ""))
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => usual(Span::call_site(), tokens),
        }
    }
}

impl ToTokens for KrateAt<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let KrateAt(krate, span) = self;
        match &krate.0 {
            Some(path) => {
                let mut path = path.clone();
                if let Some(colons) = &mut path.leading_colon {
                    colons.spans = [*span; 2];
                }
                path.to_tokens(tokens);
            }
            None => usual(*span, tokens),
        }
    }
}

fn usual(span: Span, tokens: &mut TokenStream) {
    Token![::](span).to_tokens(tokens);
    tokens.append(Ident::new("map_core", Span::call_site()));
}
