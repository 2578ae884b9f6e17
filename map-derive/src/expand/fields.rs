//! Lists of fields: their shape, and the tuple of references that a visitor gets.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Member;
use syn::ext::IdentExt;

use crate::check::integer;
use crate::krate::{Krate, KrateAt};
use crate::model::{Field, Key};

/// Longest tuple that `map_core` has keys for.
const WIDEST_TUPLE: usize = 12;

/// The shape of fields side by side.
pub(super) fn shape(krate: &Krate, fields: &[Field]) -> TokenStream {
    if fields.is_empty() {
        return quote!(#krate::private::Shape::UNIT);
    }
    let mut shapes = fields.iter().map(|field| {
        let (ty, span) = (field.ty, field.span);
        let krate = krate.at(span);
        if let Some(up_to) = up_to(krate, field) {
            return quote_spanned!(span=> <#up_to as #krate::FastKey>::SHAPE);
        }
        quote_spanned!(span=> <#ty as #krate::FastKey>::SHAPE)
    });
    if fields.len() == 1 {
        return shapes.next().unwrap_or_default(); // It is its own product, and cheaper to compile.
    }
    quote!(#krate::private::Shape::product(&[#(#shapes),*]))
}

/// What stands for a field whose range was promised.
pub(super) fn up_to(krate: KrateAt, field: &Field) -> Option<TokenStream> {
    let (ty, max) = (field.ty, Literal::u128_unsuffixed(field.max?.value));
    Some(quote_spanned!(field.span=> #krate::private::UpTo<#ty, #max>))
}

/// Fails compilation at a `max` that is none, where only the compiler knows the field's type.
pub(super) fn limits(key: &Key) -> TokenStream {
    let promised = key.fields().filter(|field| field.max.is_some());
    let aliased = promised.filter(|field| integer(field.ty).is_none());
    let limits = aliased.filter_map(|field| {
        let max = field.max?;
        let (ty, value) = (field.ty, Literal::u128_unsuffixed(max.value));
        let span = max.span.resolved_at(Span::call_site());
        let krate = key.attrs.krate.at(span);
        Some(quote_spanned! {span=>
            const _: () = #krate::private::assert_limits::<#ty>(#value);
        })
    });
    quote!(#(#limits)*)
}

/// A reference to a field, at the field's type. It says once more that the type is a key: where it is not, the compiler
/// words that complaint exactly as it words the one about the shape, and shows it once. For that, the expression's two
/// ends must be exactly those of the type. Of a type that is surely a key nothing need be said, which is quicker to
/// compile.
pub(super) fn reference(krate: &Krate, field: &Field, place: &TokenStream) -> TokenStream {
    let ty = field.ty;
    let span = field.span;
    let krate = krate.at(span);
    if let Some(up_to) = up_to(krate, field) {
        let name = match &field.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        };
        return quote_spanned!(span=> <#up_to>::of(#place, #name));
    }
    if field.primitive {
        return place.clone();
    }
    let (first, last) = field.ends;
    let open = Punct::new('<', Spacing::Alone);
    let open = with_span(open.into(), first);
    let place = with_span(
        Group::new(Delimiter::Parenthesis, place.clone()).into(),
        last,
    );
    let key = quote_spanned!(span=> as #krate::FastKey>);
    let method = Ident::new("field", last);
    quote!(#open #ty #key::#method #place)
}

/// The call that hands references to the visitor. It stands at the key's name, in the user's code like the types, because
/// the compiler merges complaints of one macro's depth only.
pub(super) fn visit(key: &Key, references: Vec<TokenStream>) -> TokenStream {
    let method = Ident::new("fields", key.ident.span());
    let arguments = Group::new(Delimiter::Parenthesis, tuple(references));
    let arguments = with_span(arguments.into(), key.ident.span());
    quote!(__visitor.#method #arguments)
}

/// The token, shown at `span` and resolved there.
fn with_span(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// A reference by itself, and several as one tuple; tuples of tuples where there are more than `map_core` has tuples for.
fn tuple(mut references: Vec<TokenStream>) -> TokenStream {
    if references.len() == 1 {
        return references.remove(0);
    }
    if references.len() <= WIDEST_TUPLE {
        return quote!((#(#references,)*));
    }
    tuple(
        references
            .chunks(WIDEST_TUPLE)
            .map(|chunk| tuple(chunk.to_vec()))
            .collect(),
    )
}
