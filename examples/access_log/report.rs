//! What is said about a log, as text or as JSON.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use map_core::{FastKey, FastMap};
use serde::Serialize;

use crate::tally::Tally;

/// A name and how often it was counted.
type Count = (String, u64);

/// A tally, named and sorted. What JSON skips is in the text only.
#[derive(Serialize)]
pub(crate) struct Report {
    requests: u64,
    bytes: u64,
    malformed: u64,
    #[serde(skip)]
    malformed_lines: Vec<u64>,
    clients: usize,
    statuses: BTreeMap<String, u64>,
    methods: BTreeMap<String, u64>,
    top_clients: Vec<Count>,
    top_routes: Vec<Count>,
    #[serde(skip)]
    top_outcomes: Vec<Count>,
    #[serde(skip)]
    top_visits: Vec<Count>,
    maps: Vec<MapReport>,
}

/// How a map holds its keys.
#[derive(Serialize)]
struct MapReport {
    key: &'static str,
    path: &'static str,
    len: usize,
    bytes: usize,
    #[serde(skip)]
    capacity: usize,
}

impl Report {
    /// Names the counts of `tally` and keeps the `top` highest of each list.
    pub(crate) fn of(tally: &Tally, top: usize) -> Report {
        let clients = client_names(tally);
        let routes = route_names(tally);
        Report {
            requests: tally.requests,
            bytes: tally.bytes,
            malformed: tally.malformed,
            malformed_lines: tally.malformed_lines.clone(),
            clients: clients.len(),
            statuses: statuses(tally),
            methods: methods(tally),
            top_clients: top_clients(tally, top),
            top_routes: highest(
                &tally.routes,
                top,
                |seen| seen.count,
                |route| route.0.clone(),
            ),
            top_outcomes: top_outcomes(tally, top),
            top_visits: highest(
                &tally.visits,
                top,
                |&count| count,
                |visit| {
                    let client = clients[visit.client.0 as usize];
                    let route = routes[visit.route.0 as usize];
                    format!("{client} {route}")
                },
            ),
            maps: vec![
                MapReport::of("Address", &tally.addresses),
                MapReport::of("Host", &tally.hosts),
                MapReport::of("Route", &tally.routes),
                MapReport::of("Status", &tally.statuses),
                MapReport::of("Method", &tally.methods),
                MapReport::of("Outcome", &tally.outcomes),
                MapReport::of("Unlisted", &tally.unlisted),
                MapReport::of("Visit", &tally.visits),
            ],
        }
    }

    pub(crate) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    pub(crate) fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "requests   {}", self.requests)?;
        writeln!(out, "bytes      {}", self.bytes)?;
        writeln!(
            out,
            "malformed  {}{}",
            self.malformed,
            self.malformed_where()
        )?;
        writeln!(out, "clients    {}", self.clients)?;
        write_counts(out, "top clients", pairs(&self.top_clients))?;
        write_counts(out, "top routes", pairs(&self.top_routes))?;
        write_counts(out, "statuses", &self.statuses)?;
        write_counts(out, "methods", &self.methods)?;
        write_counts(out, "top methods and statuses", pairs(&self.top_outcomes))?;
        write_counts(out, "top clients and routes", pairs(&self.top_visits))?;

        writeln!(out, "\nmaps")?;
        writeln!(out, "  key       path           len       bytes  load")?;
        for map in &self.maps {
            let MapReport {
                key,
                path,
                len,
                bytes,
                ..
            } = map;
            let load = map.load();
            writeln!(
                out,
                "  {key:<8}  {path:<7}  {len:>9}  {bytes:>10}  {load:>4}"
            )?;
        }
        Ok(())
    }

    fn malformed_where(&self) -> String {
        let Some((first, others)) = self.malformed_lines.split_first() else {
            return String::new();
        };
        let mut text = format!(" (line {first}");
        for number in others {
            text += &format!(", {number}");
        }
        if self.malformed > self.malformed_lines.len() as u64 {
            text += ", ...";
        }
        text + ")"
    }
}

impl MapReport {
    fn of<K: FastKey, V>(key: &'static str, map: &FastMap<K, V>) -> MapReport {
        MapReport {
            key,
            path: K::PLAN.path.name(),
            len: map.len(),
            bytes: map.allocation_size(),
            capacity: map.capacity(),
        }
    }

    /// How full the map is, of what it holds without growing.
    fn load(&self) -> String {
        match self.capacity {
            0 => "-".to_owned(),
            capacity => format!("{:.0}%", 100.0 * self.len as f64 / capacity as f64),
        }
    }
}

/// Every client, by number.
fn client_names(tally: &Tally) -> Vec<&dyn Display> {
    let mut names: Vec<&dyn Display> = vec![&""; tally.addresses.len() + tally.hosts.len()];
    for (address, seen) in &tally.addresses {
        names[seen.id.0 as usize] = address;
    }
    for (host, seen) in &tally.hosts {
        names[seen.id.0 as usize] = &host.0;
    }
    names
}

/// Every route, by number.
fn route_names(tally: &Tally) -> Vec<&str> {
    let mut names = vec![""; tally.routes.len()];
    for (route, seen) in &tally.routes {
        names[seen.id.0 as usize] = &route.0;
    }
    names
}

fn statuses(tally: &Tally) -> BTreeMap<String, u64> {
    let named = |(status, &count): (&_, &_)| (ToString::to_string(status), count);
    tally.statuses.iter().map(named).collect()
}

fn methods(tally: &Tally) -> BTreeMap<String, u64> {
    let mut methods = BTreeMap::new();
    for (method, &count) in &tally.methods {
        if let Some(name) = method.name() {
            methods.insert(name.to_owned(), count);
        }
    }
    for (unlisted, &count) in &tally.unlisted {
        *methods.entry(unlisted.method.to_string()).or_default() += count;
    }
    methods
}

fn top_clients(tally: &Tally, top: usize) -> Vec<Count> {
    let addresses = highest(
        &tally.addresses,
        top,
        |seen| seen.count,
        ToString::to_string,
    );
    let hosts = highest(
        &tally.hosts,
        top,
        |seen| seen.count,
        |host| host.0.to_string(),
    );
    ranked(addresses.into_iter().chain(hosts), top)
}

fn top_outcomes(tally: &Tally, top: usize) -> Vec<Count> {
    let listed = tally.outcomes.iter().filter_map(|(outcome, &count)| {
        let method = outcome.method.name()?;
        Some((format!("{method} {}", outcome.status), count))
    });
    let unlisted = highest(
        &tally.unlisted,
        top,
        |&count| count,
        |key| format!("{} {}", key.method, key.status),
    );
    ranked(listed.chain(unlisted), top)
}

/// The `top` entries of a map with the highest counts. Only keys that can be among them are named.
fn highest<K: FastKey, V>(
    map: &FastMap<K, V>,
    top: usize,
    count: impl Fn(&V) -> u64,
    name: impl Fn(&K) -> String,
) -> Vec<Count> {
    let mut entries: Vec<(&K, u64)> = map.iter().map(|(key, value)| (key, count(value))).collect();
    if (1..entries.len()).contains(&top) {
        let (_, &mut (_, least), _) =
            entries.select_nth_unstable_by_key(top - 1, |&(_, count)| Reverse(count));
        entries.retain(|&(_, count)| count >= least);
    }
    ranked(
        entries.into_iter().map(|(key, count)| (name(key), count)),
        top,
    )
}

/// Highest count first, then by name: the order of a map never shows.
fn ranked(counts: impl Iterator<Item = Count>, top: usize) -> Vec<Count> {
    let mut counts: Vec<Count> = counts.collect();
    counts.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    counts.truncate(top);
    counts
}

fn pairs(counts: &[Count]) -> impl Iterator<Item = (&String, &u64)> {
    counts.iter().map(|(name, count)| (name, count))
}

fn write_counts<'a>(
    out: &mut impl Write,
    title: &str,
    counts: impl IntoIterator<Item = (&'a String, &'a u64)>,
) -> io::Result<()> {
    writeln!(out, "\n{title}")?;
    for (name, count) in counts {
        writeln!(out, "  {count:>9}  {}", printable(name))?;
    }
    Ok(())
}

/// Names come from whoever sent the request: control characters must not reach a terminal.
fn printable(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    text
}
