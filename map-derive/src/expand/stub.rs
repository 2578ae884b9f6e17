//! What follows a mistake: the messages, and just enough of a key that nothing else is complained about.

use proc_macro2::TokenStream;
use quote::quote;

use super::{alias, bounds};
use crate::errors::Mistakes;
use crate::model::Key;

/// The mistakes, a stub of the key's impl, and the aliases.
///
/// The stub's bound holds the last message: a type that is an error makes every question about the impl, the missing
/// `Eq` of a key that cannot have one included, a question that the compiler does not answer with another error. The
/// lifetime that nothing uses keeps it from looking at the bound before anyone asks.
pub(crate) fn stub(key: &Key, mistakes: Mistakes) -> TokenStream {
    let krate = &key.attrs.krate;
    let ident = key.ident;
    let (impl_generics, ty_generics, _) = key.generics.split_for_impl();
    let mut errors: Vec<TokenStream> = mistakes.into_compile_errors().collect();
    let last = errors.pop();
    let own = bounds::predicates(key);
    let aliases = alias::aliases(key);
    quote! {
        #(#errors)*
        #[automatically_derived]
        impl #impl_generics #krate::FastKey for #ident #ty_generics
        where
            #own
            for<'__a> Self: #krate::private::Refused<{ #last }>,
        {
            const SHAPE: #krate::private::Shape = #krate::private::Shape::MIXED;
        }
        #aliases
    }
}
