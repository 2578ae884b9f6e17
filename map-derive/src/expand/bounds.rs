//! Where clauses: the author's own, and no more than the code needs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Generics;

use crate::model::{Key, mention};
use crate::select::Selected;

/// The where clause of the key's impl. A parameter that only a marker mentions gets no bound.
pub(super) fn where_clause(key: &Key, selected: &Selected) -> TokenStream {
    let krate = &key.attrs.krate;
    let own = predicates(key);
    let parameters: Vec<&Ident> = key
        .generics
        .type_params()
        .map(|param| &param.ident)
        .collect();
    if parameters.is_empty() {
        return own_clause(key);
    }
    let needed = match selected {
        Selected::General => quote!(Self: ::core::hash::Hash + ::core::cmp::Eq,),
        _ => {
            let generic = key
                .fields()
                .filter(|field| !field.is_phantom() && mention(field.ty, &parameters).is_some());
            let mut seen = Vec::new();
            let mut bounds = TokenStream::new();
            for field in generic {
                let ty = field.ty;
                let spelled = quote!(#ty).to_string();
                if !seen.contains(&spelled) {
                    seen.push(spelled);
                    bounds.extend(quote!(#ty: #krate::FastKey,));
                }
            }
            // The key's `Eq` may ask for more of a parameter than its fields do.
            quote!(#bounds Self: ::core::cmp::Eq,)
        }
    };
    quote!(where #own #needed)
}

/// The author's own where clause.
pub(super) fn own_clause(key: &Key) -> TokenStream {
    let own = predicates(key);
    if own.is_empty() {
        own
    } else {
        quote!(where #own)
    }
}

/// Its predicates, each with a comma.
pub(super) fn predicates(key: &Key) -> TokenStream {
    predicates_of(key.generics)
}

/// The predicates of a where clause, each with a comma.
pub(super) fn predicates_of(generics: &Generics) -> TokenStream {
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    quote!(#(#predicates,)*)
}
