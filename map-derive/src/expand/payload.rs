//! Enums with fields: which variant, and its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::fields::{self, Place};
use super::units;
use crate::model::{Key, Variant};

/// The variants' shapes, the index, and the visit of a variant's fields.
pub(super) fn body(key: &Key, variants: &[Variant]) -> TokenStream {
    let krate = &key.attrs.krate;
    let shapes = variants
        .iter()
        .map(|variant| fields::shape(krate, &variant.fields));
    let index = units::index(key, variants);
    let arms = arms(key, variants);
    quote! {
        const SHAPE: #krate::private::Shape =
            #krate::private::Shape::sum(<Self as #krate::FastKey>::VARIANTS);
        const VARIANTS: &'static [#krate::private::Variant] =
            &#krate::private::Variant::list([#(#shapes),*]);
        #index
        #[inline(always)]
        fn visit<__V: #krate::private::Visitor>(&self, __visitor: __V) -> __V::Output {
            match self {
                #(#arms,)*
            }
        }
    }
}

/// One arm for all variants whose fields have the same types in the same order.
fn arms(key: &Key, variants: &[Variant]) -> Vec<TokenStream> {
    let name = key.generated_name();
    let mut alike: Vec<(String, Vec<&Variant>)> = Vec::new();
    for variant in variants {
        let types = types(variant);
        match alike.iter_mut().find(|group| group.0 == types) {
            Some(group) => group.1.push(variant),
            None => alike.push((types, vec![variant])),
        }
    }
    alike
        .iter()
        .map(|(_, variants)| {
            let patterns = variants.iter().map(|variant| variant.pattern(&name));
            let visit = fields::visit(key, &variants[0].fields, Place::Bound);
            quote!(#(#patterns)|* => #visit)
        })
        .collect()
}

/// What the fields' types are spelled like, and what is promised of which field.
fn types(variant: &Variant) -> String {
    let types = variant.fields.iter().map(|field| {
        let (ty, member) = (field.ty, &field.member);
        match field.max {
            Some(max) => format!("{} {} {}", quote!(#ty), quote!(#member), max.value),
            None => quote!(#ty).to_string(),
        }
    });
    types.collect::<Vec<_>>().join(",")
}
