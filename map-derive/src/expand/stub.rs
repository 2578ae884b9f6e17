//! What follows a mistake: the messages, and just enough of a key that nothing else is complained about.

use proc_macro2::TokenStream;
use quote::quote;

use super::{alias, bounds};
use crate::attr::Borrow;
use crate::errors::Mistakes;
use crate::model::{Body, Key};
use crate::view;

/// The mistakes, a stub of the key's impl, the aliases, and a stub of the view.
///
/// The stub's bound holds the last message: a type that is an error makes every question about the impl, the missing
/// `Eq` of a key that cannot have one included, a question that the compiler does not answer with another error. The
/// lifetime that nothing uses keeps it from looking at the bound before anyone asks.
pub(crate) fn stub(key: &Key, mistakes: Mistakes) -> TokenStream {
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let mut errors: Vec<TokenStream> = mistakes.into_compile_errors().collect();
    let last = errors.pop();
    let own = bounds::predicates(key.generics);
    let aliases = alias::aliases(key);
    let view = view_stub(key);
    quote! {
        #(#errors)*
        #[automatically_derived]
        impl #impl_generics #krate::FastKey for #ident #ty_generics
        where
            #own
            for<'__a> Self: #krate::private::Refused<{ #last }>,
        {
            const SHAPE: #krate::private::Shape = #krate::private::Shape::MIXED;
        }
        #aliases
        #view
    }
}

/// The view that was asked for, with all that it would implement and nothing behind it. It is a key where the key is one,
/// which is the question that has no answer.
fn view_stub(key: &Key) -> TokenStream {
    let (Some(Borrow { name, .. }), Body::Struct(_) | Body::Enum(_)) =
        (&key.attrs.borrow, &key.body)
    else {
        return TokenStream::new();
    };
    if view::is_key_itself(key) {
        return TokenStream::new(); // Its lifetime would be one that nothing uses.
    }
    let (mut item, lifetime) = view::item(key, name);
    item.attrs.retain(|attr| !attr.path().is_ident("derive"));
    let (krate, ident, name) = (&key.attrs.krate, key.ident, &item.ident);
    let (view_impl, view_ty, _) = item.generics.split_for_impl();
    let (_, key_ty, _) = key.generics.split_for_impl();
    let view_own = bounds::predicates(&item.generics);
    let both = view::both_generics(key, &lifetime);
    let (both_impl, _, _) = both.split_for_impl();
    let own = bounds::own_clause(key);
    quote! {
        #item
        impl #view_impl ::core::marker::Copy for #name #view_ty where #view_own {}
        impl #view_impl ::core::clone::Clone for #name #view_ty where #view_own {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl #view_impl ::core::cmp::PartialEq for #name #view_ty where #view_own {
            fn eq(&self, _: &Self) -> ::core::primitive::bool {
                false
            }
        }
        impl #view_impl ::core::cmp::Eq for #name #view_ty where #view_own {}
        impl #view_impl ::core::fmt::Debug for #name #view_ty where #view_own {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::result::Result::Ok(())
            }
        }
        impl #view_impl #krate::FastKey for #name #view_ty
        where
            #view_own
            for<'__a> #ident #key_ty: #krate::FastKey,
        {
            const SHAPE: #krate::private::Shape = #krate::private::Shape::MIXED;
        }
        impl #both_impl #krate::private::Equivalent<#ident #key_ty> for #name #view_ty #own {
            fn equivalent(&self, _: &#ident #key_ty) -> ::core::primitive::bool {
                false
            }
        }
        impl #both_impl ::core::convert::From<&#lifetime #ident #key_ty> for #name #view_ty #own {
            fn from(_: &#lifetime #ident #key_ty) -> Self {
                loop {}
            }
        }
        impl #both_impl ::core::convert::From<&#name #view_ty> for #ident #key_ty #own {
            fn from(_: &#name #view_ty) -> Self {
                loop {}
            }
        }
    }
}
