//! The keys that the log is counted by. Each derives `FastMap`, and so gets the map that fits it.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use map_core::FastMap;

/// A client's address. IPv4 addresses are held as the IPv6 addresses that stand for them (`::ffff:192.0.2.1`, which
/// some servers log them as, too), so that both kinds are one key of 128 bits; an `IpAddr` would be one bit too wide to
/// compare as an integer.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Address(Ipv6Addr);

impl Address {
    /// `None` for host names.
    pub(crate) fn parse(text: &str) -> Option<Address> {
        let v4 = text
            .parse()
            .map(|address: Ipv4Addr| address.to_ipv6_mapped());
        v4.or_else(|_| text.parse()).map(Address).ok()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.to_ipv4_mapped() {
            Some(v4) => v4.fmt(f),
            None => self.0.fmt(f),
        }
    }
}

/// A client that the server logged by name. An enum of address and name would be one map instead of two, but its
/// addresses would then be hashed as slowly as its names.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Host(pub(crate) Box<str>);

/// What a request asks for, as logged. Maps of it are searched by `&str`: only a new route is allocated.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Route(pub(crate) String);

/// A response's status.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Status(pub(crate) u16);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// The methods of HTTP itself; servers meet others, [`Unlisted`] tells those apart. Ten values: a map of them is an
/// array.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
    Connect,
    Options,
    Trace,
    Patch,
    Other,
}

impl Method {
    pub(crate) fn parse(text: &str) -> Method {
        match text {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "DELETE" => Method::Delete,
            "CONNECT" => Method::Connect,
            "OPTIONS" => Method::Options,
            "TRACE" => Method::Trace,
            "PATCH" => Method::Patch,
            _ => Method::Other,
        }
    }

    /// `None` for [`Method::Other`], whose names are in [`Unlisted`].
    pub(crate) fn name(self) -> Option<&'static str> {
        Some(match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Connect => "CONNECT",
            Method::Options => "OPTIONS",
            Method::Trace => "TRACE",
            Method::Patch => "PATCH",
            Method::Other => return None,
        })
    }
}

/// How a method ended: two derived keys in one, 20 bits wide.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Outcome {
    pub(crate) method: Method,
    pub(crate) status: Status,
}

/// An outcome of [`Method::Other`], with the method's name. With a string in it this key cannot be packed, but few
/// requests come here; a string in `Method` would have made every request pay.
#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Unlisted {
    pub(crate) method: Box<str>,
    pub(crate) status: Status,
}

/// Number of a client, in order of appearance.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ClientId(pub(crate) u32);

/// Number of a route, in order of appearance.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RouteId(pub(crate) u32);

/// A client and a route it asked for. By number, the two are 64 bits: a repeated pair is found without touching text
/// and a new one stores none. A key of address and route would copy the route's text once for every client.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Visit {
    pub(crate) client: ClientId,
    pub(crate) route: RouteId,
}
