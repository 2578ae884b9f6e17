//! The derive macro of `map_core`; see [`FastMap`](macro@FastMap).

mod attr;
mod check;
mod errors;
mod expand;
mod model;
mod select;
#[cfg(test)]
mod snapshots;

use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Makes a type the key of a map.
#[proc_macro_derive(FastMap, attributes(fast_map))]
pub fn derive_fast_map(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into()).into()
}

/// The pipeline.
fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = errors::Errors::new();
    let key = model::read(&item, &mut errors);
    check::check(&key, &mut errors);
    match errors.finish() {
        Ok(()) => expand::expand(&key, &select::select(&key)),
        Err(mistakes) => expand::stub(&key, mistakes),
    }
}
