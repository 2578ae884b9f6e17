//! A request handler that builds a map of 20 pairs of strings for each request: what it allocates, and how long it takes,
//! with maps made anew and with maps from a pool.
//!
//! ```text
//! cargo run --release --example pool
//! ```
//!
//! A request is as an HTTP parser leaves it: a list of names and values that are slices of the buffer that was read. The
//! handler puts them into a map, in which a later pair replaces an earlier one of its name, and asks the map for ten
//! names, of which half are there. In the first table the maps borrow the strings, so that what is counted and timed is
//! the maps' own. In the second the handler copies each string, and what the pool saves is a part of it all.
//!
//! Every handler's answers are compared. Each figure is the median over rounds in which all handlers take turns.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use map_core::FastMap;
use map_core::pool::MapPool;

/// Names and values, as slices of the request's buffer.
type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// What a handler makes of a request: the bytes of the values that it asked for, and how many pairs there were.
type Answer = (usize, usize);

type Handler = fn(&Pairs<'_>) -> Answer;

const PAIRS: usize = 20;

const NAMES: [&str; PAIRS] = [
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "dnt",
    "if-modified-since",
    "origin",
    "referer",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "x-forwarded-for",
    "x-request-id",
    "x-trace",
];

const WANTED: [&str; 10] = [
    "host",
    "authorization",
    "content-length",
    "content-encoding",
    "cookie",
    "if-none-match",
    "x-request-id",
    "range",
    "origin",
    "upgrade",
];

/// The maps whose strings are borrowed. `'static` stands for the lifetime of any request.
static BORROWED: MapPool<&'static str, &'static str> = MapPool::new();
/// The maps that own their strings.
static OWNED: MapPool<String, String> = MapPool::new();

/// The same work for each kind of map: fill it with what `$copy` makes of the strings, and ask it.
macro_rules! handler {
    ($map:expr, $copy:expr) => {
        |pairs| {
            let mut map = $map;
            for (name, value) in pairs {
                map.insert($copy(*name), $copy(*value));
            }
            let found = WANTED.iter().filter_map(|name| map.get(*name));
            (found.map(|value| value.len()).sum(), map.len())
        }
    };
}

/// A kind of map, with a handler whose strings are borrowed and one whose strings are copied.
struct Kind {
    name: &'static str,
    borrowed: Handler,
    owned: Handler,
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "std HashMap, fresh",
        borrowed: handler!(HashMap::<&str, &str>::new(), |text| text),
        owned: handler!(HashMap::<String, String>::new(), str::to_owned),
    },
    Kind {
        name: "std HashMap, with_capacity",
        borrowed: handler!(HashMap::<&str, &str>::with_capacity(PAIRS), |text| text),
        owned: handler!(
            HashMap::<String, String>::with_capacity(PAIRS),
            str::to_owned
        ),
    },
    Kind {
        name: "FastMap, fresh",
        borrowed: handler!(FastMap::<&str, &str>::new(), |text| text),
        owned: handler!(FastMap::<String, String>::new(), str::to_owned),
    },
    Kind {
        name: "FastMap from a pool",
        borrowed: handler!(BORROWED.take_for::<&str, &str>(), |text| text),
        owned: handler!(OWNED.take(), str::to_owned),
    },
];

const REQUESTS: usize = 1_000;
const ROUNDS: usize = 31;

/// The buffers of all requests: values differ, names are the same 20.
fn buffers() -> Vec<String> {
    let line = |request: usize, pair: usize| {
        let (name, value) = (NAMES[pair], request * 7_919 + pair);
        format!("{name}: {value:>width$}\n", width = 4 + pair)
    };
    (0..REQUESTS)
        .map(|request| (0..PAIRS).map(|pair| line(request, pair)).collect())
        .collect()
}

/// What an HTTP parser would give.
fn parse(buffer: &str) -> Pairs<'_> {
    buffer
        .lines()
        .filter_map(|line| line.split_once(": "))
        .collect()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Runs all handlers over all requests, and prints a line for each.
fn compare(title: &str, requests: &[Pairs<'_>], handlers: [Handler; KINDS.len()]) {
    let run = |handler: Handler| {
        requests.iter().fold((0, 0), |sum: Answer, request| {
            let answer = handler(black_box(request));
            (sum.0 + answer.0, sum.1 + answer.1)
        })
    };
    let expected = run(handlers[0]);
    let mut nanos = [const { Vec::new() }; KINDS.len()];
    for _ in 0..ROUNDS {
        for (handler, nanos) in handlers.iter().zip(&mut nanos) {
            // Counting takes longer than some allocations do.
            allocation_counter::opt_out(|| {
                let start = Instant::now();
                let answer = run(*handler);
                nanos.push(start.elapsed().as_nanos() as f64 / REQUESTS as f64);
                assert_eq!(answer, expected, "the handlers disagree");
            });
        }
    }
    let nanos = nanos.map(median);
    println!("{title}\n");
    println!("| handler's map | allocations a request | ns a request | of std's time |");
    println!("|---|---|---|---|");
    for ((kind, handler), time) in KINDS.iter().zip(handlers).zip(nanos) {
        let counted = allocation_counter::measure(|| {
            black_box(run(handler));
        });
        let allocations = counted.count_total as f64 / REQUESTS as f64;
        let share = time / nanos[0];
        println!(
            "| {} | {allocations:.2} | {time:.0} | {share:.2} |",
            kind.name
        );
    }
    println!();
}

fn main() {
    map_core::trace::init_from_env();
    let buffers = buffers();
    let requests: Vec<_> = buffers.iter().map(|buffer| parse(buffer)).collect();
    compare(
        "Strings borrowed from the request:",
        &requests,
        KINDS.map(|kind| kind.borrowed),
    );
    compare(
        "Strings copied into the map:",
        &requests,
        KINDS.map(|kind| kind.owned),
    );
    println!("the pool of borrowed strings: {:?}", BORROWED.stats());
}
