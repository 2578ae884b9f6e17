//! `UserIdMap<V>` and `UserIdSet`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::GenericParam;

use super::plan;
use crate::model::Key;

/// Both aliases, with the key's visibility and parameters; its bounds stay with it, as aliases cannot have any.
pub(super) fn aliases(key: &Key) -> TokenStream {
    if key.attrs.no_alias.is_some() {
        return TokenStream::new();
    }
    let krate = &key.attrs.krate;
    let (vis, ident) = (key.vis, key.ident);
    let map = key.attrs.map.clone();
    let map = map.unwrap_or_else(|| format_ident!("{ident}Map"));
    let set = key.attrs.set.clone();
    let set = set.unwrap_or_else(|| format_ident!("{ident}Set"));
    let (_, ty_generics, _) = key.generics.split_for_impl();
    let value = value_name(key);
    let parameters: Vec<TokenStream> = key.generics.params.iter().map(parameter).collect();
    let (map_type, values) = match key.attrs.stable {
        Some(_) => ("StableMap", " and whose values never move"),
        None => ("FastMap", ""),
    };
    let (map_doc, set_doc) = (
        format!(
            " A `{map_type}` whose keys are `{ident}`{values}. {}",
            plan::sentence(key)
        ),
        format!(" A `FastSet` of `{ident}`."),
    );
    let map_type = Ident::new(map_type, Span::call_site());
    let set_parameters = (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>));
    quote! {
        #[doc = #map_doc]
        #[allow(dead_code, non_camel_case_types)]
        #vis type #map<#(#parameters,)* #value> = #krate::#map_type<#ident #ty_generics, #value>;
        #[doc = #set_doc]
        #[allow(dead_code, non_camel_case_types)]
        #vis type #set #set_parameters = #krate::FastSet<#ident #ty_generics>;
    }
}

/// A parameter without bounds and default.
fn parameter(param: &GenericParam) -> TokenStream {
    match param {
        GenericParam::Lifetime(param) => {
            let lifetime = &param.lifetime;
            quote!(#lifetime)
        }
        GenericParam::Type(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
        GenericParam::Const(param) => {
            let (ident, ty) = (&param.ident, &param.ty);
            quote!(const #ident: #ty)
        }
    }
}

/// A name for the values' type that is neither the key's nor one of its parameters'.
fn value_name(key: &Key) -> Ident {
    let taken = |name: &str| {
        key.ident == name
            || key.generics.params.iter().any(|param| match param {
                GenericParam::Type(param) => param.ident == name,
                GenericParam::Const(param) => param.ident == name,
                GenericParam::Lifetime(_) => false,
            })
    };
    let name = ["V", "Value"].into_iter().find(|name| !taken(name));
    Ident::new(name.unwrap_or("__Value"), Span::mixed_site())
}
