//! Every problem that is planted is found, and nothing else; the report says so in both its forms.

use crate::keys::Keys;
use crate::plant::Problem;
use crate::report::Report;
use crate::{SAMPLE, page, text};

fn names(problems: &[Problem], keys: &Keys) -> Vec<&'static str> {
    let exam = keys.examine(problems);
    let found = exam.symptoms().diagnose();
    found.iter().map(|finding| finding.name).collect()
}

/// One test: the profiler counts for the whole process.
#[test]
fn what_is_planted_is_found() {
    let ids = Keys::read(SAMPLE).unwrap();
    let many = |key: fn(u32) -> String| {
        let lines: Vec<_> = (0..3_000).map(key).collect();
        Keys::read(lines.join("\n").as_bytes()).unwrap()
    };
    let numbers = many(|i| format!("-{i}"));
    let strings = many(|i| format!("/users/{i}"));
    assert!(matches!(
        (&ids, &numbers, &strings),
        (Keys::Ids(_), Keys::Numbers(_), Keys::Names(_))
    ));
    for keys in [&ids, &numbers, &strings] {
        assert_eq!(names(&[], keys), [""; 0]);
        assert_eq!(names(&[Problem::None], keys), [""; 0]);
        assert_eq!(names(&[Problem::Hostile], keys), ["hostile keys"]);
        assert_eq!(names(&[Problem::Copies], keys), ["a large value copied"]);
        assert_eq!(names(&[Problem::Reserve], keys), ["far too much reserved"]);
    }
    let one = Keys::read(b"7").unwrap();
    assert_eq!(names(&[], &one), [""; 0]);

    let problems = [Problem::Hostile, Problem::Copies, Problem::Reserve];
    let exam = ids.examine(&problems);
    assert_eq!(exam.log.inserts + exam.log.overwrites, 1_500 + 60);
    assert_eq!(exam.log.new_seeds, 1);
    let told = |what| {
        exam.log
            .growth
            .iter()
            .filter(|line| line.contains(what))
            .count()
    };
    assert_eq!(
        (told("new seed"), told("shrink")),
        (1, 0),
        "{:?}",
        exam.log.growth
    );
    assert!(exam.address.is_some() && exam.absent.is_none());
    assert!(exam.moves > 0 && !exam.moved_by_overwrite);
    assert_eq!(
        (exam.copied.blocks, exam.in_place.blocks),
        (exam.updates, 0)
    );
    assert_eq!(exam.in_place.bytes, 0);

    let report = Report::of(&exam, "a <file>", &problems);
    let mut printed = Vec::new();
    text::write(&mut printed, &report).unwrap();
    let printed = String::from_utf8(printed).unwrap();
    let page = page::page(&report);
    for section in &report.sections {
        assert!(printed.contains(section.question) && page.contains(section.question));
    }
    for finding in &report.findings {
        assert!(page.contains(finding.name));
        let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&finding.sentence), "{}", finding.sentence);
    }
    assert!(printed.lines().all(|line| line.chars().count() <= 100));
    assert!(page.contains("a &lt;file&gt;") && !page.contains("a <file>"));
    assert_eq!(page.matches("</svg>").count(), 3);
    assert!(!page.contains("<script") && !page.contains("http://www.w3.org/1999/xlink"));
}
