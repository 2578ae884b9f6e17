//! Lists of fields: their shape, and the tuple of references that a visitor gets. What every key has is pushed token by
//! token, as [`Krate`] is and for the same reason.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::{Token, Type};

use super::variant::binding;
use crate::krate::{Krate, KrateAt};
use crate::model::{Field, Key};
use crate::spelling::integer_max;

/// Longest tuple that `map_core` has keys for.
const WIDEST_TUPLE: usize = 12;

/// The shape of fields side by side.
pub(super) fn shape<'a>(krate: &'a Krate, fields: &'a [Field<'a>]) -> Shape<'a> {
    Shape(krate, fields)
}

/// The same, as an expression.
pub(super) struct Shape<'a>(&'a Krate, &'a [Field<'a>]);

impl ToTokens for Shape<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let &Shape(krate, fields) = self;
        match fields {
            [] => tokens.extend([quote!(#krate::private::Shape::UNIT)]),
            [field] => shape_of(krate, field, tokens), // It is its own product, and cheaper to compile.
            _ => {
                let mut shapes = TokenStream::new();
                for field in fields {
                    shape_of(krate, field, &mut shapes);
                    Token![,](Span::call_site()).to_tokens(&mut shapes);
                }
                let shapes = Group::new(Delimiter::Bracket, shapes);
                tokens.extend([quote!(#krate::private::Shape::product(&#shapes))]);
            }
        }
    }
}

/// The shape of one field, at the field's type.
fn shape_of(krate: &Krate, field: &Field, tokens: &mut TokenStream) {
    let span = field.span;
    let krate = krate.at(span);
    match up_to(krate, field) {
        Some(up_to) => tokens.extend([quote_spanned!(span=> <#up_to as #krate::FastKey>::SHAPE)]),
        None => as_key(krate, field.ty, span, Ident::new("SHAPE", span), tokens),
    }
}

/// `<Type as FastKey>::item`, from the span of its first token to that of the item.
fn as_key(krate: KrateAt, ty: &Type, first: Span, item: Ident, tokens: &mut TokenStream) {
    let span = krate.span();
    Token![<](first).to_tokens(tokens);
    ty.to_tokens(tokens);
    Token![as](span).to_tokens(tokens);
    krate.to_tokens(tokens);
    Token![::](span).to_tokens(tokens);
    tokens.append(Ident::new("FastKey", span));
    Token![>](span).to_tokens(tokens);
    Token![::](span).to_tokens(tokens);
    tokens.append(item);
}

/// What stands for a field whose range was promised.
pub(super) fn up_to(krate: KrateAt, field: &Field) -> Option<TokenStream> {
    let (ty, max) = (field.ty, Literal::u128_unsuffixed(field.max?.value));
    Some(quote_spanned!(field.span=> #krate::private::UpTo<#ty, #max>))
}

/// Fails compilation at a `max` that is none, where only the compiler knows the field's type.
pub(super) fn limits(key: &Key) -> TokenStream {
    let promised = key.fields().filter(|field| field.max.is_some());
    let aliased = promised.filter(|field| integer_max(field.ty).is_none());
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

/// Where the fields are.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In `self`.
    OfSelf,
    /// In what a pattern bound them to; see [`binding`].
    Bound,
}

/// The call that hands references to the visitor. It stands at the key's name, in the user's code like the types, because
/// the compiler merges complaints of one macro's depth only.
pub(super) fn visit(key: &Key, fields: &[Field], place: Place) -> TokenStream {
    let span = key.ident.span();
    let method = Ident::new("fields", span);
    let references: Vec<Reference> = fields
        .iter()
        .enumerate()
        .map(|(index, field)| Reference {
            krate: &key.attrs.krate,
            field,
            index,
            place,
        })
        .collect();
    let mut arguments = TokenStream::new();
    tuple(&references, &mut arguments);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(span);
    quote!(__visitor.#method #arguments)
}

/// A reference by itself, and several as one tuple; tuples of tuples where there are more than `map_core` has tuples for.
fn tuple(references: &[Reference], tokens: &mut TokenStream) {
    if let [reference] = references {
        return reference.to_tokens(tokens);
    }
    let mut part = 1;
    while references.len().div_ceil(part) > WIDEST_TUPLE {
        part *= WIDEST_TUPLE;
    }
    let mut parts = TokenStream::new();
    for part in references.chunks(part) {
        tuple(part, &mut parts);
        Token![,](Span::call_site()).to_tokens(&mut parts);
    }
    tokens.append(Group::new(Delimiter::Parenthesis, parts));
}

/// A reference to a field, at the field's type. It says once more that the type is a key: where it is not, the compiler
/// words that complaint exactly as it words the one about the shape, and shows it once. For that, the expression's two
/// ends must be exactly those of the type. Of a type that is surely a key nothing need be said, which is quicker to
/// compile.
struct Reference<'a> {
    krate: &'a Krate,
    field: &'a Field<'a>,
    index: usize,
    place: Place,
}

impl Reference<'_> {
    /// The field where it is.
    fn place(&self, tokens: &mut TokenStream) {
        let span = self.field.span;
        match self.place {
            Place::OfSelf => {
                Token![&](span).to_tokens(tokens);
                Token![self](span).to_tokens(tokens);
                Token![.](span).to_tokens(tokens);
                self.field.member.to_tokens(tokens);
            }
            Place::Bound => tokens.append(binding(self.field, self.index)),
        }
    }
}

impl ToTokens for Reference<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let field = self.field;
        let krate = self.krate.at(field.span);
        if field.primitive.is_some() && field.max.is_none() {
            return self.place(tokens);
        }
        let mut place = TokenStream::new();
        self.place(&mut place);
        if let Some(up_to) = up_to(krate, field) {
            let name = field.shown_name();
            return tokens.extend([quote_spanned!(field.span=> <#up_to>::of(#place, #name))]);
        }
        let (first, last) = field.ends;
        as_key(krate, field.ty, first, Ident::new("field", last), tokens);
        let mut place = Group::new(Delimiter::Parenthesis, place);
        place.set_span(last);
        tokens.append(place);
    }
}
