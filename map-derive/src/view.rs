//! `#[fast_map(borrow)]`: what a key looks like where everything that its fields own is borrowed.
//!
//! A field that is copied without allocating, as far as its spelling tells (numbers, `bool`, `char`, references, arrays
//! and tuples of such), is in the view as it is. Of text and other owned memory the view has what it points to: `&str`
//! of a `String`, `&[T]` of a `Vec<T>`. Any other type is referred to. `Option`s keep being `Option`s.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{
    Data, DeriveInput, Fields, GenericParam, Generics, Lifetime, LifetimeParam, Member, Type,
};

use crate::model::{Field, Key, Variant};
use crate::spelling::{PRIMITIVES, is_unsized, std_segment, type_arguments, ungroup};

/// How a field is in the view.
pub(crate) enum Borrowed<'a> {
    /// As it is.
    Copied,
    /// By what it points to. `From` makes the field of it directly, or only once it is owned.
    Target { ty: Box<Type>, direct: bool },
    /// By reference.
    Whole(&'a Type),
    /// As an `Option` of what is borrowed.
    Optional(Box<Borrowed<'a>>),
}

/// Types that are copied and not allocated, besides the language's own.
const COPIED: [&str; 4] = ["PhantomData", "Ipv4Addr", "Ipv6Addr", "IpAddr"];

impl<'a> Borrowed<'a> {
    /// How a field of a key is borrowed. One with a promised range is an integer, whatever its type is called.
    pub(crate) fn of_field(field: &Field<'a>) -> Borrowed<'a> {
        match field.max {
            Some(_) => Borrowed::Copied,
            None => Borrowed::of(field.ty),
        }
    }

    /// How a field of this type is borrowed.
    pub(crate) fn of(ty: &'a Type) -> Borrowed<'a> {
        if is_copied(ty) {
            return Borrowed::Copied;
        }
        let Some(last) = std_segment(ty) else {
            return Borrowed::Whole(ty);
        };
        let target = type_arguments(last).next();
        match (last.ident.to_string().as_str(), target) {
            ("String", None) => Borrowed::Target {
                ty: Box::new(syn::parse_quote!(::core::primitive::str)),
                direct: true,
            },
            ("Vec", Some(element)) => Borrowed::Target {
                ty: Box::new(syn::parse_quote!([#element])),
                direct: true,
            },
            ("Box" | "Rc" | "Arc", Some(target)) => Borrowed::Target {
                ty: Box::new(target.clone()),
                direct: is_unsized(target),
            },
            ("Cow", Some(target)) if is_unsized(target) => Borrowed::Target {
                ty: Box::new(target.clone()),
                direct: false,
            },
            ("Option", Some(inner)) => Borrowed::Optional(Box::new(Borrowed::of(inner))),
            _ => Borrowed::Whole(ty),
        }
    }

    /// The field's type in the view; `own` is the one in the key. An `Option` of what is copied is itself copied.
    fn ty(&self, own: &Type, lifetime: &Lifetime) -> TokenStream {
        match self {
            Borrowed::Copied => own.to_token_stream(),
            Borrowed::Target { ty, .. } => quote!(&#lifetime #ty),
            Borrowed::Whole(ty) => quote!(&#lifetime #ty),
            Borrowed::Optional(inner) => {
                let inner = inner.ty(own, lifetime);
                quote!(::core::option::Option<#inner>)
            }
        }
    }
}

/// Whether copying the type allocates nothing, as far as its spelling tells.
pub(crate) fn is_copied(ty: &Type) -> bool {
    match ungroup(ty) {
        Type::Reference(_) => true,
        Type::Array(array) => is_copied(&array.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_copied),
        Type::Path(_) => std_segment(ty).is_some_and(|last| {
            let name = last.ident.to_string();
            PRIMITIVES.contains(&name.as_str())
                || COPIED.contains(&name.as_str())
                || name.starts_with("NonZero")
                || name == "Option" && type_arguments(last).all(is_copied)
        }),
        _ => false,
    }
}

/// Whether nothing in the key would be borrowed.
pub(crate) fn is_key_itself(key: &Key) -> bool {
    key.fields()
        .all(|field| field.max.is_some() || is_copied(field.ty))
}

/// The view of a key as an item, and the lifetime that it borrows for.
pub(crate) fn item(key: &Key, name: &Option<Ident>) -> (DeriveInput, Lifetime) {
    let ident = key.ident;
    let lifetime = lifetime(key.generics);
    let mut item = key.item.clone();
    item.ident = name.clone().unwrap_or_else(|| format_ident!("{ident}Ref"));
    let about = format!(
        " `{ident}` with all it owns borrowed: maps of `{ident}` are searched by it, and nothing is allocated."
    );
    item.attrs = vec![
        syn::parse_quote!(#[doc = #about]),
        syn::parse_quote!(#[allow(dead_code, missing_docs, non_camel_case_types)]),
        syn::parse_quote!(#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]),
    ];
    let variants = key.variants();
    let types = match &mut item.data {
        Data::Struct(data) => borrow_fields(&mut data.fields, &variants[0], &lifetime),
        Data::Enum(data) => {
            let borrowed = data.variants.iter_mut().zip(variants);
            let types = borrowed.map(|(variant, read)| {
                variant.attrs.retain(is_doc);
                variant.discriminant = None;
                borrow_fields(&mut variant.fields, read, &lifetime)
            });
            types.collect()
        }
        Data::Union(_) => TokenStream::new(), // Refused by the checks.
    };
    item.generics = generics(key.generics, &lifetime, &types);
    (item, lifetime)
}

fn is_doc(attr: &syn::Attribute) -> bool {
    attr.path().is_ident("doc")
}

/// Turns the fields of a key, or of one variant, into those of its view; their types.
fn borrow_fields(fields: &mut Fields, read: &Variant, lifetime: &Lifetime) -> TokenStream {
    let mut types = TokenStream::new();
    let members: Vec<Member> = fields.members().collect();
    for (field, member) in fields.iter_mut().zip(members) {
        let kept = read.fields.iter().find(|kept| kept.member == member);
        let borrowed = kept.map_or_else(|| Borrowed::of(&field.ty), Borrowed::of_field);
        let ty = borrowed.ty(&field.ty, lifetime);
        field.ty = Type::Verbatim(ty);
        field.ty.to_tokens(&mut types);
        field.attrs.retain(is_doc);
    }
    types
}

/// A lifetime that is none of the key's.
fn lifetime(generics: &Generics) -> Lifetime {
    let taken = |name: &str| {
        generics
            .lifetimes()
            .any(|param| param.lifetime.ident == name)
    };
    let name = ["a", "view"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("__view");
    Lifetime::new(&format!("'{name}"), Span::call_site())
}

/// The parameters of an impl that is about a key and its view.
pub(crate) fn both_generics(key: &Key, lifetime: &Lifetime) -> Generics {
    let mut generics = key.generics.clone();
    generics.params.insert(0, syn::parse_quote!(#lifetime));
    generics
}

/// The key's parameters, less the lifetimes that the view has no field with, and the view's own lifetime.
fn generics(own: &Generics, lifetime: &Lifetime, types: &TokenStream) -> Generics {
    let gone: Vec<&Lifetime> = own
        .lifetimes()
        .map(|param| &param.lifetime)
        .filter(|lifetime| !mentions(types.clone(), &[lifetime]))
        .collect();
    let mut generics = own.clone();
    generics.params = own
        .params
        .iter()
        .filter(|param| match param {
            GenericParam::Lifetime(param) => !gone.contains(&&param.lifetime),
            _ => true,
        })
        .cloned()
        .collect();
    for param in &mut generics.params {
        match param {
            GenericParam::Lifetime(param) => {
                param.bounds = without(&param.bounds, &gone);
            }
            GenericParam::Type(param) => {
                param.bounds = without(&param.bounds, &gone);
            }
            GenericParam::Const(_) => {}
        }
    }
    if let Some(clause) = &mut generics.where_clause {
        clause.predicates = without(&clause.predicates, &gone);
    }
    let own = GenericParam::Lifetime(LifetimeParam::new(lifetime.clone()));
    generics.params.insert(0, own);
    generics.lt_token.get_or_insert_default();
    generics.gt_token.get_or_insert_default();
    generics
}

/// What of a list mentions none of some lifetimes.
fn without<T: ToTokens + Clone, P: Default>(
    list: &Punctuated<T, P>,
    lifetimes: &[&Lifetime],
) -> Punctuated<T, P> {
    list.iter()
        .filter(|part| !mentions(part.to_token_stream(), lifetimes))
        .cloned()
        .collect()
}

/// Whether tokens mention one of some lifetimes.
fn mentions(tokens: TokenStream, lifetimes: &[&Lifetime]) -> bool {
    let mut tick = false;
    tokens.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Ident(ident) => {
                tick && lifetimes.iter().any(|lifetime| lifetime.ident == *ident)
            }
            TokenTree::Group(group) => mentions(group.stream(), lifetimes),
            _ => false,
        };
        tick = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        found
    })
}
