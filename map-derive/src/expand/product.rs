//! Structs: fields side by side.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

use super::fields::{self, Place};
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
    let visit = fields::visit(key, list, Place::OfSelf);
    let visit = Group::new(Delimiter::Brace, visit);
    quote! {
        const SHAPE: #krate::private::Shape = #shape;
        #[inline(always)]
        fn visit<__V: #krate::private::Visitor>(&self, __visitor: __V) -> __V::Output #visit
    }
}
