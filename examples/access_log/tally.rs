//! Counting a log.

use std::io::{self, BufRead, Read};

use map_core::FastMap;

use crate::keys::{
    Address, ClientId, Host, Method, Outcome, Route, RouteId, Status, Unlisted, Visit,
};
use crate::line::Line;

/// Longer lines are malformed. Servers refuse requests long before this; a file without line ends must not be read
/// into memory whole.
const LONGEST_LINE: u64 = 1 << 20;

/// How many malformed lines are remembered by number.
const NUMBERS_KEPT: usize = 5;

/// What has been counted so far.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) requests: u64,
    pub(crate) bytes: u64,
    pub(crate) malformed: u64,
    /// Numbers of the first malformed lines, from 1.
    pub(crate) malformed_lines: Vec<u64>,
    pub(crate) addresses: FastMap<Address, Seen<ClientId>>,
    pub(crate) hosts: FastMap<Host, Seen<ClientId>>,
    pub(crate) routes: FastMap<Route, Seen<RouteId>>,
    pub(crate) statuses: FastMap<Status, u64>,
    pub(crate) methods: FastMap<Method, u64>,
    pub(crate) outcomes: FastMap<Outcome, u64>,
    pub(crate) unlisted: FastMap<Unlisted, u64>,
    pub(crate) visits: FastMap<Visit, u64>,
}

/// How often something was seen, and the number that it got when it first was.
pub(crate) struct Seen<Id> {
    pub(crate) id: Id,
    pub(crate) count: u64,
}

impl<Id: Copy> Seen<Id> {
    fn again(&mut self) -> Id {
        self.count += 1;
        self.id
    }
}

impl Tally {
    /// Counts every line of `log`. Bytes that are not UTF-8 are read as U+FFFD.
    pub(crate) fn read(mut log: impl BufRead) -> io::Result<Tally> {
        let mut tally = Tally::default();
        let mut buffer = Vec::new();
        let mut number = 0;
        loop {
            buffer.clear();
            let length = log
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut buffer)?;
            if length == 0 {
                return Ok(tally);
            }
            number += 1;
            let whole = buffer.ends_with(b"\n") || (length as u64) < LONGEST_LINE;
            if !whole {
                log.skip_until(b'\n')?;
            }
            let text = String::from_utf8_lossy(buffer.trim_ascii_end());
            match Line::parse(&text).filter(|_| whole) {
                Some(line) => tally.count(&line),
                None => tally.count_malformed(number),
            }
        }
    }

    fn count_malformed(&mut self, number: u64) {
        self.malformed += 1;
        if self.malformed_lines.len() < NUMBERS_KEPT {
            self.malformed_lines.push(number);
        }
    }

    fn count(&mut self, line: &Line<'_>) {
        self.requests += 1;
        self.bytes = self.bytes.saturating_add(line.bytes);

        let client = self.count_client(line.client);
        let route = self.count_route(line.target);
        *self.visits.entry(Visit { client, route }).or_default() += 1;

        let method = Method::parse(line.method);
        let status = Status(line.status);
        *self.statuses.entry(status).or_default() += 1;
        *self.methods.entry(method).or_default() += 1;
        *self.outcomes.entry(Outcome { method, status }).or_default() += 1;
        if method == Method::Other {
            let method = line.method.into();
            *self
                .unlisted
                .entry(Unlisted { method, status })
                .or_default() += 1;
        }
    }

    fn count_client(&mut self, text: &str) -> ClientId {
        let next = ClientId(number(self.addresses.len() + self.hosts.len()));
        if let Some(address) = Address::parse(text) {
            let first = Seen { id: next, count: 0 };
            return self.addresses.entry(address).or_insert(first).again();
        }
        if let Some(seen) = self.hosts.get_mut(text) {
            return seen.again();
        }
        self.hosts
            .insert(Host(text.into()), Seen { id: next, count: 1 });
        next
    }

    /// `entry` would want a `Route` to begin with, allocated for nothing whenever the route is known.
    fn count_route(&mut self, text: &str) -> RouteId {
        if let Some(seen) = self.routes.get_mut(text) {
            return seen.again();
        }
        let id = RouteId(number(self.routes.len()));
        self.routes
            .insert(Route(text.to_owned()), Seen { id, count: 1 });
        id
    }
}

/// The number of what is seen first when `known` others have been.
fn number(known: usize) -> u32 {
    u32::try_from(known).expect("memory ends before 2^32 distinct clients or routes")
}
