//! The public interface of `map-core` with all features, as rustdoc sees it, against the snapshot in `tests/public_api.txt`:
//! what is added, changed or taken away is seen in review, and a version number can follow. `FASTMAP_BLESS=1` accepts it.

use std::collections::{BTreeSet, HashSet};
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use public_api::{Builder, PublicApi};

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public_api.txt");

/// What rustdoc says about the crate.
fn documented() -> PublicApi {
    // Its own directory, as what is built with unstable features is built anew.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("public_api");
    let status = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args([
            "rustdoc",
            "--quiet",
            "--package",
            "map-core",
            "--lib",
            "--all-features",
            "--target-dir",
        ])
        .arg(&target)
        .args([
            "--",
            "--output-format",
            "json",
            "-Zunstable-options",
            "--cap-lints",
            "allow",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        // JSON is unstable: the toolchain is pinned, and with it the version of `public-api` that reads its format.
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTDOCFLAGS")
        .status();
    assert!(
        status.expect("cargo runs").success(),
        "the crate is documented"
    );
    Builder::from_rustdoc_json(target.join("doc/map_core.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .expect("`public-api` reads what this toolchain writes")
}

/// Whether a function stands in a module, and in no implementation: its path has no type in it.
fn is_free(line: &str) -> bool {
    let path = line.split(['(', '<', ' ']).find(|word| word.contains("::"));
    path.is_some_and(|path| path.starts_with("map_core::") && !path.contains(char::is_uppercase))
}

/// The public interface, a line an item. Of an implemented trait its types are shown; all else is the trait's.
fn interface(api: impl Iterator<Item = String>) -> String {
    let kinds = [" mod ", " struct ", " enum ", " trait "];
    let mut in_trait_impl = false;
    let mut seen = HashSet::new();
    let mut out = String::new();
    for line in api {
        if line.starts_with("impl") || line.starts_with("unsafe impl") {
            in_trait_impl = line.contains(" for ");
        } else if kinds.iter().any(|kind| line.contains(kind)) {
            in_trait_impl = false;
        }
        let is_item = line.contains(" fn ") || line.starts_with("pub const ");
        let is_the_traits = in_trait_impl && is_item && !is_free(&line);
        // What is public under two paths comes twice.
        if !is_the_traits && !line.contains("StructuralPartialEq") && seen.insert(line.clone()) {
            let _ = writeln!(out, "{}", short(&line));
        }
    }
    out
}

/// A line without the modules of the standard library, and without the crate's name.
fn short(line: &str) -> String {
    let mut out = String::new();
    for word in line.split_inclusive(|c: char| !(c.is_alphanumeric() || "_:".contains(c))) {
        let is_std = ["core::", "alloc::", "std::"]
            .iter()
            .any(|name| word.starts_with(name));
        out += match word.rsplit_once("::") {
            Some((_, name)) if is_std => name,
            _ => word.strip_prefix("map_core::").unwrap_or(word),
        };
    }
    out
}

#[test]
fn the_public_interface_is_the_snapshot() {
    let now = interface(documented().items().map(ToString::to_string));
    if env::var_os("FASTMAP_BLESS").is_some() {
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

#[test]
fn an_item_is_a_line_and_what_a_trait_says_is_left_out() {
    let api = [
        "pub struct map_core::Seen(_)",
        "impl map_core::Seen",
        "pub fn map_core::Seen::yes(&self) -> core::option::Option<map_core::Seen>",
        "impl core::iter::traits::iterator::Iterator for map_core::Seen",
        "pub type map_core::Seen::Item = &'static str",
        "pub fn map_core::Seen::next(&mut self) -> core::option::Option<&'static str>",
        "pub fn map_core::free<T: core::clone::Clone>(all: &[T])",
        "pub struct map_core::Seen(_)",
    ];
    let shown = "\
pub struct Seen(_)
impl Seen
pub fn Seen::yes(&self) -> Option<Seen>
impl Iterator for Seen
pub type Seen::Item = &'static str
pub fn free<T: Clone>(all: &[T])
";
    assert_eq!(interface(api.into_iter().map(str::to_owned)), shown);
}
