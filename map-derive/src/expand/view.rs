//! The borrowed view of a key, under `#[fast_map(borrow)]`.
//!
//! It is a key by the same expansion as the key itself, so that the two cannot come to hash differently, and it is
//! compared with a key by a view of that key.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{GenericParam, Type};

use super::{bounds, fast_key};
use crate::attr::Borrow;
use crate::errors::Errors;
use crate::krate::Krate;
use crate::model::{self, Key, Style, Variant};
use crate::select::{self, Selected};
use crate::spelling::{is_unsized, ungroup};
use crate::view::{self, Borrowed};

/// The view as an item, and all that it implements.
pub(super) fn view(key: &Key) -> TokenStream {
    let Some(Borrow { name, .. }) = &key.attrs.borrow else {
        return TokenStream::new();
    };
    let (item, lifetime) = view::item(key, name);
    let mut errors = Errors::new();
    let mut view = model::read(&item, &mut errors);
    let Ok(()) = errors.finish() else {
        unreachable!("a view has no attributes that could be mistaken")
    };
    view.attrs.krate = key.attrs.krate.clone();
    view.promise_as(key);

    let krate = &key.attrs.krate;
    let (ident, name) = (key.ident, view.ident);
    let selected = select::select(&view);
    let clause = key_clause(key, &view, &selected);
    let as_key = fast_key(&view, &selected, Some(clause));
    let (view_impl, view_ty, _) = view.generics.split_for_impl();
    let (_, key_ty, _) = key.generics.split_for_impl();
    let both = view::both_generics(key, &lifetime);
    let (both_impl, _, _) = both.split_for_impl();
    let (own, view_own) = (bounds::predicates(key.generics), bounds::own_clause(&view));
    let comparable = key.generics.type_params().map(|param| &param.ident);
    let variants = key.variants().iter();
    let borrows = variants
        .clone()
        .map(|variant| arm(variant, ident, name, borrow));
    let makes = variants.map(|variant| {
        arm(variant, name, ident, |borrowed, place| {
            to_owned(borrowed, place, krate)
        })
    });
    let clonable = bounds_on(key, quote!(::core::clone::Clone), |_| None);
    let debug = debug(key, &view);
    let any_view = any_view(&view);
    quote! {
        #item
        #[automatically_derived]
        impl #view_impl ::core::marker::Copy for #name #view_ty #view_own {}
        #[automatically_derived]
        impl #view_impl ::core::clone::Clone for #name #view_ty #view_own {
            #[inline(always)]
            fn clone(&self) -> Self {
                *self
            }
        }
        #debug
        #as_key
        #[automatically_derived]
        #[allow(deprecated)]
        impl #both_impl ::core::convert::From<&#lifetime #ident #key_ty> for #name #view_ty
        where
            #own
        {
            #[inline(always)]
            fn from(__key: &#lifetime #ident #key_ty) -> Self {
                match __key {
                    #(#borrows,)*
                }
            }
        }
        #[automatically_derived]
        impl #both_impl #krate::private::Equivalent<#ident #key_ty> for #name #view_ty
        where
            #own
            #(#comparable: ::core::cmp::PartialEq,)*
        {
            #[inline(always)]
            fn equivalent(&self, __key: &#ident #key_ty) -> ::core::primitive::bool {
                ::core::cmp::PartialEq::eq(self, &<#any_view as ::core::convert::From<_>>::from(__key))
            }
        }
        #[automatically_derived]
        #[allow(deprecated)]
        impl #both_impl ::core::convert::From<&#name #view_ty> for #ident #key_ty
        where
            #own
            #clonable
        {
            #[inline]
            fn from(__view: &#name #view_ty) -> Self {
                match __view {
                    #(#makes,)*
                }
            }
        }
    }
}

/// Where the view is a key. That a field is none is said of the key, and not once more of its view.
fn key_clause(key: &Key, view: &Key, selected: &Selected) -> TokenStream {
    let krate = &key.attrs.krate;
    let own = bounds::where_clause(view, selected);
    let fields = bounds_on(key, quote!(#krate::FastKey), |_| None);
    match own {
        Some(own) => quote!(#own #fields),
        None => quote!(where #fields),
    }
}

/// The view with any lifetime of its own: that of the key that it borrows from.
fn any_view(view: &Key) -> TokenStream {
    let name = view.ident;
    let others = view
        .generics
        .params
        .iter()
        .skip(1)
        .map(|param| match param {
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            GenericParam::Type(param) => param.ident.to_token_stream(),
            GenericParam::Const(param) => param.ident.to_token_stream(),
        });
    quote!(#name<'_ #(, #others)*>)
}

/// From a reference to one type to the same variant of another, field by field.
fn arm(
    variant: &Variant,
    from: &Ident,
    to: &Ident,
    convert: impl Fn(&Borrowed, &TokenStream) -> TokenStream,
) -> TokenStream {
    let (pattern, to) = (variant.pattern(from), variant.path(to));
    let fields = variant.fields.iter().zip(variant.bindings());
    let fields = fields.map(|(field, binding)| {
        let member = &field.member;
        let value = convert(&Borrowed::of_field(field), &quote!(#binding));
        quote!(#member: #value)
    });
    quote!(#pattern => #to { #(#fields),* })
}

/// What the view has, of a reference to the key's field.
fn borrow(borrowed: &Borrowed, place: &TokenStream) -> TokenStream {
    match borrowed {
        Borrowed::Copied => quote!(*#place),
        Borrowed::Target { .. } => quote!(&**#place),
        Borrowed::Whole(_) => place.clone(),
        Borrowed::Optional(inner) => {
            let inner = borrow(inner, &quote!(__inner));
            quote!(::core::option::Option::map(::core::option::Option::as_ref(#place), |__inner| #inner))
        }
    }
}

/// What the key has, of a reference to the view's field.
fn to_owned(borrowed: &Borrowed, place: &TokenStream, krate: &Krate) -> TokenStream {
    match borrowed {
        Borrowed::Copied => quote!(*#place),
        Borrowed::Target { direct: true, .. } => quote!(::core::convert::From::from(*#place)),
        Borrowed::Target { direct: false, .. } => {
            quote!(::core::convert::From::from(#krate::private::ToOwned::to_owned(*#place)))
        }
        Borrowed::Whole(_) => quote!(::core::clone::Clone::clone(*#place)),
        Borrowed::Optional(inner) => {
            let inner = to_owned(inner, &quote!(__inner), krate);
            quote!(::core::option::Option::map(::core::option::Option::as_ref(#place), |__inner| #inner))
        }
    }
}

/// Bounds of an impl that is there where it can be, and no error elsewhere: the lifetime that nothing uses sees to that.
/// `copied` names what must have the trait for a field that is copied.
fn bounds_on(key: &Key, required: TokenStream, copied: fn(&Type) -> Option<&Type>) -> TokenStream {
    let types = key.fields().filter_map(|field| {
        let mut borrowed = &Borrowed::of_field(field);
        while let Borrowed::Optional(inner) = borrowed {
            borrowed = inner;
        }
        match borrowed {
            Borrowed::Copied => copied(field.ty).map(ToTokens::to_token_stream),
            Borrowed::Target { ty, .. } => part(ty).map(ToTokens::to_token_stream),
            Borrowed::Whole(ty) => Some(ty.to_token_stream()),
            Borrowed::Optional(_) => None, // None is left.
        }
    });
    quote!(#(for<'__a> #types: #required,)*)
}

/// What a type behind a pointer is made of; nothing if that is text.
fn part(ty: &Type) -> Option<&Type> {
    match ungroup(ty) {
        Type::Slice(slice) => Some(&slice.elem),
        Type::Reference(reference) => part(&reference.elem),
        ty if is_unsized(ty) => None,
        ty => Some(ty),
    }
}

/// What a copied type refers to. All others that are copied can be shown.
fn referred(ty: &Type) -> Option<&Type> {
    match ungroup(ty) {
        Type::Reference(_) => part(ty),
        ty => quote!(#ty).to_string().contains('&').then_some(ty),
    }
}

/// Shows the view as its key would be shown, where all fields can be.
fn debug(key: &Key, view: &Key) -> TokenStream {
    let name = view.ident;
    let (view_impl, view_ty, _) = view.generics.split_for_impl();
    let own = bounds::predicates(view.generics);
    let shown = bounds_on(key, quote!(::core::fmt::Debug), referred);
    let arms = key.variants().iter().map(|variant| {
        let pattern = variant.pattern(name);
        let bindings = variant.bindings();
        let shown = variant.ident.unwrap_or(name).unraw().to_string();
        match variant.style {
            Style::Unit => quote!(#pattern => __f.write_str(#shown)),
            Style::Tuple => {
                quote!(#pattern => __f.debug_tuple(#shown)#(.field(#bindings))*.finish())
            }
            Style::Named => {
                let members = variant.fields.iter().map(|field| field.shown_name());
                quote! {
                    #pattern => __f.debug_struct(#shown)#(.field(#members, #bindings))*.finish()
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #view_impl ::core::fmt::Debug for #name #view_ty
        where
            #own
            #shown
        {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#arms,)*
                }
            }
        }
    }
}
