//! Random keys, under `#[fast_map(bench)]`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{bounds, fields};
use crate::model::{Key, Skipped, Variant};

/// `impl Sample`: every variant is as likely as any other, and every field is its own type's sample.
pub(super) fn sampler(key: &Key) -> TokenStream {
    if key.attrs.bench.is_none() {
        return TokenStream::new();
    }
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let where_clause = where_clause(key);
    let variants = key.variants().iter();
    let mut values: Vec<TokenStream> = variants.map(|variant| value(key, variant)).collect();
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

/// An expression that makes the struct, or the variant, with all of its fields.
fn value(key: &Key, variant: &Variant) -> TokenStream {
    let path = variant.path(&Ident::new("Self", Span::call_site()));
    let sampled = variant.fields.iter().map(|field| {
        let (member, ty, span) = (&field.member, field.ty, field.span);
        let krate = key.attrs.krate.at(span);
        let value = match fields::up_to(krate, field) {
            Some(up_to) => quote_spanned!(span=> <#up_to>::sample(__random)),
            None => quote_spanned!(span=> <#ty as #krate::Sample>::sample(__random)),
        };
        quote!(#member: #value)
    });
    let skipped = variant.skipped.iter().map(
        |Skipped { member, ty, .. }| quote!(#member: <#ty as ::core::default::Default>::default()),
    );
    let values = sampled.chain(skipped);
    quote!(#path { #(#values),* })
}

/// The author's own clause, and that fields of parameters' types can be made.
fn where_clause(key: &Key) -> Option<TokenStream> {
    let krate = &key.attrs.krate;
    let sampled = key.fields().filter(|field| !field.is_phantom);
    let sampled = sampled.map(|field| field.ty);
    let skipped = key.skipped().map(|field| field.ty);
    let sampled = bounds::on_generic(key, sampled, &quote!(#krate::Sample));
    let skipped = bounds::on_generic(key, skipped, &quote!(::core::default::Default));
    if sampled.is_empty() && skipped.is_empty() {
        return bounds::own_clause(key);
    }
    let own = bounds::predicates(key.generics);
    Some(quote!(where #own #sampled #skipped))
}
