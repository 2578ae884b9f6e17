//! What the compiler says about mistakes: `ui/<topic>/<mistake>.rs` fails to compile with the text of the `.stderr` file
//! beside it. `TRYBUILD=overwrite cargo test -p tests --test ui` writes the texts anew.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the cases are.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")
}

/// All files of the cases.
fn files() -> Vec<PathBuf> {
    let read = |directory: &Path| -> Vec<PathBuf> {
        fs::read_dir(directory)
            .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
            .map(|entry| entry.expect("an entry of a readable directory").path())
            .collect()
    };
    let mut files: Vec<PathBuf> = read(&root()).iter().flat_map(|topic| read(topic)).collect();
    files.sort();
    files
}

/// The compiler's words change from version to version, and the fixtures hold those of one.
fn is_pinned_compiler() -> bool {
    let pin = include_str!("../../rust-toolchain.toml");
    let pinned = pin
        .lines()
        .find_map(|line| line.strip_prefix("channel = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .expect("a channel in rust-toolchain.toml");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let same = version.split(' ').nth(1) == Some(pinned);
    if !same {
        println!(
            "skipped: the fixtures are of rustc {pinned}, this is {}",
            version.trim()
        );
    }
    same
}

#[test]
fn mistakes_are_answered_as_written_down() {
    if is_pinned_compiler() {
        trybuild::TestCases::new().compile_fail("ui/*/*.rs");
    }
}

/// The rules that every answer keeps, so that a new case cannot slip below them.
#[test]
fn answers_keep_the_rules() {
    let files = files();
    let mut broken = Vec::new();
    for file in &files {
        let name = file.strip_prefix(root()).unwrap_or(file).display();
        let partner = match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => file.with_extension("stderr"),
            Some("stderr") => {
                let read = |file: &Path| fs::read_to_string(file).expect("a readable fixture");
                let topic = file.parent().and_then(Path::file_name);
                let topic = topic.and_then(|topic| topic.to_str()).expect("a topic");
                let case = file.with_extension("rs");
                let rules = rules(topic, &read(&case), &read(file));
                broken.extend(rules.iter().map(|rule| format!("{name}: {rule}")));
                case
            }
            _ => {
                broken.push(format!("{name}: neither a case nor its answer"));
                continue;
            }
        };
        if !partner.exists() {
            broken.push(format!("{name}: `{}` is missing", partner.display()));
        }
    }
    assert!(!files.is_empty(), "no cases found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The rules that the answer to a case of a topic breaks.
fn rules(topic: &str, case: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if text.contains("private::") {
        broken.push("names something private".to_owned());
    }
    let mut places = HashSet::new();
    let errors = text.split("\nerror").map(|error| error.trim_start());
    for error in errors.filter(|error| !error.is_empty()) {
        let first = error.lines().next().unwrap_or_default();
        let place = error
            .lines()
            .find(|line| line.trim_start().starts_with("--> "));
        if !places.insert(place.map(str::trim)) {
            broken.push(format!("answers one mistake twice: {first}"));
        }
        let named = match topic {
            "missing" => names_the_call(first, error),
            // Where the words are rustc's own, the fix is for the case to say.
            _ => {
                error.contains("help: ") && topic != "ownership"
                    || case.lines().any(|line| line.starts_with("//! Fix: "))
            }
        };
        if !named {
            broken.push(format!("offers no fix: {first}"));
        }
    }
    broken
}

/// Whether the answer to a call of a method that does not exist opens with that and has the code to write instead, or,
/// of an entry or of a map behind an `Arc`, where rustc leaves notes out, the bound that says what to use.
fn names_the_call(first: &str, error: &str) -> bool {
    let is_ours = first.contains("` has no `") && first.ends_with("` method");
    let code = ["map.", "set."].map(|on| error.contains("= note: to ") && error.contains(on));
    let is_bare = ["Entry<'_", "EntryRef<'_", "`Arc<"]
        .iter()
        .any(|of| first.contains(of))
        && first.contains("its trait bounds were not satisfied");
    first.contains("[E0599]")
        && (is_ours && code.contains(&true) || is_bare && error.contains("::Use"))
}
