//! The report as a page: one file, nothing loaded, no scripts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::diagnosis::verdict;
use crate::report::{Part, Report};

pub(crate) fn page(report: &Report<'_>) -> String {
    let (title, findings) = (&report.title, &report.findings);
    let state = if findings.is_empty() { "well" } else { "ill" };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(include_str!("page.css"))) }
            }
            body {
                header {
                    h1 { (title) }
                    p.planted { (report.planted) }
                    p.verdict.(state) { (verdict(findings)) }
                }
                @if !findings.is_empty() {
                    div.findings {
                        @for finding in findings {
                            article.finding {
                                h2 { (finding.name) }
                                p { (with_code(&finding.sentence)) }
                                p.advice { (with_code(finding.advice)) }
                            }
                        }
                    }
                }
                ol {
                    @for section in &report.sections {
                        li.card {
                            h2 { (section.question) }
                            p.tool { code { (section.tool) } }
                            @for part in &section.answer { (show(part)) }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn show(part: &Part<'_>) -> Markup {
    html! {
        @match part {
            Part::Text(text) => p { (with_code(text)) },
            Part::Lines(lines) if lines.is_empty() => {},
            Part::Lines(lines) => pre { (lines.join("\n")) },
            Part::Map(when, seen) => figure {
                figcaption { (with_code(when)) }
                // Made by the library, which has escaped what is not its own.
                (PreEscaped(seen.to_svg()))
            },
        }
    }
}

/// What stands between backticks is code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (i, part) in text.split('`').enumerate() {
            @if i % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}
