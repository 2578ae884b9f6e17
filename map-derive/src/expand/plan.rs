//! The key's plan: what docs say about it, and `#[fast_map(path = "...")]`, the path that the author insists on, checked
//! where the attribute stands.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use crate::attr::{Forced, PathName};
use crate::model::Key;

/// A sentence for the docs of what is generated. Only the compiler knows which path a key takes, unless an attribute asks
/// for one.
pub(super) fn sentence(key: &Key) -> String {
    if key.attrs.siphash.is_some() {
        return "They are hashed by SipHash, as the attribute asks: the path is `General`."
            .to_owned();
    }
    match key.attrs.forced {
        Some(Forced { path, .. }) => {
            format!("The path is `{}`, as the attribute asks.", path.variant())
        }
        None => format!(
            "[`PLAN`]({}::FastKey::PLAN) says which path they take, and why.",
            key.attrs.krate
        ),
    }
}

/// The plan constant of a forced path; otherwise the trait's own, chosen by shape.
pub(super) fn constant(key: &Key) -> TokenStream {
    let Some(Forced { path, span }) = key.attrs.forced else {
        return TokenStream::new();
    };
    if key.attrs.siphash.is_some() {
        return TokenStream::new(); // It has a plan of its own.
    }
    let span = span.resolved_at(Span::call_site());
    let krate = &key.attrs.krate.at(span);
    let variant = Ident::new(path.variant(), span);
    quote_spanned! {span=>
        const PLAN: #krate::private::Plan = #krate::private::Plan::forced(
            #krate::private::Path::#variant,
            <Self as #krate::FastKey>::SHAPE,
        );
    }
}

/// Works the plan out at the derive, so that a path the key cannot take is refused there and not at the first map. The
/// plan of a generic key is not known before its parameters are.
pub(super) fn evaluation(key: &Key) -> TokenStream {
    let Some(Forced { path, span }) = key.attrs.forced else {
        return TokenStream::new();
    };
    if path == PathName::General || !key.generics.params.is_empty() {
        return TokenStream::new();
    }
    let span = span.resolved_at(Span::call_site());
    let krate = &key.attrs.krate.at(span);
    let ident = key.ident;
    quote_spanned! {span=>
        const _: #krate::private::Plan = <#ident as #krate::FastKey>::PLAN;
    }
}
