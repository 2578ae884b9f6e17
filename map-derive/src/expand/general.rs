//! Keys that bring their own `Hash`, under `#[fast_map(path = "general")]` and `#[fast_map(hash = "siphash")]`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::model::Key;

/// No shape, and the key's own hash.
pub(super) fn body(key: &Key) -> TokenStream {
    let krate = &key.attrs.krate;
    // At the key, where a missing `Hash` is to be shown.
    let hash = quote_spanned! {key.ident.span().resolved_at(Span::call_site())=>
        ::core::hash::Hash::hash(self, __hasher)
    };
    let (mix, plan) = match key.attrs.siphash {
        Some(_) => (
            quote!(mix_sip),
            quote!(const PLAN: #krate::private::Plan = #krate::private::Plan::SIPHASH;),
        ),
        None => (quote!(mix_hash), TokenStream::new()),
    };
    quote! {
        #plan
        const SHAPE: #krate::private::Shape = #krate::private::Shape::MIXED;
        #[inline]
        fn mix(&self, __state: ::core::primitive::u64) -> ::core::primitive::u64 {
            #krate::private::#mix(__state, |__hasher| #hash)
        }
    }
}
