//! Random keys, under `#[fast_map(bench)]`.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Data, Member, Type};

use super::{bounds, fields};
use crate::model::{Body, Field, Key};

/// `impl Sample`: every variant is as likely as any other, and every field is its own type's sample.
pub(super) fn sampler(key: &Key) -> TokenStream {
    if !key.attrs.bench {
        return TokenStream::new();
    }
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let forms = forms(key);
    let where_clause = where_clause(key, &forms);
    let mut values: Vec<TokenStream> = forms.iter().map(|form| form.value(key)).collect();
    let last = values.pop();
    let body = if values.is_empty() {
        quote!(#last)
    } else {
        let up_to = Literal::usize_unsuffixed(values.len());
        let numbers = (0..values.len()).map(Literal::usize_unsuffixed);
        quote! {
            match __random.up_to(#up_to) {
                #(#numbers => #values,)*
                _ => #last,
            }
        }
    };
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #krate::Sample for #ident #ty_generics #where_clause {
            fn sample(__random: &mut #krate::sample::Random) -> Self {
                #body
            }
        }
    }
}

/// The struct, or a variant, with all of its fields.
struct Form<'a> {
    path: TokenStream,
    fields: Vec<(Member, &'a Type, Origin<'a>)>,
}

/// Where a field's value comes from.
enum Origin<'a> {
    Sample(&'a Field<'a>),
    /// The field is not part of the key.
    Default,
}

fn forms<'a>(key: &'a Key<'a>) -> Vec<Form<'a>> {
    match (&key.item.data, &key.body) {
        (Data::Struct(data), Body::Struct(kept)) => {
            vec![Form::new(quote!(Self), &data.fields, kept)]
        }
        (Data::Enum(data), Body::Enum(variants)) => data
            .variants
            .iter()
            .zip(variants)
            .map(|(all, variant)| {
                let ident = variant.ident;
                Form::new(quote!(Self::#ident), &all.fields, &variant.fields)
            })
            .collect(),
        _ => unreachable!("unions are refused by the checks"),
    }
}

impl<'a> Form<'a> {
    fn new(path: TokenStream, all: &'a syn::Fields, kept: &'a [Field<'a>]) -> Form<'a> {
        let fields = all.members().zip(all).map(|(member, field)| {
            let origin = kept.iter().find(|kept| kept.member == member);
            let origin = origin.map_or(Origin::Default, Origin::Sample);
            (member, &field.ty, origin)
        });
        let fields = fields.collect();
        Form { path, fields }
    }

    /// An expression that makes one.
    fn value(&self, key: &Key) -> TokenStream {
        let path = &self.path;
        let values = self.fields.iter().map(|(member, ty, origin)| match origin {
            Origin::Default => quote!(#member: <#ty as ::core::default::Default>::default()),
            Origin::Sample(field) => {
                let span = field.span;
                let krate = key.attrs.krate.at(span);
                let value = match fields::up_to(krate, field) {
                    Some(up_to) => quote_spanned!(span=> <#up_to>::sample(__random)),
                    None => quote_spanned!(span=> <#ty as #krate::Sample>::sample(__random)),
                };
                quote!(#member: #value)
            }
        });
        quote!(#path { #(#values),* })
    }
}

/// The author's own clause, and that fields of parameters' types can be made.
fn where_clause(key: &Key, forms: &[Form]) -> Option<TokenStream> {
    let krate = &key.attrs.krate;
    let fields = || forms.iter().flat_map(|form| &form.fields);
    let sampled = fields().filter_map(|(_, ty, origin)| match origin {
        Origin::Sample(field) if !field.is_phantom => Some(*ty),
        _ => None,
    });
    let skipped = fields().filter_map(|(_, ty, origin)| match origin {
        Origin::Default => Some(*ty),
        Origin::Sample(_) => None,
    });
    let sampled = bounds::on_generic(key, sampled, &quote!(#krate::Sample));
    let skipped = bounds::on_generic(key, skipped, &quote!(::core::default::Default));
    if sampled.is_empty() && skipped.is_empty() {
        return bounds::own_clause(key);
    }
    let own = bounds::predicates(key);
    Some(quote!(where #own #sampled #skipped))
}
