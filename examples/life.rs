//! Conway's Game of Life on a board without edges: the living cells are a set of coordinates, and each generation counts
//! neighbours in a map of coordinates. With std's map the program is the textbook's; with `FastMap` a cell of two `i32`
//! is one 64-bit integer. Both print the same.
//!
//! ```text
//! cargo run --release --example life
//! cargo run --release --example life -- --map std
//! FASTMAP_TRACE=1 cargo run --release --example life    # a line for each growth of a map, to standard error
//! cargo run --release --example life -- PATTERN.rle --generations 1000
//! ```
//!
//! The pattern is the *acorn*: seven cells that come to rest after 5,206 generations, as 633 cells. Files are in the
//! usual RLE format (`bo$3o!`).

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{fs, io};

use clap::{Parser, ValueEnum};
use map_core::{FastKey, FastMap, FastSet};

/// A place on the board.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
struct Cell {
    x: i32,
    y: i32,
}

impl Cell {
    fn neighbours(self) -> impl Iterator<Item = Cell> {
        const AROUND: [(i32, i32); 8] = [
            (-1, -1),
            (0, -1),
            (1, -1),
            (-1, 0),
            (1, 0),
            (-1, 1),
            (0, 1),
            (1, 1),
        ];
        AROUND.into_iter().map(move |(x, y)| Cell {
            x: self.x.wrapping_add(x),
            y: self.y.wrapping_add(y),
        })
    }
}

/// Whether a cell with so many living neighbours lives in the next generation.
const fn lives(alive: bool, neighbours: u8) -> bool {
    neighbours == 3 || alive && neighbours == 2
}

/// Runs in maps made for cells.
fn run_fast(cells: &[Cell], generations: u32) -> Vec<Cell> {
    let mut alive: FastSet<Cell> = cells.iter().copied().collect();
    let mut neighbours: FastMap<Cell, u8> = FastMap::new();
    for _ in 0..generations {
        for cell in &alive {
            for neighbour in cell.neighbours() {
                *neighbours.entry(neighbour).or_default() += 1;
            }
        }
        let next = neighbours
            .drain()
            .filter(|(cell, count)| lives(alive.contains(cell), *count))
            .map(|(cell, _)| cell)
            .collect();
        alive = next;
    }
    alive.into_iter().collect()
}

/// The same in std's maps.
fn run_std(cells: &[Cell], generations: u32) -> Vec<Cell> {
    let mut alive: HashSet<Cell> = cells.iter().copied().collect();
    let mut neighbours: HashMap<Cell, u8> = HashMap::new();
    for _ in 0..generations {
        for cell in &alive {
            for neighbour in cell.neighbours() {
                *neighbours.entry(neighbour).or_default() += 1;
            }
        }
        let next = neighbours
            .drain()
            .filter(|(cell, count)| lives(alive.contains(cell), *count))
            .map(|(cell, _)| cell)
            .collect();
        alive = next;
    }
    alive.into_iter().collect()
}

/// Reads a pattern in RLE format: `b` dead, `o` alive, `$` next row, each with a count before it, up to `!`.
fn parse_rle(text: &str) -> Result<Vec<Cell>, String> {
    let (mut cells, mut x, mut y) = (Vec::new(), 0, 0);
    let mut count: Option<i32> = None;
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim_start().starts_with('x'));
    for tag in rows.flat_map(str::chars) {
        let times = count.unwrap_or(1);
        match tag {
            digit @ '0'..='9' => {
                let value = i32::from(digit as u8 - b'0');
                let longer = count.unwrap_or(0).checked_mul(10);
                count = Some(
                    longer
                        .and_then(|count| count.checked_add(value))
                        .filter(|count| *count < 1 << 20)
                        .ok_or("a run is longer than a million cells")?,
                );
                continue;
            }
            'b' => x += times,
            'o' => {
                cells.extend((x..x + times).map(|x| Cell { x, y }));
                x += times;
            }
            '$' => (x, y) = (0, y + times),
            '!' => return Ok(cells),
            space if space.is_whitespace() => continue,
            other => return Err(format!("`{other}` is no part of an RLE pattern")),
        }
        if x > 1 << 28 || y > 1 << 28 {
            return Err("the pattern is too large".to_owned());
        }
        count = None;
    }
    Ok(cells)
}

/// Runs Conway's Game of Life on an unbounded board.
#[derive(Parser)]
struct Args {
    /// A pattern in RLE format; the acorn if none is given.
    pattern: Option<PathBuf>,
    /// How many generations to run.
    #[arg(long, default_value_t = 5_206)]
    generations: u32,
    /// Which maps to run in.
    #[arg(long, value_enum, default_value_t = Map::Fast)]
    map: Map,
}

#[derive(Clone, Copy, ValueEnum)]
enum Map {
    Fast,
    Std,
}

const ACORN: &str = "bo5b$3bo3b$2o2b3o!";

fn main() -> ExitCode {
    map_core::trace::init_from_env();
    let args = Args::parse();
    let text = match &args.pattern {
        Some(path) => fs::read_to_string(path)
            .map_err(|error: io::Error| format!("{}: {error}", path.display())),
        None => Ok(ACORN.to_owned()),
    };
    let cells = match text.and_then(|text| parse_rle(&text)) {
        Ok(cells) => cells,
        Err(error) => {
            eprintln!("life: {error}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let alive = match args.map {
        Map::Fast => run_fast(&cells, args.generations),
        Map::Std => run_std(&cells, args.generations),
    };
    let elapsed = start.elapsed();
    println!("generation {}: {} cells", args.generations, alive.len());
    if let (Some(left), Some(right)) = (
        alive.iter().map(|cell| cell.x).min(),
        alive.iter().map(|cell| cell.x).max(),
    ) {
        println!("from column {left} to {right}");
    }
    match args.map {
        Map::Fast => eprintln!("{elapsed:.2?}; {}", Cell::PLAN),
        Map::Std => eprintln!("{elapsed:.2?}"),
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_maps_agree() {
        let acorn = parse_rle(ACORN).unwrap();
        for generations in [0, 1, 30, 200] {
            let (mut fast, mut std) = (run_fast(&acorn, generations), run_std(&acorn, generations));
            fast.sort();
            std.sort();
            assert_eq!(fast, std);
        }
    }

    #[test]
    fn glider_moves_one_cell_in_four_generations() {
        let glider = parse_rle("#C a glider\nx = 3, y = 3\nbob$2bo$3o!").unwrap();
        let mut moved = run_fast(&glider, 4);
        let mut expected: Vec<Cell> = glider
            .iter()
            .map(|cell| Cell {
                x: cell.x + 1,
                y: cell.y + 1,
            })
            .collect();
        moved.sort();
        expected.sort();
        assert_eq!(moved, expected);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(parse_rle("bo?").is_err());
        assert!(parse_rle("99999999999o!").is_err());
        assert!(parse_rle("").unwrap().is_empty());
    }
}
