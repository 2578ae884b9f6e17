//! What is reported, in words: the answers of the seven tools and what they add up to. A terminal and a page show it
//! alike.

use std::fmt::Write;

use indicatif::{HumanBytes, HumanCount};
use map_core::inspect::Inspection;
use map_core::trace::{Assign, Operation};

use crate::diagnosis::Finding;
use crate::exam::{Allocated, Exam};
use crate::plant::Problem;

/// All that is said about a map.
pub(crate) struct Report<'a> {
    pub(crate) title: String,
    /// What was done to the map to be found.
    pub(crate) planted: String,
    pub(crate) sections: [Section<'a>; 7],
    pub(crate) findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    /// The report on an exam of the keys of the file `name`.
    pub(crate) fn of(exam: &'a Exam, name: &str, problems: &[Problem]) -> Report<'a> {
        Report {
            title: format!(
                "A map of {} keys, from {} lines of {name}",
                HumanCount(exam.seen.count as u64),
                HumanCount(exam.lines as u64),
            ),
            planted: Problem::list(problems),
            sections: sections(exam),
            findings: exam.symptoms().diagnose(),
        }
    }
}

/// One question, and what its tool answers.
pub(crate) struct Section<'a> {
    pub(crate) question: &'static str,
    /// What was called, as code.
    pub(crate) tool: &'static str,
    pub(crate) answer: Vec<Part<'a>>,
}

/// A part of an answer.
pub(crate) enum Part<'a> {
    Text(String),
    /// As a program printed it.
    Lines(Vec<String>),
    /// A map, and when it looked so.
    Map(&'static str, &'a Inspection),
}

/// Growths that are shown of all.
const SHOWN: usize = 16;

/// All answers, in order.
fn sections(exam: &Exam) -> [Section<'_>; 7] {
    [
        Section {
            question: "Where will my values live?",
            tool: "FastMap::<K, V>::layout()",
            answer: vec![Part::Text(format!("{}.", exam.layout))],
        },
        Section {
            question: "Which writes happen, and how?",
            tool: "tracing events of the target map_core::assign",
            answer: writes(exam),
        },
        Section {
            question: "Can I hook the write itself?",
            tool: "trace::on_assign(|assign| ..)",
            answer: hook(exam),
        },
        Section {
            question: "When does it grow, and what does it cost?",
            tool: "trace::GrowthLines, or FASTMAP_TRACE=1",
            answer: growth(exam),
        },
        Section {
            question: "What address did this read give me?",
            tool: "map.address_of(&key)",
            answer: addresses(exam),
        },
        Section {
            question: "Did my value move?",
            tool: "map.generation(&key)",
            answer: moves(exam),
        },
        Section {
            question: "What is holding memory, and who copies?",
            tool: "map.inspect(), and the heap profiler dhat",
            answer: memory(exam),
        },
    ]
}

fn writes(exam: &Exam) -> Vec<Part<'_>> {
    let log = &exam.log;
    let again = match log.overwrites {
        0 => "no key was written twice".to_owned(),
        1 => "1 overwrote a value that was there".to_owned(),
        many => format!(
            "{} overwrote values that were there",
            HumanCount(many as u64)
        ),
    };
    let text = format!(
        "{} writes: {} put a new key in, and {again}. The furthest took {} probes. The first:",
        HumanCount((log.inserts + log.overwrites) as u64),
        HumanCount(log.inserts as u64),
        log.most_probes,
    );
    vec![
        Part::Text(text),
        Part::Lines(log.first.iter().map(in_a_line).collect()),
    ]
}

fn hook(exam: &Exam) -> Vec<Part<'_>> {
    let text = format!(
        "A closure was called before each write, and watched {}, of all keys the most frequent. Writes of it: {}.",
        exam.watched,
        HumanCount(exam.log.watched_writes as u64)
    );
    let lines = exam.log.watched.iter().map(in_a_line).collect();
    vec![Part::Text(text), Part::Lines(lines)]
}

/// A write, and what it took.
fn in_a_line(assign: &Assign) -> String {
    let mut line = format!("{assign}, probes {}", assign.probes);
    if assign.operation == Operation::Insert && assign.grew {
        line += ", started growth";
    }
    if assign.evacuated > 0 {
        // Writing to a string cannot fail.
        let _ = write!(line, ", split {} buckets", assign.evacuated);
    }
    line
}

fn growth(exam: &Exam) -> Vec<Part<'_>> {
    let lines = &exam.log.growth;
    let text = match lines.len() {
        0 => "It never grew.".to_owned(),
        all if all > SHOWN => format!("The last {SHOWN} of {all} times:"),
        1 => "Once:".to_owned(),
        all => format!("{all} times:"),
    };
    let shown = &lines[lines.len().saturating_sub(SHOWN)..];
    vec![Part::Text(text), Part::Lines(shown.to_vec())]
}

fn addresses(exam: &Exam) -> Vec<Part<'_>> {
    let line = |key: &str, address: Option<usize>| match address {
        Some(address) => format!("address_of({key}) = Some({address:#x})"),
        None => format!("address_of({key}) = None"),
    };
    let text = "Where the value of a key is, and that a key which is not there has none:";
    vec![
        Part::Text(text.to_owned()),
        Part::Lines(vec![
            line(&exam.watched, exam.address),
            line("a key that is not there", exam.absent),
        ]),
    ]
}

fn moves(exam: &Exam) -> Vec<Part<'_>> {
    let times = match exam.moves {
        0 => "never was".to_owned(),
        1 => "once was".to_owned(),
        many => format!("was {many} times"),
    };
    let overwrite = if exam.moved_by_overwrite {
        "An overwrite changed its generation."
    } else {
        "An overwrite left its generation as it was: same value, same place."
    };
    vec![Part::Text(format!(
        "While the {} lines were read, the value of {} {times} elsewhere after another key was put in. {overwrite}",
        HumanCount(exam.lines as u64),
        exam.watched
    ))]
}

fn memory(exam: &Exam) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if let Some(worst) = &exam.worst {
        parts.push(Part::Map("When its chains were longest:", worst));
    }
    parts.push(Part::Map("In the end:", &exam.seen));
    if exam.shrunk.bytes.total() < exam.seen.bytes.total() {
        parts.push(Part::Map("After `shrink_to_fit`:", &exam.shrunk));
    }
    let line = |way: &str, allocated: Allocated| {
        format!(
            "{way}: {} temporary blocks, {}",
            HumanCount(allocated.blocks),
            HumanBytes(allocated.bytes)
        )
    };
    parts.push(Part::Text(format!(
        "{} changes of large values allocated:",
        HumanCount(exam.updates)
    )));
    parts.push(Part::Lines(vec![
        line("as the program does it", exam.copied),
        line("in place, by get_mut", exam.in_place),
    ]));
    parts
}
