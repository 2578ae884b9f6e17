//! The whole way, from a log to its report. The figures of the sample were counted by another program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::SAMPLE;
use crate::report::Report;
use crate::tally::Tally;

fn report(log: &[u8], top: usize) -> Report {
    Report::of(&Tally::read(log).unwrap(), top)
}

fn json(log: &[u8], top: usize) -> Value {
    let mut out = Vec::new();
    report(log, top).write_json(&mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn text(log: &[u8], top: usize) -> String {
    let mut out = Vec::new();
    report(log, top).write_text(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A log of `(client, request, status)`, 10 bytes each.
fn log(lines: &[(&str, &str, u16)]) -> Vec<u8> {
    let line = |(client, request, status): &_| {
        format!("{client} - - [20/May/2026:10:00:00 +0000] \"{request}\" {status} 10 \"-\" \"-\"\n")
    };
    lines.iter().map(line).collect::<String>().into_bytes()
}

#[test]
fn sample_as_json() {
    let report = json(SAMPLE, 3);
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "bytes",
            "clients",
            "malformed",
            "maps",
            "methods",
            "requests",
            "statuses",
            "top_clients",
            "top_routes"
        ]
    );
    assert_eq!(report["requests"], 194);
    assert_eq!(report["bytes"], 2_721_739);
    assert_eq!(report["malformed"], 6);
    assert_eq!(report["clients"], 26);
    assert_eq!(
        report["statuses"],
        json!({
            "200": 143, "201": 6, "204": 3, "206": 2, "207": 2, "301": 4,
            "304": 25, "400": 1, "404": 5, "405": 1, "408": 1, "500": 1,
        })
    );
    assert_eq!(
        report["methods"],
        json!({
            "GET": 169, "HEAD": 8, "POST": 9, "PUT": 1, "DELETE": 1, "OPTIONS": 1,
            "PROPFIND": 2, "PURGE": 1, "-": 2,
        })
    );
    assert_eq!(
        report["top_clients"],
        json!([["192.0.2.3", 31], ["192.0.2.7", 15], ["198.51.100.2", 14]])
    );
    assert_eq!(
        report["top_routes"],
        json!([["/", 27], ["/img/logo.svg", 17], ["/css/site.css", 15]])
    );
}

#[test]
fn sample_maps() {
    let report = json(SAMPLE, 10);
    let maps = report["maps"].as_array().unwrap();
    let found: Vec<_> = maps
        .iter()
        .map(|map| {
            assert!(map["bytes"].as_u64().unwrap() > 0, "{map}");
            assert_eq!(map.as_object().unwrap().len(), 4, "{map}");
            let text = |key: &str| map[key].as_str().unwrap();
            (text("key"), text("path"), map["len"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Address", "Fast128", 24),
            ("Host", "FastStr", 2),
            ("Route", "FastStr", 26),
            ("Status", "Fast32", 12),
            ("Method", "Direct", 7),
            ("Outcome", "Fast32", 16),
            ("Unlisted", "General", 4),
            ("Visit", "Fast64", 150),
        ]
    );
}

#[test]
fn sample_as_text() {
    let text = text(SAMPLE, 4);
    for part in [
        "requests   194\nbytes      2721739\nmalformed  6 (line 12, 58, 101, 127, 162, ...)\nclients    26\n",
        "\ntop methods and statuses\n        135  GET 200\n         25  GET 304\n          8  HEAD 200\n          6  POST 201\n\n",
        "\ntop clients and routes\n          5  192.0.2.3 /\n          3  192.0.2.12 /js/site.js\n",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn every_count_adds_up() {
    let report = json(SAMPLE, usize::MAX);
    let object = |key: &str| {
        let counts: BTreeMap<String, u64> = serde_json::from_value(report[key].clone()).unwrap();
        counts.values().sum::<u64>()
    };
    let list = |key: &str| {
        let counts: Vec<(String, u64)> = serde_json::from_value(report[key].clone()).unwrap();
        counts.iter().map(|(_, count)| count).sum::<u64>()
    };
    assert_eq!(object("statuses"), 194);
    assert_eq!(object("methods"), 194);
    assert_eq!(list("top_clients"), 194);
    assert_eq!(list("top_routes"), 194);
}

#[test]
fn ties_are_in_the_order_of_names() {
    let log = log(&[
        ("host.example", "GET /c", 200),
        ("192.0.2.9", "GET /b", 200),
        ("2001:db8::1", "GET /a", 200),
        ("192.0.2.10", "GET /b", 404),
        ("192.0.2.10", "PURGE /d", 404),
    ]);
    let report = json(&log, 3);
    assert_eq!(
        report["top_clients"],
        json!([["192.0.2.10", 2], ["192.0.2.9", 1], ["2001:db8::1", 1]])
    );
    assert_eq!(
        report["top_routes"],
        json!([["/b", 2], ["/a", 1], ["/c", 1]])
    );
    assert_eq!(json(&log, 0)["top_routes"], json!([]));
}

#[test]
fn addresses_are_equal_however_they_are_written() {
    let log = log(&[
        ("192.0.2.1", "GET /", 200),
        ("::ffff:192.0.2.1", "GET /", 200),
        ("2001:DB8:0::1", "GET /", 200),
        ("2001:db8::1", "GET /", 200),
    ]);
    assert_eq!(
        json(&log, 9)["top_clients"],
        json!([["192.0.2.1", 2], ["2001:db8::1", 2]])
    );
}

#[test]
fn any_bytes_are_a_log() {
    let mut log = log(&[("192.0.2.1", "GET /caf\u{e9}", 200)]);
    log.extend(b"\n\xff\xfe\0\n192.0.2.1 - - [t] \"GET /caf\xe9 HTTP/1.1\" 200 1\r\n");
    log.resize(log.len() + (3 << 20), b'x'); // three times the longest line there may be
    log.extend(b"\n192.0.2.1 - - [t] \"GET /last HTTP/1.1\" 200 1");
    let report = json(&log, 9);
    assert_eq!(report["malformed"], 3);
    assert_eq!(report["bytes"], 12);
    assert_eq!(
        report["top_routes"],
        json!([["/caf\u{e9}", 1], ["/caf\u{fffd}", 1], ["/last", 1]])
    );
    assert!(text(&log, 9).contains("malformed  3 (line 2, 3, 5)\n"));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let log = log(&[("192.0.2.1", "GET /\u{1b}[31mred", 200)]);
    assert!(text(&log, 9).contains("1  /\\u{1b}[31mred\n"));
}

#[test]
fn an_empty_log_has_an_empty_report() {
    let report = json(b"", 10);
    assert_eq!(report["requests"], 0);
    assert_eq!(report["top_clients"], json!([]));
    assert_eq!(report["methods"], json!({}));
    assert_eq!(report["maps"][0]["bytes"], 0);
    assert!(text(b"", 10).starts_with("requests   0\nbytes      0\nmalformed  0\nclients    0\n"));
}
