//! The key as the rest of the derive sees it: borrowed from the parsed item, mistakes in attributes already reported.

use std::slice;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Generics, Member, Token, Type, Visibility};

use crate::attr::{self, FieldAttrs, KeyAttrs, Max};
use crate::errors::Errors;
use crate::spelling;

/// A key type.
pub(crate) struct Key<'a> {
    /// As it was parsed.
    pub(crate) item: &'a DeriveInput,
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    pub(crate) attrs: KeyAttrs,
    pub(crate) body: Body<'a>,
}

/// What it is made of.
pub(crate) enum Body<'a> {
    Struct(Variant<'a>),
    Enum(Vec<Variant<'a>>),
    Union(Token![union]),
}

/// One variant of an enum, or all of a struct.
pub(crate) struct Variant<'a> {
    /// None for a struct.
    pub(crate) ident: Option<&'a Ident>,
    pub(crate) style: Style,
    /// The fields that take part.
    pub(crate) fields: Vec<Field<'a>>,
    /// Those that `#[fast_map(skip)]` leaves out.
    pub(crate) skipped: Vec<Skipped<'a>>,
}

/// How it is written, and so how a pattern for it is.
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

/// A field that takes no part.
pub(crate) struct Skipped<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    /// Where `skip` stands.
    pub(crate) span: Span,
}

/// Reads a parsed item.
pub(crate) fn read<'a>(item: &'a DeriveInput, errors: &mut Errors) -> Key<'a> {
    let attrs = KeyAttrs::read(&item.attrs, errors);
    let body = match &item.data {
        Data::Struct(data) => Body::Struct(read_variant(None, &data.fields, errors)),
        Data::Enum(data) => Body::Enum(
            data.variants
                .iter()
                .map(|variant| {
                    attr::refuse_on(&variant.attrs, "variant", errors);
                    read_variant(Some(&variant.ident), &variant.fields, errors)
                })
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
    }
}

fn read_variant<'a>(
    ident: Option<&'a Ident>,
    all: &'a syn::Fields,
    errors: &mut Errors,
) -> Variant<'a> {
    let (mut fields, mut skipped) = (Vec::new(), Vec::new());
    for (member, field) in all.members().zip(all) {
        let attrs = FieldAttrs::read(&field.attrs, errors);
        let ty = &field.ty;
        match attrs.skip {
            Some(span) => skipped.push(Skipped { member, ty, span }),
            None => fields.push(Field::new(member, ty, attrs.max)),
        }
    }
    Variant {
        ident,
        style: match all {
            syn::Fields::Unit => Style::Unit,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Named(_) => Style::Named,
        },
        fields,
        skipped,
    }
}

impl<'a> Field<'a> {
    fn new(member: Member, ty: &'a Type, max: Option<Max>) -> Field<'a> {
        let ends = spelling::ends(ty);
        Field {
            member,
            ty,
            max,
            ends,
            span: ends.0.resolved_at(Span::call_site()),
            is_phantom: spelling::is_phantom(ty),
            primitive: spelling::primitive(ty),
        }
    }

    /// Its name or number, as messages say it.
    pub(crate) fn shown_name(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }
}

impl<'a> Key<'a> {
    /// The key's name as generated code writes it, so that no lint takes a path that begins with it for the author's.
    pub(crate) fn generated_name(&self) -> Ident {
        let mut name = self.ident.clone();
        name.set_span(Span::call_site());
        name
    }

    /// The variants of an enum, or the struct itself.
    pub(crate) fn variants(&self) -> &[Variant<'a>] {
        match &self.body {
            Body::Struct(variant) => slice::from_ref(variant),
            Body::Enum(variants) => variants,
            Body::Union(_) => &[],
        }
    }

    /// All fields that take part, of all variants.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.variants().iter().flat_map(|variant| &variant.fields)
    }

    /// All fields that do not.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = &Skipped<'a>> {
        self.variants().iter().flat_map(|variant| &variant.skipped)
    }

    /// Takes over what was promised of another key's fields, which are the same in number.
    pub(crate) fn promise_as(&mut self, other: &Key) {
        let variants = match &mut self.body {
            Body::Struct(variant) => slice::from_mut(variant),
            Body::Enum(variants) => variants,
            Body::Union(_) => &mut [],
        };
        let fields = variants.iter_mut().flat_map(|variant| &mut variant.fields);
        for (field, other) in fields.zip(other.fields()) {
            field.max = other.max;
        }
    }
}
