//! `#[fast_map(...)]`: what a key's author may ask for, of the key or of one field, and what is said to an option that is
//! misspelt or misplaced.

mod field;
mod key;

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Token};

use crate::errors::Errors;
use crate::suggest::did_you_mean;

pub(crate) use field::{FieldAttrs, Max};
pub(crate) use key::{Borrow, Forced, KeyAttrs, PathName};

/// The attribute's name.
const NAME: &str = "fast_map";

/// What may stand between its parentheses.
const OPTIONS: [OptionSpec; 12] = [
    OptionSpec::new(Target::Key, "path", "path = \"...\""),
    OptionSpec::new(Target::Key, "map", "map = \"Name\""),
    OptionSpec::new(Target::Key, "set", "set = \"Name\""),
    OptionSpec::new(Target::Key, "no_alias", "no_alias"),
    OptionSpec::new(Target::Key, "stable", "stable"),
    OptionSpec::new(Target::Key, "borrow", "borrow"),
    OptionSpec::new(Target::Key, "no_borrow", "no_borrow"),
    OptionSpec::new(Target::Key, "hash", "hash = \"siphash\""),
    OptionSpec::new(Target::Key, "bench", "bench"),
    OptionSpec::new(Target::Key, "crate", "crate = \"path\""),
    OptionSpec::new(Target::Field, "max", "max = N"),
    OptionSpec::new(Target::Field, "skip", "skip"),
];

struct OptionSpec {
    target: Target,
    name: &'static str,
    /// As it is shown to users.
    usage: &'static str,
}

/// What an option is about, and so where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Key,
    Field,
}

impl OptionSpec {
    const fn new(target: Target, name: &'static str, usage: &'static str) -> OptionSpec {
        OptionSpec {
            target,
            name,
            usage,
        }
    }

    fn named(name: &str) -> Option<&'static OptionSpec> {
        OPTIONS.iter().find(|option| option.name == name)
    }
}

impl Target {
    fn options(self) -> impl Iterator<Item = &'static OptionSpec> + Clone {
        OPTIONS.iter().filter(move |option| option.target == self)
    }

    /// What users are told that they may write.
    fn usage(self) -> String {
        list(self.options().map(|option| format!("`{}`", option.usage)))
    }
}

/// Refuses `#[fast_map]` where it means nothing.
pub(crate) fn refuse_on(attrs: &[Attribute], place: &str, errors: &mut Errors) {
    for attr in ours(attrs) {
        errors.at(
            attr,
            format_args!("`#[{NAME}]` means nothing on a {place}"),
            "put it on the type, below its `#[derive(FastMap)]`",
        );
    }
}

fn ours(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident(NAME))
}

/// Hands every option of all `#[fast_map(...)]`, by its name, to `read`, which says whether it knows it. What it knows may
/// be given once.
fn for_each_option(
    attrs: &[Attribute],
    target: Target,
    errors: &mut Errors,
    mut read: impl FnMut(&str, &Meta, &mut Errors) -> bool,
) {
    let mut seen: Vec<String> = Vec::new();
    for attr in ours(attrs) {
        for meta in metas(attr, target, errors) {
            let name = name_of(&meta);
            if seen.contains(&name) {
                errors.at(
                    &meta,
                    format_args!("`{name}` is given twice"),
                    "remove one of them",
                );
            } else if read(&name, &meta, errors) {
                seen.push(name);
            } else {
                unknown(&name, &meta, target, errors);
            }
        }
    }
}

/// The comma-separated parts of one attribute.
fn metas(attr: &Attribute, target: Target, errors: &mut Errors) -> Vec<Meta> {
    let Meta::List(list) = &attr.meta else {
        errors.at(
            &attr.meta,
            format_args!("`#[{NAME}]` needs parentheses"),
            format_args!("write `#[{NAME}(...)]` with {}", target.usage()),
        );
        return Vec::new();
    };
    match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
        Ok(metas) => metas.into_iter().collect(),
        Err(error) => {
            errors.at_span(
                error.span(),
                format_args!("`#[{NAME}]` cannot be read: {error}"),
                format_args!("it takes {}", target.usage()),
            );
            Vec::new()
        }
    }
}

/// `crate` is a keyword, but a path of one segment all the same.
fn name_of(meta: &Meta) -> String {
    let path = meta.path();
    path.get_ident().map_or_else(
        || quote!(#path).to_string().replace(' ', ""),
        Ident::to_string,
    )
}

/// Refuses an option that is none here.
fn unknown(name: &str, meta: &Meta, target: Target, errors: &mut Errors) {
    let (wrong, help) = match (target, OptionSpec::named(name)) {
        (Target::Key, Some(_)) => (
            format!("`{name}` is about one field, and here it is on the type"),
            format!("put `#[{NAME}({})]` in front of the field", quote!(#meta)),
        ),
        (Target::Field, Some(_)) => (
            format!("`{name}` is about the whole key, and here it is on a field"),
            format!(
                "put `#[{NAME}({})]` on the type, below its `#[derive(FastMap)]`",
                quote!(#meta)
            ),
        ),
        (_, None) => {
            let (of, on) = match target {
                Target::Key => ("", ""),
                Target::Field => (" of a field", "on a field "),
            };
            let names = target.options().map(|option| option.name);
            let meant = did_you_mean(name, names, '`');
            (
                format!("`{name}` is not something `#[{NAME}]` knows{of}{meant}"),
                format!("{on}it takes {}", target.usage()),
            )
        }
    };
    errors.at(meta.path(), wrong, help);
}

/// Where an option stands that takes no value. A value too many does not turn it off.
fn flag(name: &str, meta: &Meta, errors: &mut Errors) -> Option<Span> {
    if !matches!(meta, Meta::Path(_)) {
        errors.at(
            meta,
            format_args!("`{name}` takes no value"),
            format_args!("write `#[{NAME}({name})]`"),
        );
    }
    Some(meta.path().span())
}

/// `a, b and c`.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}
