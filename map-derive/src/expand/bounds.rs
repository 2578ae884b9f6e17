//! Where clauses: the author's own, and no more than the code needs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Generics, Type};

use crate::model::Key;
use crate::select::Selected;
use crate::spelling::mention;

/// The where clause of the key's impl, if it needs one. A parameter that only a marker mentions gets no bound.
pub(super) fn where_clause(key: &Key, selected: &Selected) -> Option<TokenStream> {
    let krate = &key.attrs.krate;
    if key.generics.type_params().next().is_none() {
        return own_clause(key);
    }
    let own = predicates(key.generics);
    let needed = match selected {
        Selected::General => quote!(Self: ::core::hash::Hash + ::core::cmp::Eq,),
        _ => {
            let fields = key.fields().filter(|field| !field.is_phantom);
            let bounds = on_generic(key, fields.map(|field| field.ty), &quote!(#krate::FastKey));
            // The key's `Eq` may ask for more of a parameter than its fields do.
            quote!(#bounds Self: ::core::cmp::Eq,)
        }
    };
    Some(quote!(where #own #needed))
}

/// Predicates that say `bound` of those `types` that mention a type parameter, each type once.
pub(super) fn on_generic<'a>(
    key: &Key,
    types: impl Iterator<Item = &'a Type>,
    bound: &TokenStream,
) -> TokenStream {
    let parameters = key.generics.type_params();
    let parameters: Vec<&Ident> = parameters.map(|param| &param.ident).collect();
    let mut seen = Vec::new();
    let mut bounds = TokenStream::new();
    for ty in types.filter(|ty| mention(ty, &parameters).is_some()) {
        let spelled = quote!(#ty).to_string();
        if !seen.contains(&spelled) {
            seen.push(spelled);
            bounds.extend(quote!(#ty: #bound,));
        }
    }
    bounds
}

/// The author's own where clause, if there is one.
pub(super) fn own_clause(key: &Key) -> Option<TokenStream> {
    key.generics.where_clause.as_ref()?;
    let own = predicates(key.generics);
    (!own.is_empty()).then(|| quote!(where #own))
}

/// The predicates of a where clause, each with a comma.
pub(super) fn predicates(generics: &Generics) -> TokenStream {
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    quote!(#(#predicates,)*)
}
