//! Structs: fields side by side.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::fields;
use crate::model::{Field, Key};

/// The shape, and the visit of all fields.
pub(super) fn body(key: &Key, list: &[Field]) -> TokenStream {
    let krate = &key.attrs.krate;
    let shape = fields::shape(krate, list);
    if list.is_empty() {
        return quote! {
            const SHAPE: #krate::private::Shape = #shape;
        };
    }
    let references = list
        .iter()
        .map(|field| {
            let member = &field.member;
            let place = quote_spanned!(field.span=> &self.#member);
            fields::reference(krate, field, &place)
        })
        .collect();
    let visit = fields::visit(key, references);
    quote! {
        const SHAPE: #krate::private::Shape = #shape;
        #[inline(always)]
        fn visit<__V: #krate::private::Visitor>(&self, __visitor: __V) -> __V::Output {
            #visit
        }
    }
}
