//! Wrappers of a string, looked up by `&str` (or `&[u8]`) as well.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::bounds;
use crate::model::Key;
use crate::select::{TextField, TextKind};

/// `impl Equivalent<Name> for str`. The orphan rule allows it because `Name` is local.
pub(super) fn equivalent(key: &Key, text: &TextField) -> TokenStream {
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let member = &text.field.member;
    let target = match text.kind {
        TextKind::Str => quote!(::core::primitive::str),
        TextKind::Bytes => quote!([::core::primitive::u8]),
    };
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let where_clause = bounds::own_clause(key);
    let comparison = quote_spanned! {text.field.span=>
        #krate::private::Equivalent::equivalent(self, &__key.#member)
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::private::Equivalent<#ident #ty_generics> for #target #where_clause {
            #[inline(always)]
            fn equivalent(&self, __key: &#ident #ty_generics) -> ::core::primitive::bool {
                #comparison
            }
        }
    }
}
