//! Which expansion a key gets, as far as tokens tell. The path is chosen later, by the compiler, from the shape that the
//! expansion states: only there are the widths of fields known.

use syn::Type;

use crate::model::{Body, Field, Key, Variant};
use crate::spelling::{is_named, std_segment, type_arguments, ungroup};

/// An expansion, and what it needs.
pub(crate) enum Selected<'a> {
    /// The key's own `Hash`.
    General,
    /// Fields, one after another.
    Product {
        fields: &'a [Field<'a>],
        /// Where the key is a string in a wrapper: the string.
        text: Option<TextField<'a>>,
    },
    /// Variants without fields.
    Units(&'a [Variant<'a>]),
    /// Variants with fields.
    Payload(&'a [Variant<'a>]),
}

/// The string that a key wraps, which it is also looked up by.
pub(crate) struct TextField<'a> {
    pub(crate) field: &'a Field<'a>,
    pub(crate) kind: TextKind,
}

/// Text, or bytes.
#[derive(Clone, Copy)]
pub(crate) enum TextKind {
    Str,
    Bytes,
}

/// Picks the expansion. The key has passed all checks.
pub(crate) fn select<'a>(key: &'a Key<'a>) -> Selected<'a> {
    if key.attrs.own_hash() {
        return Selected::General;
    }
    match &key.body {
        Body::Struct(Variant { fields, .. }) => Selected::Product {
            fields,
            text: text_field(fields).filter(|_| key.attrs.no_borrow.is_none()),
        },
        Body::Enum(variants) if variants.iter().all(|variant| variant.fields.is_empty()) => {
            Selected::Units(variants)
        }
        Body::Enum(variants) => Selected::Payload(variants),
        Body::Union(_) => Selected::General, // Refused by the checks.
    }
}

/// The string of a struct that holds one string and nothing else but markers.
pub(crate) fn text_field<'a>(fields: &'a [Field<'a>]) -> Option<TextField<'a>> {
    let mut real = fields.iter().filter(|field| !field.is_phantom);
    let field = real.next()?;
    if real.next().is_some() {
        return None;
    }
    let kind = text_kind(field.ty)?;
    Some(TextField { field, kind })
}

/// Whether a field's type is a string by its spelling. A type alias of `String` cannot be recognised.
fn text_kind(ty: &Type) -> Option<TextKind> {
    if let Type::Reference(reference) = ungroup(ty) {
        return unsized_kind(&reference.elem);
    }
    let last = std_segment(ty)?;
    let argument = type_arguments(last).next();
    match (last.ident.to_string().as_str(), argument) {
        ("String", None) if last.arguments.is_none() => Some(TextKind::Str),
        ("Vec", Some(element)) => is_named(element, "u8").then_some(TextKind::Bytes),
        ("Box" | "Rc" | "Arc" | "Cow", Some(target)) => unsized_kind(target),
        _ => None,
    }
}

/// `str` or `[u8]`.
fn unsized_kind(ty: &Type) -> Option<TextKind> {
    match ungroup(ty) {
        Type::Slice(slice) if is_named(&slice.elem, "u8") => Some(TextKind::Bytes),
        ty if is_named(ty, "str") => Some(TextKind::Str),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_known_by_their_spelling() {
        for text in [
            "String",
            "std::string::String",
            "::alloc::string::String",
            "&'a str",
            "Box<str>",
            "Rc<str>",
            "std::sync::Arc<str>",
            "Cow<'a, str>",
        ] {
            let ty: Type = syn::parse_str(text).expect(text);
            assert!(matches!(text_kind(&ty), Some(TextKind::Str)), "{text}");
        }
        for bytes in [
            "Vec<u8>",
            "Box<[u8]>",
            "&'a [u8]",
            "Cow<'a, [u8]>",
            "::std::vec::Vec<core::primitive::u8>",
        ] {
            let ty: Type = syn::parse_str(bytes).expect(bytes);
            assert!(matches!(text_kind(&ty), Some(TextKind::Bytes)), "{bytes}");
        }
        for other in [
            "u64",
            "Vec<u16>",
            "Box<u8>",
            "mine::String",
            "[u8; 4]",
            "Text",
        ] {
            let ty: Type = syn::parse_str(other).expect(other);
            assert!(text_kind(&ty).is_none(), "{other}");
        }
    }
}
