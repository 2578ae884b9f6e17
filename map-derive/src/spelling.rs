//! What the spelling of a type tells. Types that have another name, by an alias, are not seen through.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type};

/// The language's own types that are keys.
pub(crate) const PRIMITIVES: [&str; 14] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "bool",
    "char",
];

/// The type without the invisible groups and parentheses around it.
pub(crate) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        _ => ty,
    }
}

/// A type that is written as a path.
fn type_path(ty: &Type) -> Option<&Path> {
    match ty {
        Type::Path(path) if path.qself.is_none() => Some(&path.path),
        _ => None,
    }
}

/// The name of a type that is written as one and nothing else.
fn plain_name(ty: &Type) -> Option<&Ident> {
    type_path(ty)?.get_ident()
}

/// The last segment of a type that is reached by its own name or through the standard library, so that the segment says
/// what the type is. `grid::Cell<u8>` is the user's.
pub(crate) fn std_segment(ty: &Type) -> Option<&PathSegment> {
    let path = type_path(ungroup(ty))?;
    let first = path.segments.first()?;
    let std = ["std", "core", "alloc"];
    let known = path.segments.len() == 1 || std.iter().any(|name| first.ident == name);
    path.segments.last().filter(|_| known)
}

/// Whether this is the standard library's type of that name, which has no parameters.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    std_segment(ty).is_some_and(|last| last.ident == name && last.arguments.is_none())
}

/// The types between the angle brackets of a path segment.
pub(crate) fn type_arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(list) => Some(&list.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// Whether the type is a marker, however it is reached.
pub(crate) fn is_phantom(ty: &Type) -> bool {
    let last = type_path(ungroup(ty)).and_then(|path| path.segments.last());
    last.is_some_and(|last| last.ident == "PhantomData")
}

/// What the type is called, where that is like one of the language's own that are keys.
pub(crate) fn primitive(ty: &Type) -> Option<&'static str> {
    let name = plain_name(ty)?.to_string();
    PRIMITIVES.into_iter().find(|primitive| name == *primitive)
}

/// `str` or a slice.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    matches!(ungroup(ty), Type::Slice(_)) || is_named(ty, "str")
}

/// The largest value of an integer type, known by its name. A type alias of one is left to the compiler; `usize` counts
/// as it does where it is largest.
pub(crate) fn integer_max(ty: &Type) -> Option<u128> {
    let last = std_segment(ty).filter(|last| last.arguments.is_none())?;
    let name = last.ident.to_string();
    let bits = match name.get(1..)? {
        "8" => 8,
        "16" => 16,
        "32" => 32,
        "64" | "size" => 64,
        "128" => 128,
        _ => return None,
    };
    match &name[..1] {
        "u" => Some(u128::MAX >> (128 - bits)),
        "i" => Some(u128::MAX >> (129 - bits)),
        _ => None,
    }
}

/// The first mention of one of `names` in a type, not counting `elsewhere::Name`.
pub(crate) fn mention(ty: &Type, names: &[&Ident]) -> Option<Ident> {
    fn find(tokens: TokenStream, names: &[&Ident]) -> Option<Ident> {
        let mut after_colon = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if !after_colon && names.contains(&ident) => {
                    return Some(ident.clone());
                }
                TokenTree::Group(group) => {
                    if let Some(found) = find(group.stream(), names) {
                        return Some(found);
                    }
                }
                _ => {}
            }
            after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        }
        None
    }
    match plain_name(ty) {
        Some(name) => names.contains(&name).then(|| name.clone()),
        None => find(ty.to_token_stream(), names),
    }
}

/// The spans of a type's first and last token.
pub(crate) fn ends(ty: &Type) -> (Span, Span) {
    if let Some(name) = plain_name(ty) {
        return (name.span(), name.span());
    }
    let mut spans = Vec::new();
    token_spans(ty.to_token_stream(), &mut spans);
    let first = spans.first().copied().unwrap_or_else(Span::call_site);
    (first, spans.last().copied().unwrap_or(first))
}

/// The spans of tokens that stand in the source; groups that macros put around `$ty` do not.
fn token_spans(tokens: TokenStream, spans: &mut Vec<Span>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                token_spans(group.stream(), spans);
            }
            TokenTree::Group(group) => spans.extend([group.span_open(), group.span_close()]),
            token => spans.push(token.span()),
        }
    }
}

/// A type as a user would write it, without the spaces that tokens print with.
pub(crate) fn show(ty: &Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (spaced, tight) in [
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (" ,", ","),
        ("& ", "&"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}
