//! Selected shapes to code. Generated code says what a key is made of and hands out its fields; everything clever is in
//! `map_core`.
//!
//! Hygiene: every path is absolute and every generated name starts with two underscores, so that nothing in scope at
//! the derive, a prelude included, can change what the code means.

mod alias;
mod bounds;
mod fields;
mod general;
mod payload;
mod plan;
mod product;
mod sampler;
mod stub;
mod text;
mod units;
mod variant;
mod view;

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

use crate::model::Key;
use crate::select::Selected;

pub(crate) use stub::stub;

/// All items that the derive adds. They are collected, because a stream that `quote!` puts into another is copied first.
pub(crate) fn expand(key: &Key, selected: &Selected) -> TokenStream {
    let as_key = fast_key(key, selected, bounds::where_clause(key, selected));
    let text = match selected {
        Selected::Product {
            text: Some(text), ..
        } => text::equivalent(key, text),
        _ => TokenStream::new(),
    };
    TokenStream::from_iter([
        as_key,
        text,
        plan::evaluation(key),
        fields::limits(key),
        alias::aliases(key),
        view::view(key),
        sampler::sampler(key),
    ])
}

/// `impl FastKey`, for a key or its view.
fn fast_key(key: &Key, selected: &Selected, where_clause: Option<TokenStream>) -> TokenStream {
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let body = match selected {
        Selected::General => general::body(key),
        Selected::Product { fields, .. } => product::body(key, fields),
        Selected::Units(variants) => units::body(key, variants),
        Selected::Payload(variants) => payload::body(key, variants),
    };
    let items = TokenStream::from_iter([plan::constant(key), body]);
    let items = Group::new(Delimiter::Brace, items);
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let doc = format!(" Keys of maps. {}", plan::sentence(key));
    quote! {
        #[doc = #doc]
        #[automatically_derived]
        impl #impl_generics #krate::FastKey for #ident #ty_generics #where_clause #items
    }
}
