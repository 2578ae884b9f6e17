//! The public interface of `map-core`, as its source declares it, against the snapshot in `tests/public_api.txt`: what is
//! added, changed or taken away is seen in review, and a version number can follow. `FASTMAP_BLESS=1` accepts it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, Block, Expr, Fields, ImplItem, Item, ItemImpl, TraitItem, Type, Visibility,
    parse_quote,
};

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public_api.txt");
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../map-core/src");

/// All source files below a directory, in the order of their names.
fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("the sources are there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// Whether an item is for users. What is hidden from the docs may change in any release.
fn is_shown(attributes: &[Attribute]) -> bool {
    !attributes
        .iter()
        .map(text)
        .any(|attribute| attribute.contains("doc (hidden") || attribute.contains("cfg (test"))
}

/// Keeps the attributes that callers notice.
fn strip(attributes: &mut Vec<Attribute>) {
    const KEPT: [&str; 6] = [
        "cfg",
        "derive",
        "deprecated",
        "must_use",
        "non_exhaustive",
        "repr",
    ];
    attributes.retain(|attribute| KEPT.iter().any(|name| attribute.path().is_ident(name)));
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Replaces the types of private fields by `_`, and takes private names away.
fn hide(fields: &mut Fields) {
    let mut private = 0;
    if let Fields::Named(named) = fields {
        let all = std::mem::take(&mut named.named);
        let (public, rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|field| is_public(&field.vis));
        private = rest.len();
        named.named = public.into_iter().collect();
        if private > 0 {
            named.named.push(parse_quote!(_private: _));
        }
    }
    for field in fields.iter_mut() {
        strip(&mut field.attrs);
        if private == 0 && !is_public(&field.vis) {
            field.ty = parse_quote!(_);
        }
    }
}

fn empty() -> Block {
    parse_quote!({})
}

fn unknown() -> Expr {
    parse_quote!(_)
}

/// The last name of a type's path, without references.
fn name_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Type::Reference(reference) => name_of(&reference.elem),
        _ => None,
    }
}

/// What of an implementation can be seen, if anything.
fn public_impl(mut block: ItemImpl, names: &BTreeSet<String>) -> Option<Item> {
    let is_ours = name_of(&block.self_ty).is_some_and(|name| names.contains(&name));
    strip(&mut block.attrs);
    if let Some((implemented, _)) = &block.trait_ {
        let implemented = implemented.segments.last()?.ident.to_string();
        if !is_ours && !names.contains(&implemented) {
            return None;
        }
        block.items.retain(|item| matches!(item, ImplItem::Type(_)));
        return Some(Item::Impl(block));
    }
    if !is_ours {
        return None;
    }
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(function) => {
            let is_kept = is_public(&function.vis) && is_shown(&function.attrs);
            strip(&mut function.attrs);
            function.block = empty();
            is_kept
        }
        ImplItem::Const(constant) => {
            let is_kept = is_public(&constant.vis) && is_shown(&constant.attrs);
            strip(&mut constant.attrs);
            constant.expr = unknown();
            is_kept
        }
        _ => false,
    });
    (!block.items.is_empty()).then_some(Item::Impl(block))
}

/// What of an item can be seen, if anything.
fn public(item: Item, names: &BTreeSet<String>) -> Option<Item> {
    match item {
        Item::Impl(block) => is_shown(&block.attrs)
            .then_some(block)
            .and_then(|block| public_impl(block, names)),
        Item::Fn(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            *item.block = empty();
            Some(Item::Fn(item))
        }
        Item::Struct(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            hide(&mut item.fields);
            Some(Item::Struct(item))
        }
        Item::Enum(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            for variant in &mut item.variants {
                strip(&mut variant.attrs);
                for field in &mut variant.fields {
                    strip(&mut field.attrs);
                }
            }
            Some(Item::Enum(item))
        }
        Item::Trait(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            item.items.retain_mut(|item| match item {
                TraitItem::Fn(function) => {
                    let is_kept = is_shown(&function.attrs);
                    strip(&mut function.attrs);
                    function.default = function.default.is_some().then(empty);
                    is_kept
                }
                TraitItem::Const(constant) => {
                    let is_kept = is_shown(&constant.attrs);
                    strip(&mut constant.attrs);
                    if let Some((_, value)) = &mut constant.default {
                        *value = unknown();
                    }
                    is_kept
                }
                TraitItem::Type(ty) => {
                    strip(&mut ty.attrs);
                    true
                }
                _ => true,
            });
            Some(Item::Trait(item))
        }
        Item::Type(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            Some(Item::Type(item))
        }
        Item::Const(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            *item.expr = unknown();
            Some(Item::Const(item))
        }
        Item::Use(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            Some(Item::Use(item))
        }
        Item::Mod(mut item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            strip(&mut item.attrs);
            if let Some((_, items)) = &mut item.content {
                let inner = std::mem::take(items).into_iter();
                *items = inner.filter_map(|item| public(item, names)).collect();
            }
            Some(Item::Mod(item))
        }
        // Calls of macros that write implementations: whatever they are given.
        Item::Macro(mut item) if item.ident.is_none() => {
            strip(&mut item.attrs);
            Some(Item::Macro(item))
        }
        _ => None,
    }
}

/// Names of public types and traits.
fn names(file: &syn::File) -> impl Iterator<Item = String> + '_ {
    file.items.iter().filter_map(|item| match item {
        Item::Struct(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        Item::Enum(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        Item::Trait(item) if is_public(&item.vis) && is_shown(&item.attrs) => {
            Some(item.ident.to_string())
        }
        _ => None,
    })
}

/// The public interface, file by file.
fn interface() -> String {
    let root = Path::new(SOURCES);
    let files = sources(root).into_iter().map(|path| {
        let source = fs::read_to_string(&path).expect("readable");
        let file = syn::parse_file(&source).expect("what compiles parses");
        (path, file)
    });
    let files: Vec<(PathBuf, syn::File)> = files
        .filter(|(path, _)| {
            let is_engine = path.starts_with(root.join("engine"));
            !is_engine && !path.ends_with("private.rs") && !path.ends_with("missing.rs")
                || path.ends_with("engine/storage.rs")
        })
        .collect();
    let names: BTreeSet<String> = files.iter().flat_map(|(_, file)| names(file)).collect();
    let mut out = String::new();
    for (path, file) in files {
        let items: Vec<Item> = file
            .items
            .into_iter()
            .filter_map(|item| public(item, &names))
            .collect();
        if items.is_empty() {
            continue;
        }
        let name = path.strip_prefix(root).expect("below the root").display();
        let shown = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items,
        });
        out += &format!("// {name}\n{shown}\n").replace('\\', "/");
    }
    out
}

#[test]
fn the_public_interface_is_the_snapshot() {
    let now = interface();
    assert!(now.contains("pub fn insert(&mut self, key: K, value: V) -> Option<V> {}"));
    if std::env::var_os("FASTMAP_BLESS").is_some() {
        fs::write(SNAPSHOT, &now).expect("writable");
    }
    let before = fs::read_to_string(SNAPSHOT).unwrap_or_default();
    if now != before {
        let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
            (before.lines().collect(), now.lines().collect());
        for line in old.difference(&new) {
            println!("- {line}");
        }
        for line in new.difference(&old) {
            println!("+ {line}");
        }
        panic!(
            "the public interface has changed; accept with FASTMAP_BLESS=1, and note it in CHANGELOG.md"
        );
    }
}

/// What is hidden or private is no part of it.
#[test]
fn only_what_users_see_is_shown() {
    let file: syn::File = parse_quote! {
        pub struct Seen { pub a: u8, b: u16 }
        impl Seen { pub fn yes(&self) -> u8 { 1 } fn no(&self) {} #[doc(hidden)] pub fn hidden(&self) {} }
        impl Clone for Seen { fn clone(&self) -> Seen { todo!() } }
        struct Private;
        impl Clone for Private { fn clone(&self) -> Private { todo!() } }
    };
    let names = names(&file).collect();
    let shown: TokenStream = file
        .items
        .into_iter()
        .filter_map(|item| public(item, &names))
        .map(|item| item.to_token_stream())
        .collect();
    let expected: TokenStream = parse_quote! {
        pub struct Seen { pub a: u8, _private: _ }
        impl Seen { pub fn yes(&self) -> u8 {} }
        impl Clone for Seen {}
    };
    assert_eq!(shown.to_string(), expected.to_string());
}
