//! The key as the rest of the derive sees it: borrowed from the parsed item, mistakes in attributes already reported.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Data, DeriveInput, GenericArgument, Generics, Member, PathArguments, Token, Type, Visibility,
};

use crate::attr::{self, Attrs};
use crate::errors::Errors;
use crate::field_attr::{self, Max};

/// A key type.
pub(crate) struct Key<'a> {
    /// As it was parsed.
    pub(crate) item: &'a DeriveInput,
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    pub(crate) attrs: Attrs,
    pub(crate) body: Body<'a>,
    /// Where fields were left out by `#[fast_map(skip)]`; the body is without them.
    pub(crate) skipped: Vec<Span>,
}

/// What it is made of.
pub(crate) enum Body<'a> {
    Struct(Vec<Field<'a>>),
    Enum(Vec<Variant<'a>>),
    Union(Token![union]),
}

/// One variant of an enum.
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field<'a>>,
    /// Whether it has fields that are not among these.
    pub(crate) partial: bool,
}

/// How a variant is written, and so how a pattern for it is.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    Unit,
    Tuple,
    Named,
}

/// One field of a struct or variant.
pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// The range that was promised.
    pub(crate) max: Option<Max>,
    /// The spans of the type's first and last token; found once, as asking the compiler for spans takes its time.
    pub(crate) ends: (Span, Span),
    /// Where generated code about this field claims to stand: at the field's type, so that the compiler's errors about
    /// it point there. Names in it resolve as in the rest of the generated code.
    pub(crate) span: Span,
    /// Whether the type is a marker: `PhantomData`, however it is reached.
    pub(crate) is_phantom: bool,
    /// What the type is called, where that is like one of the language's own that are keys.
    pub(crate) primitive: Option<&'static str>,
}

/// The language's own types that are keys.
pub(crate) const PRIMITIVES: [&str; 14] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "bool",
    "char",
];

/// Reads a parsed item.
pub(crate) fn read<'a>(item: &'a DeriveInput, errors: &mut Errors) -> Key<'a> {
    let attrs = attr::read(&item.attrs, errors);
    let mut skipped = Vec::new();
    let body = match &item.data {
        Data::Struct(data) => Body::Struct(fields(&data.fields, &mut skipped, errors)),
        Data::Enum(data) => Body::Enum(
            data.variants
                .iter()
                .map(|variant| read_variant(variant, &mut skipped, errors))
                .collect(),
        ),
        Data::Union(data) => Body::Union(data.union_token),
    };
    Key {
        item,
        ident: &item.ident,
        vis: &item.vis,
        generics: &item.generics,
        attrs,
        body,
        skipped,
    }
}

fn read_variant<'a>(
    variant: &'a syn::Variant,
    skipped: &mut Vec<Span>,
    errors: &mut Errors,
) -> Variant<'a> {
    attr::refuse_on(&variant.attrs, "variant", errors);
    let fields = fields(&variant.fields, skipped, errors);
    Variant {
        partial: fields.len() < variant.fields.len(),
        ident: &variant.ident,
        style: match variant.fields {
            syn::Fields::Unit => Style::Unit,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Named(_) => Style::Named,
        },
        fields,
    }
}

/// The fields that take part.
fn fields<'a>(
    fields: &'a syn::Fields,
    skipped: &mut Vec<Span>,
    errors: &mut Errors,
) -> Vec<Field<'a>> {
    let mut kept = Vec::new();
    for (member, field) in fields.members().zip(fields) {
        let attrs = field_attr::read(&field.attrs, errors);
        if let Some(span) = attrs.skip {
            skipped.push(span);
        } else {
            let ends = ends(&field.ty);
            let name = last_segment(&field.ty).map(|last| last.ident.to_string());
            let name = name.as_deref().unwrap_or_default();
            kept.push(Field {
                member,
                ty: &field.ty,
                max: attrs.max,
                ends,
                span: ends.0.resolved_at(Span::call_site()),
                is_phantom: name == "PhantomData",
                primitive: PRIMITIVES
                    .into_iter()
                    .find(|primitive| *primitive == name && plain_name(&field.ty).is_some()),
            });
        }
    }
    kept
}

impl<'a> Key<'a> {
    /// The key's name as generated code writes it, so that no lint takes a path that begins with it for the author's.
    pub(crate) fn generated_name(&self) -> Ident {
        let mut name = self.ident.clone();
        name.set_span(Span::call_site());
        name
    }

    /// Takes over what was promised of another key's fields, which are the same in number.
    pub(crate) fn promise_as(&mut self, other: &Key) {
        let (own, variants): (&mut [Field], &mut [Variant]) = match &mut self.body {
            Body::Struct(fields) => (fields, &mut []),
            Body::Enum(variants) => (&mut [], variants),
            Body::Union(_) => (&mut [], &mut []),
        };
        let own = own.iter_mut();
        let own = own.chain(variants.iter_mut().flat_map(|variant| &mut variant.fields));
        for (field, other) in own.zip(other.fields()) {
            field.max = other.max;
        }
    }

    /// All fields, of all variants.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        let (own, variants): (&[Field], &[Variant]) = match &self.body {
            Body::Struct(fields) => (fields, &[]),
            Body::Enum(variants) => (&[], variants),
            Body::Union(_) => (&[], &[]),
        };
        own.iter()
            .chain(variants.iter().flat_map(|variant| &variant.fields))
    }
}

/// The spans of a type's first and last token.
fn ends(ty: &Type) -> (Span, Span) {
    if let Some(name) = plain_name(ty) {
        return (name.span(), name.span());
    }
    let mut spans = Vec::new();
    token_spans(ty.to_token_stream(), &mut spans);
    let first = spans.first().copied().unwrap_or_else(Span::call_site);
    (first, spans.last().copied().unwrap_or(first))
}

/// The spans of tokens that stand in the source; groups that macros put around `$ty` do not.
fn token_spans(tokens: TokenStream, spans: &mut Vec<Span>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                token_spans(group.stream(), spans);
            }
            TokenTree::Group(group) => spans.extend([group.span_open(), group.span_close()]),
            token => spans.push(token.span()),
        }
    }
}

/// The type without the invisible groups and parentheses around it.
pub(crate) fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        _ => ty,
    }
}

/// `Vec<u8>` of `std::vec::Vec<u8>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// The name of a type that is written as one and nothing else.
fn plain_name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}

/// Whether the type is reached by its own name or through the standard library, so that its last segment says what it
/// is. `grid::Cell<u8>` is the user's.
pub(crate) fn is_std_path(ty: &Type) -> bool {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => {
            let path = &path.path;
            path.segments.len() == 1
                || path.segments.first().is_some_and(|first| {
                    ["std", "core", "alloc"]
                        .iter()
                        .any(|name| first.ident == name)
                })
        }
        _ => false,
    }
}

/// The types between the angle brackets of a path segment.
pub(crate) fn type_arguments(segment: &syn::PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(list) => Some(&list.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// The first mention of one of `names` in a type, not counting `elsewhere::Name`.
pub(crate) fn mention(ty: &Type, names: &[&Ident]) -> Option<Ident> {
    fn find(tokens: TokenStream, names: &[&Ident]) -> Option<Ident> {
        let mut after_colon = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if !after_colon && names.contains(&ident) => {
                    return Some(ident.clone());
                }
                TokenTree::Group(group) => {
                    if let Some(found) = find(group.stream(), names) {
                        return Some(found);
                    }
                }
                _ => {}
            }
            after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        }
        None
    }
    match plain_name(ty) {
        Some(name) => names.contains(&name).then(|| name.clone()),
        None => find(ty.to_token_stream(), names),
    }
}
