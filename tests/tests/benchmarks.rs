//! The machinery of benchmarks, on tiny maps: every rival agrees with `FastMap`, and what a run writes can be read. Nothing
//! here asks how long anything took.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::{fs, process};

use map_core::sample::Random;
use map_core::{FastKey, FastMap, FastSet, bench};
use serde_json::Value;
use tests::for_each_shape;
use tests::shapes::*;

/// A file that no other test writes.
fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    folder.join(format!("{}-{name}", process::id()))
}

#[test]
fn all_rivals_agree_and_what_is_written_can_be_read() {
    let suite = bench::suite!(
        "suit" => Suit,
        "id" => U64,
        "name" => Name,
        "mixed" => Mixed,
    );
    let (json, html) = (file("run.json"), file("run.html"));
    let paths = [&json, &html].map(|file| file.to_str().expect("a path in UTF-8").to_owned());
    let run = suite.run_with(&[
        "bench", "--full", "--size", "3", "--size", "300", "--rounds", "1", "--json", &paths[0],
        "--html", &paths[1],
    ]);
    assert_eq!(run, Ok(()));

    let report: Value =
        serde_json::from_str(&fs::read_to_string(&json).expect("the JSON file")).expect("JSON");
    let keys = report["keys"].as_array().expect("key types");
    let names: Vec<&Value> = keys.iter().map(|key| &key["name"]).collect();
    assert_eq!(names, ["suit", "id", "name", "mixed"]);
    let rivals = |key: usize| -> Vec<&str> {
        let rivals = keys[key]["sizes"][0]["rows"][0]["rivals"]
            .as_array()
            .expect("rivals");
        rivals
            .iter()
            .filter_map(|versus| versus["rival"].as_str())
            .collect()
    };
    let hashed = ["std", "hashbrown + foldhash", "hashbrown + Fx"];
    let ordered = ["griddle + foldhash", "indexmap + foldhash"];
    let with = |middle: &[&'static str], last: &[&'static str]| {
        [&hashed[..], middle, &ordered, last].concat()
    };
    assert_eq!(rivals(0), with(&[], &["enum-map", "fixed-map"]));
    assert_eq!(rivals(1), with(&["hashbrown + nohash", "intmap"], &[]));
    assert_eq!(
        rivals(2),
        with(&["hashbrown + rapidhash", "hashbrown + ahash"], &[])
    );
    assert_eq!(rivals(3), with(&[], &[]));

    let entries: Vec<u64> = keys
        .iter()
        .flat_map(|key| key["sizes"].as_array().expect("sizes"))
        .filter_map(|size| size["entries"].as_u64())
        .collect();
    assert_eq!(
        entries,
        [3, 4, 3, 300, 3, 300, 3, 300],
        "a suit has four values"
    );
    for row in keys[1]["sizes"][1]["rows"].as_array().expect("rows") {
        assert!(row["ours"]["median"].as_f64() > Some(0.0), "{row}");
        assert_eq!(row["unit"], "nanoseconds");
    }
    let operations = keys[1]["sizes"][1]["rows"].as_array().map(Vec::len);
    assert_eq!(operations, Some(11), "all that need no large map");

    let page = fs::read_to_string(&html).expect("the page");
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert_eq!(
        page.matches("<svg viewBox=\"0 0 620").count(),
        8,
        "a chart a size"
    );
    for part in [
        "id=\"summary\"",
        "id=\"mixed\"",
        "FastMap is better",
        "prefers-color-scheme: dark",
        "same</text>",
    ] {
        assert!(page.contains(part), "the page lacks `{part}`");
    }
    for outside in ["<script", "<link", "src=", "url("] {
        assert!(
            !page.contains(outside),
            "the page needs `{outside}` from elsewhere"
        );
    }
    fs::remove_file(json).expect("the JSON file can go");
    fs::remove_file(html).expect("the page can go");
}

#[test]
fn an_octave_is_one_table() {
    let suite = bench::suite!("id" => U32);
    let json = file("octave.json");
    let path = json.to_str().expect("a path in UTF-8").to_owned();
    let html = file("octave.html");
    let page = html.to_str().expect("a path in UTF-8").to_owned();
    let run = suite.run_with(&[
        "bench", "--octave", "--size", "64", "--rounds", "1", "--rival", "std", "--json", &path,
        "--html", &page,
    ]);
    assert_eq!(run, Ok(()));
    let report: Value =
        serde_json::from_str(&fs::read_to_string(&json).expect("the JSON file")).expect("JSON");
    let sizes = report["keys"][0]["sizes"].as_array().expect("sizes");
    assert_eq!(
        (sizes.len(), &sizes[0]["entries"], &sizes[0]["octave"]),
        (1, &64.into(), &true.into())
    );
    fs::remove_file(json).expect("the JSON file can go");
    fs::remove_file(html).expect("the page can go");
}

/// Says of all keys that they are one, but only to maps that order them.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
struct Flat(u32);

impl Ord for Flat {
    fn cmp(&self, _: &Flat) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Flat {
    fn partial_cmp(&self, other: &Flat) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[test]
fn rivals_that_do_something_else_are_found_out() {
    let error = bench::suite!("flat" => Flat)
        .run_with(&["bench", "--size", "16", "--rounds", "1", "--rival", "btree"])
        .expect_err("a map that keeps one key of all");
    assert!(error.starts_with("flat, 16 entries: `"), "{error}");
    assert!(
        error.contains("has different results: FastMap ") && error.contains("; BTreeMap "),
        "{error}"
    );
}

#[test]
fn misspelt_arguments_are_answered() {
    let suite = bench::suite!("id" => U32, "suit" => Suit);
    assert_eq!(
        suite.run_with(&["bench", "--key", "ids"]),
        Err("there is no key type `ids`; there are id, suit".to_owned())
    );
    assert!(
        suite
            .run_with(&["bench", "--sizes", "3"])
            .is_err_and(|error| error.contains("'--size'"))
    );
}

/// Samples keep their promises and are not all the same.
fn samples_are_keys<K: FastKey + map_core::Sample + Clone>(name: &str) {
    let mut random = Random::new(1);
    let mut again = Random::new(1);
    let mut different = FastSet::new();
    for _ in 0..200 {
        let key = K::sample(&mut random);
        assert!(key.check().is_ok(), "{name}");
        assert!(
            key == K::sample(&mut again),
            "{name}: the same state leads to the same key"
        );
        different.insert(key);
    }
    let values = K::PLAN.cardinality.unwrap_or(u64::MAX);
    assert!(
        different.len() as u64 >= values.min(60),
        "{name}: {} different keys",
        different.len()
    );
}

macro_rules! shapes {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {
        #[test]
        fn every_shape_has_samples() {
            $(samples_are_keys::<$key>(stringify!($name));)*
        }
    };
}

for_each_shape!(shapes);
