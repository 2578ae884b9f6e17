//! What may be asked for of a whole key.

use std::fmt::Display;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Path};

use super::{NAME, OptionSpec, Target, flag, for_each_option, list};
use crate::errors::Errors;
use crate::krate::Krate;
use crate::suggest::did_you_mean;

/// Everything that was asked for, with defaults for the rest.
#[derive(Default)]
pub(crate) struct KeyAttrs {
    /// Where `map_core` is.
    pub(crate) krate: Krate,
    /// The path that the author insists on.
    pub(crate) forced: Option<Forced>,
    /// Name of the map's alias, where it is not the default.
    pub(crate) map: Option<Ident>,
    /// Name of the set's alias, where it is not the default.
    pub(crate) set: Option<Ident>,
    /// Where no aliases were asked for.
    pub(crate) no_alias: Option<Span>,
    /// Where a map whose values never move was asked for.
    pub(crate) stable: Option<Span>,
    /// A borrowed view for lookups.
    pub(crate) borrow: Option<Borrow>,
    /// Where no lookups by `&str` or `&[u8]` were asked for.
    pub(crate) no_borrow: Option<Span>,
    /// Where SipHash was asked for.
    pub(crate) siphash: Option<Span>,
    /// Where a sampler was asked for, for benchmarks.
    pub(crate) bench: Option<Span>,
}

impl KeyAttrs {
    /// Reads all `#[fast_map(...)]` of an item. Mistakes leave the default in place, so that reading goes on.
    pub(crate) fn read(attrs: &[Attribute], errors: &mut Errors) -> KeyAttrs {
        let mut found = KeyAttrs::default();
        for_each_option(attrs, Target::Key, errors, |name, meta, errors| {
            read_one(name, meta, &mut found, errors)
        });
        contradictions(&mut found, errors);
        found
    }

    /// Whether the key is hashed by its own `Hash`, and its fields are its own business.
    pub(crate) fn own_hash(&self) -> bool {
        self.siphash.is_some()
            || self
                .forced
                .is_some_and(|forced| forced.path == PathName::General)
    }
}

/// A borrowed view, and where it was asked for.
pub(crate) struct Borrow {
    /// Its name, where it is not the default.
    pub(crate) name: Option<Ident>,
    pub(crate) span: Span,
}

/// A path, and where it was written.
#[derive(Clone, Copy)]
pub(crate) struct Forced {
    pub(crate) path: PathName,
    pub(crate) span: Span,
}

/// The paths, as variants of `map_core`'s `Path` and as users write them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathName {
    Direct,
    Fast32,
    Fast64,
    Fast128,
    FastStr,
    General,
}

impl PathName {
    const ALL: [PathName; 6] = [
        PathName::Direct,
        PathName::Fast32,
        PathName::Fast64,
        PathName::Fast128,
        PathName::FastStr,
        PathName::General,
    ];

    /// As users write it.
    fn written(self) -> String {
        self.variant().to_lowercase()
    }

    /// The variant's name.
    pub(crate) fn variant(self) -> &'static str {
        match self {
            PathName::Direct => "Direct",
            PathName::Fast32 => "Fast32",
            PathName::Fast64 => "Fast64",
            PathName::Fast128 => "Fast128",
            PathName::FastStr => "FastStr",
            PathName::General => "General",
        }
    }
}

/// Fills in one option; whether it is one of a key.
fn read_one(name: &str, meta: &Meta, found: &mut KeyAttrs, errors: &mut Errors) -> bool {
    match name {
        "path" => found.forced = text(name, meta, errors).and_then(|text| forced(&text, errors)),
        "map" => found.map = text(name, meta, errors).and_then(|text| alias(&text, errors)),
        "set" => found.set = text(name, meta, errors).and_then(|text| alias(&text, errors)),
        "no_alias" => found.no_alias = flag(name, meta, errors),
        "stable" => found.stable = flag(name, meta, errors),
        "borrow" => found.borrow = Some(borrow(name, meta, errors)),
        "no_borrow" => found.no_borrow = flag(name, meta, errors),
        "hash" => {
            found.siphash = text(name, meta, errors).and_then(|text| siphash(&text, errors));
        }
        "bench" => found.bench = flag(name, meta, errors),
        "crate" => {
            if let Some(path) = text(name, meta, errors).and_then(|text| krate(&text, errors)) {
                found.krate = Krate::named(path);
            }
        }
        _ => return false,
    }
    true
}

/// The string of `name = "..."`.
fn text(name: &str, meta: &Meta, errors: &mut Errors) -> Option<LitStr> {
    if let Meta::NameValue(pair) = meta
        && let Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) = &pair.value
    {
        return Some(text.clone());
    }
    let example = OptionSpec::named(name).map_or(name, |option| option.usage);
    let wrong = format!("`{name}` takes a string");
    match meta {
        Meta::NameValue(pair) => errors.at(&pair.value, wrong, format_args!("write `{example}`")),
        _ => errors.at(meta, wrong, format_args!("write `{example}`")),
    }
    None
}

fn forced(text: &LitStr, errors: &mut Errors) -> Option<Forced> {
    let written = text.value();
    let span = text.span();
    let known = PathName::ALL
        .into_iter()
        .find(|path| path.written() == written);
    if known.is_none() {
        let names = PathName::ALL.into_iter().map(PathName::written);
        errors.at_span(
            span,
            format_args!(
                "there is no path `{written}`{}",
                did_you_mean(&written.to_lowercase(), names.clone(), '"')
            ),
            format_args!(
                "the paths are {}; without `path`, the fastest that the key allows is chosen",
                list(names.map(|name| format!("\"{name}\"")))
            ),
        );
    }
    known.map(|path| Forced { path, span })
}

/// The one hash that can be asked for, where it is there.
fn siphash(text: &LitStr, errors: &mut Errors) -> Option<Span> {
    let written = text.value();
    if written != "siphash" {
        errors.at(
            text,
            format_args!(
                "there is no hash `{written}`{}",
                did_you_mean(&written.to_lowercase(), ["siphash"].into_iter(), '"')
            ),
            "the one to ask for is \"siphash\", against hostile keys; without `hash`, the fastest for the key is chosen",
        );
        return None;
    }
    if !cfg!(feature = "siphash") {
        errors.at(
            text,
            "SipHash is not compiled in: `map-core` has it under its feature `siphash`",
            "turn it on in Cargo.toml: `map-core = { version = \"0.1\", features = [\"siphash\"] }`",
        );
        return None;
    }
    Some(text.span())
}

fn alias(text: &LitStr, errors: &mut Errors) -> Option<Ident> {
    let help = format_args!("as in \"LoginMap\"; for no alias, `#[{NAME}(no_alias)]`");
    type_name(text, help, errors)
}

/// A view of the default name, or of the one that is given.
fn borrow(name: &str, meta: &Meta, errors: &mut Errors) -> Borrow {
    let help =
        format_args!("as in \"RouteRef\"; for the key's name and `Ref`, `#[{NAME}(borrow)]`");
    Borrow {
        span: meta.path().span(),
        name: match meta {
            Meta::Path(_) => None,
            Meta::List(_) => {
                let help = "write `borrow`, or `borrow = \"Name\"`";
                errors.at(
                    meta,
                    format_args!("`{name}` takes a string, or nothing"),
                    help,
                );
                None
            }
            Meta::NameValue(_) => {
                text(name, meta, errors).and_then(|text| type_name(&text, help, errors))
            }
        },
    }
}

fn type_name(text: &LitStr, help: impl Display, errors: &mut Errors) -> Option<Ident> {
    let name = text.parse().ok();
    if name.is_none() {
        errors.at(
            text,
            format_args!("`{}` cannot be the name of a type", text.value()),
            format_args!("use letters, digits and `_`, {help}"),
        );
    }
    name
}

fn krate(text: &LitStr, errors: &mut Errors) -> Option<Path> {
    let path = text.parse_with(Path::parse_mod_style).ok();
    if path.is_none() {
        errors.at(
            text,
            format_args!("`{}` is not a path to a crate", text.value()),
            "name where `map_core` is reached, as in \"::renamed\" or \"crate::reexports::map_core\"",
        );
    }
    path
}

fn contradictions(found: &mut KeyAttrs, errors: &mut Errors) {
    if let (Some(span), Some(Forced { path, .. })) = (found.siphash, found.forced)
        && path != PathName::General
    {
        let (wrong, help) = match path {
            PathName::Direct => (
                "`hash` asks for a hash, but the path \"direct\" has none: nobody can make its keys collide",
                "remove `hash`",
            ),
            _ => (
                "`hash` asks for SipHash, which the path \"general\" has, but `path` for another",
                "remove one of them",
            ),
        };
        errors.at_span(span, wrong, help);
    }
    if found.no_borrow.is_some()
        && let Some(Borrow { span, .. }) = found.borrow
    {
        errors.at_span(
            span,
            "`borrow` asks for lookups by a view, but `no_borrow` for none",
            "remove one of them",
        );
    }
    if found.no_alias.is_some() {
        for name in found.map.iter().chain(&found.set) {
            errors.at(
                name,
                "an alias is named, but `no_alias` asks for none",
                "remove `no_alias`, or the name",
            );
        }
        if let Some(span) = found.stable {
            errors.at_span(
                span,
                "`stable` picks the map behind the alias, but `no_alias` asks for no alias",
                "remove `no_alias`, or name the type where you use it: `StableMap<Key, Value>`",
            );
        }
    }
    if found.map.is_some()
        && found.map == found.set
        && let Some(set) = found.set.take()
    {
        errors.at(
            &set,
            format_args!("map and set cannot both be called `{set}`"),
            "give them two names",
        );
    }
}
