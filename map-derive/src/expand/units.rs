//! Enums without fields: numbers from 0 on, in the order the variants are written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Key, Style, Variant};

/// The shape, and the index.
pub(super) fn body(key: &Key, variants: &[Variant]) -> TokenStream {
    let krate = &key.attrs.krate;
    let count = Literal::usize_unsuffixed(variants.len());
    let index = index(variants);
    quote! {
        const SHAPE: #krate::private::Shape = #krate::private::Shape::unit_variants(#count);
        #index
    }
}

/// The index of a variant. The match counts in the order of the discriminants unless they are given, so that the
/// compiler reduces it to a load of the discriminant.
pub(super) fn index(variants: &[Variant]) -> TokenStream {
    if variants.len() < 2 {
        return TokenStream::new(); // The trait's own 0.
    }
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let pattern = pattern(variant);
        let index = Literal::usize_unsuffixed(index);
        quote!(#pattern => #index)
    });
    quote! {
        #[inline(always)]
        fn variant(&self) -> ::core::primitive::usize {
            match self {
                #(#arms,)*
            }
        }
    }
}

/// A pattern for any value of a variant, in the style that the variant is written in.
pub(super) fn pattern(variant: &Variant) -> TokenStream {
    let ident = variant.ident;
    match variant.style {
        Style::Unit => quote!(Self::#ident),
        Style::Tuple => quote!(Self::#ident(..)),
        Style::Named => quote!(Self::#ident { .. }),
    }
}
