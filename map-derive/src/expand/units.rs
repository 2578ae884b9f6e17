//! Enums without fields: numbers from 0 on, in the order the variants are written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Key, Variant};

/// The shape, and the index.
pub(super) fn body(key: &Key, variants: &[Variant]) -> TokenStream {
    let krate = &key.attrs.krate;
    let count = Literal::usize_unsuffixed(variants.len());
    let index = index(key, variants);
    quote! {
        const SHAPE: #krate::private::Shape = #krate::private::Shape::unit_variants(#count);
        #index
    }
}

/// The index of a variant. The match counts in the order of the discriminants unless they are given, so that the
/// compiler reduces it to a load of the discriminant. Variants are named by the key's name, because for `Self::Variant` the
/// compiler goes through all variants each time.
pub(super) fn index(key: &Key, variants: &[Variant]) -> TokenStream {
    if variants.len() < 2 {
        return TokenStream::new(); // The trait's own 0.
    }
    let ident = key.generated_name();
    let names = variants.iter().map(|variant| variant.ident);
    let rests = variants.iter().map(Variant::rest);
    let indices = (0..variants.len()).map(Literal::usize_unsuffixed);
    quote! {
        #[inline(always)]
        fn variant(&self) -> ::core::primitive::usize {
            match self {
                #(#ident::#names #rests => #indices,)*
            }
        }
    }
}
