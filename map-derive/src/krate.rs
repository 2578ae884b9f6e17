//! Where `map_core` is: how nearly every path in generated code begins. Its tokens are pushed one by one, because a token
//! stream that is taken apart or put into another asks the compiler each time, which is most of what a derive costs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use syn::{Path, Token};

/// `::map_core`, or what `#[fast_map(crate = "...")]` names.
#[derive(Clone, Default)]
pub(crate) struct Krate(Option<Path>);

/// The same, as if it stood elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct KrateAt<'a>(&'a Krate, Span);

impl Krate {
    pub(crate) fn named(path: Path) -> Krate {
        Krate(Some(path))
    }

    /// As if it stood at `span`, which resolves as generated code does, so that an expression that starts with it is shown
    /// there as a whole. What it means stays the same.
    pub(crate) fn at(&self, span: Span) -> KrateAt<'_> {
        KrateAt(self, span)
    }
}

impl KrateAt<'_> {
    /// Where it is.
    pub(crate) fn span(self) -> Span {
        self.1
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
            Some(path) => tokens.append_all(path.to_token_stream().into_iter().map(|mut token| {
                token.set_span(span.resolved_at(token.span()));
                token
            })),
            None => usual(*span, tokens),
        }
    }
}

fn usual(span: Span, tokens: &mut TokenStream) {
    Token![::](span).to_tokens(tokens);
    tokens.append(Ident::new("map_core", span));
}
