//! Keys that bring their own `Hash`, under `#[fast_map(path = "general")]`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Key;

/// No shape, and the key's own hash.
pub(super) fn body(key: &Key) -> TokenStream {
    let krate = &key.attrs.krate;
    quote! {
        const SHAPE: #krate::private::Shape = #krate::private::Shape::MIXED;
        #[inline]
        fn mix(&self, __state: ::core::primitive::u64) -> ::core::primitive::u64 {
            #krate::private::mix_hash(self, __state)
        }
    }
}
