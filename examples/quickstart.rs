//! Three kinds of key, each with the map that was chosen for it.
//!
//! ```text
//! cargo run --release --example quickstart
//! ```
//!
//! `FASTMAP_TRACE=1` has a line written for each growth of a map; the maps here stay too small for one.

use map_core::{FastKey, FastMap, FastSet};

/// A number: its maps compare and hash one integer.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct UserId(u64);

/// Few values: its maps are arrays, nothing is hashed.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Level {
    Info,
    Warning,
    Error,
}

/// A composite key: the fields are packed side by side into one integer.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Cell {
    column: i32,
    row: u16,
    level: Level,
}

/// A string: its maps are searched by `&str`.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Name(String);

fn main() {
    map_core::trace::init_from_env();
    let mut logins: FastMap<UserId, u32> = FastMap::new();
    for id in [7, 3, 7, 7] {
        *logins.entry(UserId(id)).or_default() += 1;
    }
    println!("user 7 logged in {} times", logins[&UserId(7)]);

    let mut messages = FastMap::new();
    messages.insert(Level::Warning, "disk is 90 % full");
    messages.insert(Level::Error, "disk is full");
    println!("warning: {}", messages[&Level::Warning]);
    println!("info: {:?}", messages.get(&Level::Info));

    let cell = |column, row, level| Cell { column, row, level };
    let marked: FastSet<Cell> = [cell(-4, 2, Level::Info), cell(9, 9, Level::Error)]
        .into_iter()
        .collect();
    println!("marked: {}", marked.contains(&cell(-4, 2, Level::Info)));

    let ages = FastMap::from([(Name("Ada".to_owned()), 36), (Name("Alan".to_owned()), 41)]);
    println!("Ada is {:?}", ages.get("Ada"));

    println!();
    println!("UserId  {}", UserId::PLAN);
    println!("Level   {}", Level::PLAN);
    println!("Cell    {}", Cell::PLAN);
    println!("Name    {}", Name::PLAN);
}
