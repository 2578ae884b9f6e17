//! Paths and patterns of a struct, or of a variant.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Field, Style, Variant};

/// The name that patterns bind the field at `index` to.
pub(super) fn binding(field: &Field, index: usize) -> Ident {
    format_ident!("__field{index}", span = field.span)
}

impl Variant<'_> {
    /// `Type`, or `Type::Variant`.
    pub(super) fn path(&self, ty: &Ident) -> TokenStream {
        match self.ident {
            Some(variant) => quote!(#ty::#variant),
            None => quote!(#ty),
        }
    }

    /// What follows the path in a pattern for any value.
    pub(super) fn rest(&self) -> Option<Group> {
        let delimiter = match self.style {
            Style::Unit => return None,
            Style::Tuple => Delimiter::Parenthesis,
            Style::Named => Delimiter::Brace,
        };
        Some(Group::new(delimiter, quote!(..)))
    }

    pub(super) fn bindings(&self) -> impl Iterator<Item = Ident> {
        let fields = self.fields.iter().enumerate();
        fields.map(|(index, field)| binding(field, index))
    }

    /// A pattern that binds all fields that take part.
    pub(super) fn pattern(&self, ty: &Ident) -> TokenStream {
        let path = self.path(ty);
        let bindings = self.bindings();
        let members = self.fields.iter().map(|field| &field.member);
        match self.style {
            _ if self.fields.is_empty() => {
                let rest = self.rest();
                quote!(#path #rest)
            }
            _ if !self.skipped.is_empty() => quote!(#path { #(#members: #bindings,)* .. }),
            Style::Named => quote!(#path { #(#members: #bindings),* }),
            Style::Unit | Style::Tuple => quote!(#path(#(#bindings),*)),
        }
    }
}
