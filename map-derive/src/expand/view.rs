//! The borrowed view of a key, under `#[fast_map(borrow)]`.
//!
//! It is a key by the same expansion as the key itself, so that the two cannot come to hash differently, and it is
//! compared with a key by lending the key a view of its own.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{GenericParam, Type};

use super::{bounds, explain, fast_key};
use crate::attr::Borrow;
use crate::errors::Errors;
use crate::krate::Krate;
use crate::model::{self, Body, Field, Key, peel};
use crate::select::{self, Selected};
use crate::view::{self, Lent};

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
    let as_key = fast_key(&view, &selected, Some(clause), &explain::sentence(&view));
    let forms = forms(key);
    let (view_impl, view_ty, _) = view.generics.split_for_impl();
    let (_, key_ty, _) = key.generics.split_for_impl();
    let mut both = key.generics.clone();
    both.params.insert(0, syn::parse_quote!(#lifetime));
    let (both_impl, _, _) = both.split_for_impl();
    let (own, view_own) = (bounds::predicates(key), bounds::own_clause(&view));
    let comparable = key.generics.type_params().map(|param| &param.ident);
    let lends = forms.iter().map(|form| form.arm(ident, name, lend));
    let makes = forms
        .iter()
        .map(|form| form.arm(name, ident, |lent, place| make(lent, place, krate)));
    let clonable = bounds_on(key, quote!(::core::clone::Clone), |_| None);
    let debug = debug(key, &view, &forms);
    let lent = lent_ty(&view);
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
                    #(#lends,)*
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
                ::core::cmp::PartialEq::eq(self, &<#lent as ::core::convert::From<_>>::from(__key))
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

/// The view with any lifetime of its own: that of the key it is lent by.
fn lent_ty(view: &Key) -> TokenStream {
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

/// A struct, or one variant of an enum: what is written after the type's name, and the fields.
struct Form<'a> {
    variant: Option<&'a Ident>,
    style: model::Style,
    fields: &'a [Field<'a>],
}

fn forms<'a>(key: &'a Key<'a>) -> Vec<Form<'a>> {
    match &key.body {
        Body::Struct(fields) => vec![Form {
            variant: None,
            style: match fields.first().map(|field| &field.member) {
                Some(syn::Member::Unnamed(_)) => model::Style::Tuple,
                _ => model::Style::Named,
            },
            fields,
        }],
        Body::Enum(variants) => variants
            .iter()
            .map(|variant| Form {
                variant: Some(variant.ident),
                style: variant.style,
                fields: &variant.fields,
            })
            .collect(),
        Body::Union(_) => Vec::new(), // Refused by the checks.
    }
}

impl Form<'_> {
    /// `Type` or `Type::Variant`.
    fn path(&self, ty: &Ident) -> TokenStream {
        match self.variant {
            Some(variant) => quote!(#ty::#variant),
            None => quote!(#ty),
        }
    }

    fn bindings(&self) -> Vec<Ident> {
        (0..self.fields.len())
            .map(|index| format_ident!("__field{index}"))
            .collect()
    }

    /// A pattern that binds all fields; tuples can be written with braces as well.
    fn pattern(&self, ty: &Ident) -> TokenStream {
        let path = self.path(ty);
        let members = self.fields.iter().map(|field| &field.member);
        let bindings = self.bindings();
        quote!(#path { #(#members: #bindings),* })
    }

    /// From a reference to one type to the same form of another, field by field.
    fn arm(
        &self,
        from: &Ident,
        to: &Ident,
        convert: impl Fn(&Lent, &TokenStream) -> TokenStream,
    ) -> TokenStream {
        let (pattern, to) = (self.pattern(from), self.path(to));
        let fields = self
            .fields
            .iter()
            .zip(self.bindings())
            .map(|(field, binding)| {
                let member = &field.member;
                let value = convert(&Lent::of_field(field), &quote!(#binding));
                quote!(#member: #value)
            });
        quote!(#pattern => #to { #(#fields),* })
    }
}

/// What the view has, of a reference to the key's field.
fn lend(lent: &Lent, place: &TokenStream) -> TokenStream {
    match lent {
        Lent::Copied => quote!(*#place),
        Lent::Target { .. } => quote!(&**#place),
        Lent::Whole(_) => place.clone(),
        Lent::Optional(inner) => {
            let inner = lend(inner, &quote!(__inner));
            quote!(::core::option::Option::map(::core::option::Option::as_ref(#place), |__inner| #inner))
        }
    }
}

/// What the key has, of a reference to the view's field.
fn make(lent: &Lent, place: &TokenStream, krate: &Krate) -> TokenStream {
    match lent {
        Lent::Copied => quote!(*#place),
        Lent::Target { direct: true, .. } => quote!(::core::convert::From::from(*#place)),
        Lent::Target { direct: false, .. } => {
            quote!(::core::convert::From::from(#krate::private::ToOwned::to_owned(*#place)))
        }
        Lent::Whole(_) => quote!(::core::clone::Clone::clone(*#place)),
        Lent::Optional(inner) => {
            let inner = make(inner, &quote!(__inner), krate);
            quote!(::core::option::Option::map(::core::option::Option::as_ref(#place), |__inner| #inner))
        }
    }
}

/// Bounds of an impl that is there where it can be, and no error elsewhere: the lifetime that nothing uses sees to that.
/// `copied` names what must have the trait for a field that is copied.
fn bounds_on(key: &Key, required: TokenStream, copied: fn(&Type) -> Option<&Type>) -> TokenStream {
    let types = key.fields().filter_map(|field| {
        let mut lent = &Lent::of_field(field);
        while let Lent::Optional(inner) = lent {
            lent = inner;
        }
        match lent {
            Lent::Copied => copied(field.ty).map(ToTokens::to_token_stream),
            Lent::Target { ty, .. } => part(ty).map(ToTokens::to_token_stream),
            Lent::Whole(ty) => Some(ty.to_token_stream()),
            Lent::Optional(_) => None, // None is left.
        }
    });
    quote!(#(for<'__a> #types: #required,)*)
}

/// What a type behind a pointer is made of; nothing if that is text.
fn part(ty: &Type) -> Option<&Type> {
    match peel(ty) {
        Type::Slice(slice) => Some(&slice.elem),
        Type::Reference(reference) => part(&reference.elem),
        ty if view::is_unsized(ty) => None,
        ty => Some(ty),
    }
}

/// What a copied type refers to. All others that are copied can be shown.
fn referred(ty: &Type) -> Option<&Type> {
    match peel(ty) {
        Type::Reference(_) => part(ty),
        ty => quote!(#ty).to_string().contains('&').then_some(ty),
    }
}

/// Shows the view as its key would be shown, where all fields can be.
fn debug(key: &Key, view: &Key, forms: &[Form]) -> TokenStream {
    let name = view.ident;
    let (view_impl, view_ty, _) = view.generics.split_for_impl();
    let own = bounds::predicates(view);
    let shown = bounds_on(key, quote!(::core::fmt::Debug), referred);
    let arms = forms.iter().map(|form| {
        let pattern = form.pattern(name);
        let bindings = form.bindings();
        let shown = form.variant.unwrap_or(name).unraw().to_string();
        let members = form.fields.iter().map(|field| match &field.member {
            syn::Member::Named(member) => member.unraw().to_string(),
            syn::Member::Unnamed(index) => index.index.to_string(),
        });
        match form.style {
            model::Style::Unit => quote!(#pattern => __f.write_str(#shown)),
            model::Style::Tuple => {
                quote!(#pattern => __f.debug_tuple(#shown)#(.field(#bindings))*.finish())
            }
            model::Style::Named => quote! {
                #pattern => __f.debug_struct(#shown)#(.field(#members, #bindings))*.finish()
            },
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
