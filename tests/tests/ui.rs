//! What the compiler says about mistakes: `ui/<topic>/<mistake>.rs` fails to compile with the text of the `.stderr` file
//! beside it. `TRYBUILD=overwrite cargo test -p tests --test ui` writes the texts anew.

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
                let text = fs::read_to_string(file).expect("a readable fixture");
                broken.extend(rules(&text).map(|rule| format!("{name}: {rule}")));
                file.with_extension("rs")
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

/// The rules that one answer breaks.
fn rules(text: &str) -> impl Iterator<Item = String> {
    let mut broken = Vec::new();
    if text.contains("private::") {
        broken.push("names something private".to_owned());
    }
    let errors = text.split("\nerror").map(|error| error.trim_start());
    for error in errors.filter(|error| !error.is_empty()) {
        let first = error.lines().next().unwrap_or_default();
        if !["help:", "note:", "derive"]
            .iter()
            .any(|fix| error.contains(fix))
        {
            broken.push(format!("offers no fix: {first}"));
        }
    }
    broken.into_iter()
}
