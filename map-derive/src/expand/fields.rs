//! Lists of fields: their shape, and the tuple of references that a visitor gets.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Path;

use crate::model::Field;

/// Longest tuple that `map_core` has keys for.
const WIDEST_TUPLE: usize = 12;

/// The shape of fields side by side.
pub(super) fn shape(krate: &Path, fields: &[Field]) -> TokenStream {
    if fields.is_empty() {
        return quote!(#krate::private::Shape::UNIT);
    }
    let shapes = fields.iter().map(|field| {
        let ty = field.ty;
        quote_spanned!(field.span()=> <#ty as #krate::FastKey>::SHAPE)
    });
    quote!(#krate::private::Shape::product(&[#(#shapes),*]))
}

/// A reference to a field, at the field's type. It says once more that the type is a key: where it is not, the compiler
/// words that complaint exactly as it words the one about the shape, and shows it once.
pub(super) fn reference(krate: &Path, field: &Field, place: &TokenStream) -> TokenStream {
    let ty = field.ty;
    quote_spanned!(field.span()=> <#ty as #krate::FastKey>::field(#place))
}

/// References as one tuple; tuples of tuples where there are more than `map_core` has tuples for.
pub(super) fn tuple(references: Vec<TokenStream>) -> TokenStream {
    if references.len() <= WIDEST_TUPLE {
        return quote!((#(#references,)*));
    }
    tuple(
        references
            .chunks(WIDEST_TUPLE)
            .map(|chunk| match chunk {
                [only] => only.clone(),
                _ => tuple(chunk.to_vec()),
            })
            .collect(),
    )
}
