//! `#[fast_map(...)]`: what a key's author may ask for, and what is said to a misspelt wish.

use std::fmt::Display;

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Path, Token};

use crate::errors::Errors;
use crate::krate::Krate;
use crate::suggest::did_you_mean;

/// The attribute's name.
pub(crate) const NAME: &str = "fast_map";

/// What may stand between its parentheses, as it is shown to users.
pub(crate) const WISHES: [(&str, &str); 10] = [
    ("path", "path = \"...\""),
    ("map", "map = \"Name\""),
    ("set", "set = \"Name\""),
    ("no_alias", "no_alias"),
    ("stable", "stable"),
    ("borrow", "borrow"),
    ("no_borrow", "no_borrow"),
    ("hash", "hash = \"siphash\""),
    ("bench", "bench"),
    ("crate", "crate = \"path\""),
];

/// Everything that was asked for, with defaults for the rest.
#[derive(Default)]
pub(crate) struct Attrs {
    /// Where `map_core` is.
    pub(crate) krate: Krate,
    /// The path that the author insists on.
    pub(crate) forced: Option<Forced>,
    /// Name of the map's alias, where it is not the default.
    pub(crate) map: Option<Ident>,
    /// Name of the set's alias, where it is not the default.
    pub(crate) set: Option<Ident>,
    /// No aliases.
    pub(crate) no_alias: bool,
    /// Where a map whose values never move was asked for.
    pub(crate) stable: Option<Span>,
    /// A borrowed view for lookups.
    pub(crate) borrow: Option<Borrow>,
    /// No lookups by `&str` or `&[u8]`.
    pub(crate) no_borrow: bool,
    /// Where SipHash was asked for.
    pub(crate) siphash: Option<Span>,
    /// A sampler, for benchmarks.
    pub(crate) bench: bool,
}

impl Attrs {
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
    const ALL: [(&'static str, PathName); 6] = [
        ("direct", PathName::Direct),
        ("fast32", PathName::Fast32),
        ("fast64", PathName::Fast64),
        ("fast128", PathName::Fast128),
        ("faststr", PathName::FastStr),
        ("general", PathName::General),
    ];

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

/// Reads all `#[fast_map(...)]` of an item. Mistakes leave the default in place, so that reading goes on.
pub(crate) fn read(attrs: &[Attribute], errors: &mut Errors) -> Attrs {
    let mut wishes = Attrs::default();
    for_each_wish(attrs, &all_wishes(), errors, |name, meta, errors| {
        read_one(name, meta, &mut wishes, errors)
    });
    contradictions(&mut wishes, errors);
    wishes
}

/// Hands every part of all `#[fast_map(...)]`, by its name, to `read`, which says whether it knows it. What it knows may be
/// given once; `all` is what users are told that they may write.
pub(crate) fn for_each_wish(
    attrs: &[Attribute],
    all: &str,
    errors: &mut Errors,
    mut read: impl FnMut(&str, &Meta, &mut Errors) -> bool,
) {
    let mut seen: Vec<String> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(NAME)) {
        for meta in metas(attr, all, errors) {
            let name = name_of(&meta);
            if seen.contains(&name) {
                errors.at(
                    &meta,
                    format_args!("`{name}` is given twice"),
                    "remove one of them",
                );
            } else if read(&name, &meta, errors) {
                seen.push(name);
            }
        }
    }
}

/// Refuses `#[fast_map]` where it means nothing.
pub(crate) fn refuse_on(attrs: &[Attribute], place: &str, errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(NAME)) {
        errors.at(
            attr,
            format_args!("`#[{NAME}]` means nothing on a {place}"),
            "put it on the type, below its `#[derive(FastMap)]`",
        );
    }
}

/// The comma-separated parts of one attribute.
fn metas(attr: &Attribute, all: &str, errors: &mut Errors) -> Vec<Meta> {
    let Meta::List(list) = &attr.meta else {
        errors.at(
            &attr.meta,
            format_args!("`#[{NAME}]` needs parentheses"),
            format_args!("write `#[{NAME}(...)]` with {all}"),
        );
        return Vec::new();
    };
    match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
        Ok(metas) => metas.into_iter().collect(),
        Err(error) => {
            errors.at_span(
                error.span(),
                format_args!("`#[{NAME}]` cannot be read: {error}"),
                format_args!("it takes {all}"),
            );
            Vec::new()
        }
    }
}

/// `crate` is a keyword, but a path of one segment all the same.
fn name_of(meta: &Meta) -> String {
    let path = meta.path();
    path.get_ident().map_or_else(
        || quote::quote!(#path).to_string().replace(' ', ""),
        Ident::to_string,
    )
}

/// Fills in one wish; whether it is one.
fn read_one(name: &str, meta: &Meta, wishes: &mut Attrs, errors: &mut Errors) -> bool {
    match name {
        "path" => wishes.forced = text(name, meta, errors).and_then(|text| forced(&text, errors)),
        "map" => wishes.map = text(name, meta, errors).and_then(|text| alias(&text, errors)),
        "set" => wishes.set = text(name, meta, errors).and_then(|text| alias(&text, errors)),
        "no_alias" => wishes.no_alias = flag(name, meta, errors),
        "stable" if flag(name, meta, errors) => wishes.stable = Some(meta.path().span()),
        "borrow" => wishes.borrow = Some(borrow(name, meta, errors)),
        "no_borrow" => wishes.no_borrow = flag(name, meta, errors),
        "hash" => {
            wishes.siphash = text(name, meta, errors).and_then(|text| siphash(&text, errors));
        }
        "bench" => wishes.bench = flag(name, meta, errors),
        "crate" => {
            if let Some(path) = text(name, meta, errors).and_then(|text| krate(&text, errors)) {
                wishes.krate = Krate::named(path);
            }
        }
        "max" | "skip" => {
            let example = if name == "max" { "max = 100" } else { name };
            errors.at(
                meta.path(),
                format_args!("`{name}` is about one field, and here it is on the type"),
                format_args!("put `#[{NAME}({example})]` in front of the field"),
            );
            return false;
        }
        _ => {
            errors.at(
                meta.path(),
                format_args!(
                    "`{name}` is not something `#[{NAME}]` knows{}",
                    did_you_mean(name, WISHES.iter().map(|wish| wish.0), '`')
                ),
                format_args!("it takes {}", all_wishes()),
            );
            return false;
        }
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
    let example = WISHES
        .iter()
        .find(|wish| wish.0 == name)
        .map_or(name, |wish| wish.1);
    let wrong = format!("`{name}` takes a string");
    match meta {
        Meta::NameValue(pair) => errors.at(&pair.value, wrong, format_args!("write `{example}`")),
        _ => errors.at(meta, wrong, format_args!("write `{example}`")),
    }
    None
}

/// A wish that is only named. Always true: a value too many does not turn it off.
pub(crate) fn flag(name: &str, meta: &Meta, errors: &mut Errors) -> bool {
    if !matches!(meta, Meta::Path(_)) {
        errors.at(
            meta,
            format_args!("`{name}` takes no value"),
            format_args!("write `#[{NAME}({name})]`"),
        );
    }
    true
}

fn forced(text: &LitStr, errors: &mut Errors) -> Option<Forced> {
    let written = text.value();
    let span = text.span();
    let known = PathName::ALL.iter().find(|path| path.0 == written);
    if known.is_none() {
        let names = PathName::ALL.iter().map(|path| path.0);
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
    known.map(|&(_, path)| Forced { path, span })
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

fn contradictions(wishes: &mut Attrs, errors: &mut Errors) {
    if let (Some(span), Some(Forced { path, .. })) = (wishes.siphash, wishes.forced)
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
    if wishes.no_borrow
        && let Some(Borrow { span, .. }) = wishes.borrow
    {
        errors.at_span(
            span,
            "`borrow` asks for lookups by a view, but `no_borrow` for none",
            "remove one of them",
        );
    }
    if wishes.no_alias {
        for name in wishes.map.iter().chain(&wishes.set) {
            errors.at(
                name,
                "an alias is named, but `no_alias` asks for none",
                "remove `no_alias`, or the name",
            );
        }
        if let Some(span) = wishes.stable {
            errors.at_span(
                span,
                "`stable` picks the map behind the alias, but `no_alias` asks for no alias",
                "remove `no_alias`, or name the type where you use it: `StableMap<Key, Value>`",
            );
        }
    }
    if wishes.map.is_some()
        && wishes.map == wishes.set
        && let Some(set) = wishes.set.take()
    {
        errors.at(
            &set,
            format_args!("map and set cannot both be called `{set}`"),
            "give them two names",
        );
    }
}

fn all_wishes() -> String {
    list(WISHES.iter().map(|wish| format!("`{}`", wish.1)))
}

/// `a, b and c`.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}
