//! What tokens alone can refuse, each with a message better than the compiler's own. Whatever needs types is left to
//! `map_core`'s traits and constants.

use proc_macro2::Ident;
use syn::Type;

use crate::attr::{Borrow, Max};
use crate::errors::Errors;
use crate::model::{Body, Key};
use crate::select::{self, TextKind};
use crate::spelling::{
    integer_max, is_unsized, mention, show, std_segment, type_arguments, ungroup,
};
use crate::view;

/// Containers of the standard library that are as good a key as what they hold.
const TRANSPARENT: [&str; 8] = [
    "Option", "Box", "Rc", "Arc", "Vec", "Cow", "Wrapping", "Reverse",
];

/// Types of the standard library, with parameters, that change behind a shared reference.
const SHARED_MUTABLE: [&str; 9] = [
    "Cell",
    "RefCell",
    "UnsafeCell",
    "OnceCell",
    "LazyCell",
    "Mutex",
    "RwLock",
    "OnceLock",
    "LazyLock",
];

/// Reports everything that makes the key impossible.
pub(crate) fn check(key: &Key, errors: &mut Errors) {
    match &key.body {
        Body::Union(token) => errors.at(
            token,
            "a union cannot be a key: it does not know which of its fields is set, so it cannot be compared",
            "use an enum, or a struct around the bits",
        ),
        Body::Enum(variants) if variants.is_empty() => errors.at(
            key.ident,
            format_args!(
                "`{}` has no variants, so a map of it could never hold anything",
                key.ident
            ),
            "add a variant",
        ),
        Body::Enum(_) | Body::Struct(_) => {}
    }
    check_view(key, errors);
    check_promises(key, errors);
    if key.attrs.own_hash() {
        return; // Such a key has an `Eq` and a `Hash` of its own; its fields are its own business.
    }
    for field in key.fields().filter(|field| !field.is_phantom) {
        check_size(field.ty, errors);
        check_type(field.ty, errors);
        check_recursion(key.ident, field.ty, errors);
    }
}

/// Refuses a borrowed view that would be no use, or could not be found.
fn check_view(key: &Key, errors: &mut Errors) {
    let Some(Borrow { span, .. }) = key.attrs.borrow else {
        return;
    };
    let ident = key.ident;
    if key.attrs.own_hash() {
        let asked = match key.attrs.siphash {
            Some(_) => "hash = \"siphash\"",
            None => "path = \"general\"",
        };
        errors.at_span(
            span,
            format_args!("a view of `{ident}` could not hash as `{ident}` does, which has a `Hash` of its own"),
            format_args!("remove `borrow`, or `{asked}`"),
        );
    } else if key.skipped().next().is_some() {
        errors.at_span(
            span,
            format_args!("a view of `{ident}` would not know how `{ident}` ignores the fields that it skips"),
            "remove `borrow`, and write the view by hand: it derives `FastMap` and has the fields that are not skipped",
        );
    } else if let Some(text) = text_of(key) {
        errors.at_span(
            span,
            format_args!("`{ident}` needs no view: its maps are searched by `&{text}` already"),
            format_args!(
                "remove `borrow`; `map.get({})` finds a key",
                if text == "str" {
                    "\"...\""
                } else {
                    "b\"...\".as_slice()"
                }
            ),
        );
    } else if view::is_key_itself(key) {
        errors.at_span(
            span,
            format_args!(
                "a view of `{ident}` would be `{ident}` itself: there is nothing in it to borrow"
            ),
            format_args!(
                "remove `borrow`, and search maps by `&{ident}`: making one allocates nothing"
            ),
        );
    }
}

/// Refuses promises about fields that cannot be kept, or mean nothing.
fn check_promises(key: &Key, errors: &mut Errors) {
    if key.attrs.own_hash() {
        let limits = key.fields().filter_map(|field| field.max);
        let limits = limits.map(|max| (max.span, "max"));
        let skips = key.skipped().map(|field| (field.span, "skip"));
        for (span, name) in limits.chain(skips) {
            errors.at_span(
                span,
                format_args!("`{name}` means nothing here: the key's own `Hash` and `Eq` decide about the field"),
                format_args!("remove `{name}`, or what asks for the key's own `Hash` on the type"),
            );
        }
        return;
    }
    let told_apart = match &key.body {
        Body::Struct(variant) => !variant.fields.is_empty(),
        Body::Enum(variants) => variants.len() > 1 || key.fields().next().is_some(),
        Body::Union(_) => true,
    };
    if let (false, Some(skipped)) = (told_apart, key.skipped().next()) {
        errors.at_span(
            skipped.span,
            format_args!(
                "`{}` skips all of its fields, so all of its keys would be one",
                key.ident
            ),
            "remove `skip` from the field that tells keys apart",
        );
    }
    for field in key.fields() {
        if let Some(max) = field.max {
            check_max(key, field.ty, &max, errors);
        }
    }
}

/// Refuses a `max` on what is no integer, or is one that has no larger values.
fn check_max(key: &Key, ty: &Type, max: &Max, errors: &mut Errors) {
    let parameters: Vec<&Ident> = key
        .generics
        .type_params()
        .map(|param| &param.ident)
        .collect();
    let (value, shown) = (max.value, show(ty));
    if let Some(last) = integer_max(ty) {
        if value >= last {
            errors.at_span(
                max.span,
                if value == last {
                    format!("`max = {value}` is no limit: `{shown}` holds no more")
                } else {
                    format!("`max = {value}` is more than `{shown}` holds, which is {last} at most")
                },
                "remove `max`, or lower it",
            );
        }
    } else if mention(ty, &parameters).is_some() {
        errors.at_span(
            max.span,
            format_args!(
                "`max` needs to know the field's type, and `{shown}` is the key's parameter"
            ),
            "name an integer as the field's type, or remove `max`",
        );
    } else if !matches!(ungroup(ty), Type::Path(_)) || is_known_otherwise(ty) {
        errors.at_span(
            max.span,
            format_args!("`max` is for integers, and `{shown}` is none"),
            "remove `max`, or store the number that it limits",
        );
    }
}

/// Whether a type's name says that it is no integer.
fn is_known_otherwise(ty: &Type) -> bool {
    std_segment(ty).is_some_and(|last| {
        let name = last.ident.to_string();
        ["bool", "char", "str", "String", "f32", "f64"].contains(&name.as_str())
            || TRANSPARENT.contains(&name.as_str())
            || name.starts_with("NonZero")
    })
}

/// What a key that is one string is searched by.
fn text_of(key: &Key) -> Option<&'static str> {
    match &key.body {
        Body::Struct(variant) => Some(match select::text_field(&variant.fields)?.kind {
            TextKind::Str => "str",
            TextKind::Bytes => "[u8]",
        }),
        Body::Enum(_) | Body::Union(_) => None,
    }
}

/// Refuses a field whose size is not known. A `dyn` is refused for what it is.
fn check_size(ty: &Type, errors: &mut Errors) {
    if is_unsized(ty) {
        let shown = show(ty);
        errors.at(
            ty,
            format_args!(
                "`{shown}` has no size of its own, and a map holds its keys: they need one"
            ),
            format_args!("store `Box<{shown}>`, or borrow it: `&'a {shown}`"),
        );
    }
}

/// Refuses a field type, or a part of it that a container shows.
fn check_type(ty: &Type, errors: &mut Errors) {
    match ungroup(ty) {
        Type::Reference(reference) => match reference.mutability {
            Some(_) => errors.at(
                ty,
                "a key cannot hold a `&mut`: it must not change while it is in a map",
                format_args!(
                    "store the value itself, or share it: `&{}`",
                    show(&reference.elem)
                ),
            ),
            None => check_type(&reference.elem, errors),
        },
        Type::Ptr(_) => errors.at(
            ty,
            "a raw pointer cannot be part of a key: what it points to may be gone",
            "store the value itself, or the address as a `usize`: `pointer.addr()`",
        ),
        Type::FnPtr(_) => errors.at(
            ty,
            "a function pointer cannot be part of a key: one function may have several addresses",
            "store an enum that says which function is meant",
        ),
        Type::TraitObject(_) => errors.at(
            ty,
            "a `dyn` type cannot be part of a key: it has no `Eq`",
            "store an enum of the types that it stands for",
        ),
        Type::Array(array) => check_type(&array.elem, errors),
        Type::Slice(slice) => check_type(&slice.elem, errors),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| check_type(ty, errors)),
        Type::Path(_) => check_named(ty, errors),
        _ => {}
    }
}

/// Refuses a type by its name.
fn check_named(ty: &Type, errors: &mut Errors) {
    let Some(last) = std_segment(ty) else {
        return;
    };
    let name = last.ident.to_string();
    let plain_name = last.arguments.is_none();
    if plain_name && (name == "f32" || name == "f64") {
        errors.at(
            ty,
            format_args!("`{name}` cannot be part of a key: floats have no `Eq`, as NaN is not equal to itself"),
            format_args!(
                "store its bits in a `u{}` (`x.to_bits()`), or a whole number of a small unit: cents, micrometres",
                &name[1..]
            ),
        );
    } else if TRANSPARENT.contains(&name.as_str()) {
        type_arguments(last).for_each(|ty| check_type(ty, errors));
    } else if !plain_name && SHARED_MUTABLE.contains(&name.as_str()) {
        let inner = type_arguments(last).next().map_or(String::new(), show);
        errors.at(
            ty,
            format_args!("a key cannot hold a `{name}`: it could change while it is in a map"),
            format_args!(
                "store the value itself, `{inner}`; what changes belongs into the map's values"
            ),
        );
    } else if plain_name && is_atomic(&name) {
        errors.at(
            ty,
            format_args!("a key cannot hold an `{name}`: it could change while it is in a map"),
            format_args!(
                "store the number itself, `{}`; what changes belongs into the map's values",
                name["Atomic".len()..].to_lowercase()
            ),
        );
    }
}

/// Whether this is one of the standard library's atomic numbers.
fn is_atomic(name: &str) -> bool {
    let number = name.strip_prefix("Atomic").unwrap_or_default();
    [
        "Bool", "U8", "U16", "U32", "U64", "Usize", "I8", "I16", "I32", "I64", "Isize",
    ]
    .contains(&number)
}

/// Refuses a key inside itself, whose shape would be worked out of itself.
fn check_recursion(key: &Ident, ty: &Type, errors: &mut Errors) {
    let own = Ident::new("Self", key.span());
    if let Some(found) = mention(ty, &[key, &own]) {
        errors.at(
            &found,
            format_args!("`{key}` contains itself, so its fields cannot be laid out one after another"),
            format_args!(
                "derive `Hash` and put `#[fast_map(path = \"general\")]` on `{key}`, or store an index instead of the nested key"
            ),
        );
    }
}
