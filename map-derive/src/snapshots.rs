//! Expansions as users would read them, one a shape, in `snapshots/`. `FASTMAP_BLESS=1 cargo test -p map-derive` writes
//! them anew; an expansion that outgrows its limit fails either way.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;

/// Name, most lines, and key.
const KEYS: [(&str, usize, &str); 18] = [
    ("newtype", 40, "#[derive(FastMap)] pub struct UserId(u64);"),
    (
        "fields",
        40,
        "#[derive(FastMap)] struct Cell { x: u32, y: u32 }",
    ),
    ("unit", 20, "#[derive(FastMap)] struct Marker;"),
    (
        "text",
        50,
        "#[derive(FastMap)] pub struct Name<'a>(Cow<'a, str>);",
    ),
    (
        "fieldless_enum",
        40,
        "#[derive(FastMap)] enum Suit { Clubs, Diamonds, Hearts = 9, Spades }",
    ),
    (
        "payload_enum",
        60,
        "#[derive(FastMap)] enum Id { User(u32), Group(u32), Cell { x: u8, y: u8 }, Root, Nobody }",
    ),
    (
        "generic",
        50,
        "#[derive(FastMap)] pub struct Tagged<'a, T: Clone, V = u8, const N: usize = 2>(&'a [T; N], PhantomData<V>) where T: Copy;",
    ),
    (
        "forced",
        50,
        "#[derive(FastMap)] #[fast_map(path = \"direct\", no_alias)] struct Port(u16);",
    ),
    (
        "stable",
        40,
        "#[derive(FastMap)] #[fast_map(stable)] struct SessionId(u64);",
    ),
    (
        "general",
        30,
        "#[derive(FastMap)] #[fast_map(path = \"general\", map = \"Ways\", set = \"WaySet\")] struct Way<T>(T);",
    ),
    (
        "many_fields",
        60,
        "#[derive(FastMap)] #[fast_map(no_alias)] struct Wide(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, bool);",
    ),
    (
        "view",
        130,
        "#[derive(FastMap)] #[fast_map(borrow, no_alias)] pub struct RouteKey { pub method: Method, version: u8, #[doc = \" From the root.\"] pub path: String }",
    ),
    (
        "view_of_enum",
        200,
        "#[derive(FastMap)] #[fast_map(borrow = \"IdView\", no_alias)] enum Id<'a, T: Clone> { Name(Cow<'a, str>, Option<String>), Tags { all: Vec<T> }, Nobody }",
    ),
    (
        "promised",
        50,
        "#[derive(FastMap)] #[fast_map(no_alias)] struct Seat { #[fast_map(max = 99)] row: u8, #[fast_map(max = 9)] r#in: Column, #[fast_map(skip)] booked: f64 }",
    ),
    (
        "promised_variants",
        60,
        "#[derive(FastMap)] #[fast_map(no_alias)] enum Move { To(#[fast_map(max = 63)] u8, #[fast_map(skip)] f64), Drop { #[fast_map(max = 63)] at: u8 }, Pass(#[fast_map(skip)] f64) }",
    ),
    (
        "sampler",
        60,
        "#[derive(FastMap)] #[fast_map(bench, no_alias)] struct Seat<T> where T: Copy { row: T, #[fast_map(max = 9)] column: u8, #[fast_map(skip)] booked: f64 }",
    ),
    (
        "sampler_of_variants",
        80,
        "#[derive(FastMap)] #[fast_map(bench, no_alias)] enum Id { User(u32), Cell { x: u8, #[fast_map(max = 99)] y: u8 }, Root }",
    ),
    (
        "refused",
        30,
        "#[derive(FastMap)] struct Price { cents: f64, lock: Mutex<u8> }",
    ),
];

/// What the derive adds to a key, printed.
fn expansion(key: &str) -> String {
    let key: TokenStream = key.parse().expect("tokens");
    let file = syn::parse2(crate::derive(key)).expect("items");
    prettyplease::unparse(&file)
}

#[test]
fn expansions_are_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots");
    let bless = std::env::var_os("FASTMAP_BLESS").is_some();
    let mut wrong = Vec::new();
    for (name, limit, key) in KEYS {
        let text = expansion(key);
        let lines = text.lines().count();
        if lines > limit {
            wrong.push(format!("{name}: {lines} lines, {limit} are allowed"));
        }
        let path = folder.join(name).with_extension("rs");
        let text = format!("// {key}\n\n{text}");
        if bless {
            fs::write(&path, text).expect("a writable folder");
        } else if fs::read_to_string(&path).ok() != Some(text.clone()) {
            wrong.push(format!("{name} has become:\n{text}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nif this is meant, run again with FASTMAP_BLESS=1",
        wrong.join("\n")
    );
}

#[test]
fn every_snapshot_has_its_key() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots");
    for entry in fs::read_dir(folder).expect("the folder of snapshots") {
        let path = entry.expect("an entry of a readable directory").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        assert!(
            KEYS.iter().any(|key| Some(key.0) == name),
            "{} belongs to no key",
            path.display()
        );
    }
}

/// Apart from its match, an enum of 1,000 variants expands to what one of ten does.
#[test]
fn a_large_enum_costs_a_line_a_variant() {
    let lines = |count: usize| {
        let variants: String = (0..count).map(|n| format!("V{n},")).collect();
        expansion(&format!("#[derive(FastMap)] enum Code {{ {variants} }}"))
            .lines()
            .count()
    };
    assert_eq!(lines(1_000) - 1_000, lines(10) - 10);
    let letters = |count: usize| {
        let variants: String = (0..count).map(|n| format!("V{n}(u32),")).collect();
        expansion(&format!("#[derive(FastMap)] enum Code {{ {variants} }}")).len()
    };
    // With fields: an arm of the index, a pattern of the shared arm and a shape, and nothing that grows faster.
    assert!(letters(1_000) < 110 * letters(10));
}
