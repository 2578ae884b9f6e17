//! One line of a log in the combined format:
//!
//! ```text
//! host ident user [time] "method target protocol" status size "referer" "user agent"
//! ```
//!
//! Only what is counted is read. Nothing after the size is looked at, so the common format, which ends there, and
//! lines whose user agent was cut off are read as well.

/// What is counted of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Line<'a> {
    /// An address, or a host name where the server looks names up.
    pub(crate) client: &'a str,
    /// As logged; [`NOTHING`] where the request holds no method and target.
    pub(crate) method: &'a str,
    /// The request's target as logged, query and escapes included: field 7 to `awk`, unless it holds spaces.
    pub(crate) target: &'a str,
    /// Three digits.
    pub(crate) status: u16,
    /// Size of the response's body; `-` in the log is 0.
    pub(crate) bytes: u64,
}

/// Method and target of a connection that sent no HTTP request: it timed out, or spoke TLS to a plain port.
pub(crate) const NOTHING: &str = "-";

impl<'a> Line<'a> {
    /// Reads a line without its end; `None` where it is malformed.
    pub(crate) fn parse(line: &'a str) -> Option<Line<'a>> {
        let (client, rest) = line.split_once(' ')?;
        let (names, rest) = rest.split_once(" [")?;
        let (ident, user) = names.split_once(' ')?;
        // Users may hold spaces, but a second address before the time is the `vhost_combined` format, which starts
        // with the server's own name: counting that as the client would be wrong without a word.
        let names_fit = ident == "-" || !user.contains(' ');
        if client.is_empty() || ident.is_empty() || user.is_empty() || !names_fit {
            return None;
        }
        let (_time, rest) = rest.split_once("] \"")?;
        let (request, rest) = rest.split_at(closing_quote(rest)?);
        let mut numbers = rest.strip_prefix("\" ")?.split(' ');
        let status = status(numbers.next()?)?;
        let bytes = bytes(numbers.next()?)?;
        let (method, target) = method_and_target(request).unwrap_or((NOTHING, NOTHING));
        Some(Line {
            client,
            method,
            target,
            status,
            bytes,
        })
    }
}

/// Where the first quote stands that no backslash escapes.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}

/// Splits `GET /a?b HTTP/1.1`. HTTP/0.9 has no protocol, and careless clients leave spaces in the target.
fn method_and_target(request: &str) -> Option<(&str, &str)> {
    let (method, rest) = request.split_once(' ')?;
    let target = match rest.rsplit_once(' ') {
        Some((target, protocol)) if protocol.starts_with("HTTP/") => target,
        _ => rest,
    };
    let is_method = !method.is_empty() && method.bytes().all(is_token_byte);
    (is_method && !target.is_empty()).then_some((method, target))
}

/// The bytes that RFC 9110 allows in a method.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn status(text: &str) -> Option<u16> {
    (text.len() == 3).then(|| number(text)?.try_into().ok())?
}

fn bytes(text: &str) -> Option<u64> {
    if text == "-" { Some(0) } else { number(text) }
}

/// Digits only: `str::parse` would take a sign as well.
fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{Line, NOTHING};

    const LINE: Line<'_> = Line {
        client: "192.0.2.1",
        method: "GET",
        target: "/a?b=c",
        status: 200,
        bytes: 42,
    };

    /// A line around `request`, from 192.0.2.1, with status 200 and 42 bytes.
    #[track_caller]
    fn assert_request(request: &str, method: &str, target: &str) {
        let line = format!(
            r#"192.0.2.1 - - [20/May/2026:10:00:00 +0000] "{request}" 200 42 "-" "curl/8.0""#
        );
        let expected = Line {
            method,
            target,
            ..LINE
        };
        assert_eq!(Line::parse(&line), Some(expected), "{line}");
    }

    #[test]
    fn requests() {
        assert_request("GET /a?b=c HTTP/1.1", "GET", "/a?b=c");
        assert_request("OPTIONS * HTTP/2.0", "OPTIONS", "*");
        assert_request("GET /old", "GET", "/old");
        assert_request("GET /with a space HTTP/1.1", "GET", "/with a space");
        assert_request(r#"GET /say/\"hi\" HTTP/1.1"#, "GET", r#"/say/\"hi\""#);
        assert_request(r"GET /back\\ HTTP/1.1", "GET", r"/back\\");
        assert_request("PROPFIND /dav HTTP/1.1", "PROPFIND", "/dav");
        assert_request("get / HTTP/1.1", "get", "/");
    }

    #[test]
    fn connections_without_a_request() {
        assert_request("-", NOTHING, NOTHING);
        assert_request("", NOTHING, NOTHING);
        assert_request("GET", NOTHING, NOTHING);
        assert_request("GET  HTTP/1.1", NOTHING, NOTHING);
        assert_request(r"\x16\x03\x01 \x02 HTTP/1.1", NOTHING, NOTHING);
    }

    #[test]
    fn clients() {
        for client in ["2001:db8::7", "host.example", "-"] {
            let line = format!(r#"{client} - - [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "-""#);
            assert_eq!(Line::parse(&line), Some(Line { client, ..LINE }));
        }
    }

    #[test]
    fn what_is_not_counted_is_not_judged() {
        for line in [
            r#"192.0.2.1 - - [t] "GET /a?b=c HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - - [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "cut off"#,
            r#"192.0.2.1 - - [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "a \"quoted\" agent""#,
            r#"192.0.2.1 - - [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "-" 0.004 more"#,
            r#"192.0.2.1 - ann [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "-""#,
            r#"192.0.2.1 - ann lee [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "-""#,
            r#"192.0.2.1 id ann [t] "GET /a?b=c HTTP/1.1" 200 42 "-" "-""#,
        ] {
            assert_eq!(Line::parse(line), Some(LINE), "{line}");
        }
    }

    #[test]
    fn sizes() {
        for (size, bytes) in [
            ("-", Some(0)),
            ("0", Some(0)),
            ("18446744073709551616", None),
        ] {
            let line = format!(r#"192.0.2.1 - - [t] "GET /a?b=c HTTP/1.1" 200 {size} "-" "-""#);
            assert_eq!(Line::parse(&line).map(|line| line.bytes), bytes, "{line}");
        }
    }

    #[test]
    fn malformed() {
        for line in [
            "",
            " ",
            "-",
            "not a log line",
            "\u{fffd}\u{0}\u{fffd}",
            r#" - - [t] "GET / HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - [t] "GET / HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - - t "GET / HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - - [t "GET / HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1\" 200 42"#,
            r#"192.0.2.1 - - [t] "GET /"x" HTTP/1.1" 200 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 200"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 20 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" +20 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 2000 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" - 42"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 200 "#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 200 -1"#,
            r#"192.0.2.1 - - [t] "GET / HTTP/1.1" 200 4k"#,
            r#"site.example:80 192.0.2.1 - - [t] "GET / HTTP/1.1" 200 42"#,
        ] {
            assert_eq!(Line::parse(line), None, "{line}");
        }
    }
}
