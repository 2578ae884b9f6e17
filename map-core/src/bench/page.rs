//! The page: one file that needs nothing else, with a summary, a chart a size, and all figures.

use std::fmt::Write;

use super::chart::{self, escape};
use super::report::{KeyReport, Report, SizeReport};
use super::table::{absolute, figure};
use crate::wording::Grouped;

/// The page of a run.
pub(super) fn page(report: &Report) -> String {
    let machine = &report.machine;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>FastMap beside other maps</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n<h1>FastMap beside other maps</h1>\n\
         <p class=\"quiet\">{} · {} · {} cores · {} {} · <code>{}</code></p>\n\
         <p>Every ratio is FastMap's time divided by the other map's, measured side by side in one run: \
         <strong>below 1 FastMap is faster</strong>, at 1 both take the same time. For memory, below 1 it is smaller.</p>\n",
        include_str!("page.css"),
        escape(&report.date),
        escape(&machine.processor),
        machine.cores,
        machine.system,
        machine.architecture,
        escape(&report.command),
    );
    summary(report, &mut page);
    for key in &report.keys {
        one_key(key, &mut page);
    }
    page.push_str(
        "<h2>How it was measured</h2>\n<p>Values are 64-bit integers. In every round each map has a turn, in an order \
         drawn anew; only its own map is alive then. Lookups are at least 100,000 in random order, one permutation of \
         the keys after another. A ratio is taken within a round; marks are the medians of the rounds and bars hold the \
         middle half. All maps must come to the same results in every round, or nothing is reported. Memory is what the \
         operating system gave a process that does nothing but fill one map.</p>\n</body>\n</html>\n",
    );
    page
}

/// A line a key, a column a rival.
fn summary(report: &Report, page: &mut String) {
    let mut rivals = report.rivals();
    rivals.retain(|rival| report.keys.iter().any(|key| key.overall(rival).is_some()));
    page.push_str("<div class=\"scroll\"><table id=\"summary\"><tr><th>geometric mean of all times</th><th>path</th>");
    for rival in &rivals {
        let _ = write!(page, "<th>{}</th>", escape(rival));
    }
    page.push_str("</tr>\n");
    for key in &report.keys {
        let name = escape(&key.name);
        let _ = write!(
            page,
            "<tr><td><a href=\"#{name}\">{name}</a></td><td>{}</td>",
            key.path
        );
        for rival in &rivals {
            page.push_str(
                &key.overall(rival)
                    .map_or_else(|| "<td></td>".to_owned(), ratio_cell),
            );
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table></div>\n");
}

fn ratio_cell(ratio: f64) -> String {
    let class = match ratio {
        ..0.97 => "good",
        ..1.03 => "even",
        _ => "bad",
    };
    format!("<td class=\"{class}\">{ratio:.2}</td>")
}

fn one_key(key: &KeyReport, page: &mut String) {
    let rivals = key.rivals();
    let _ = write!(
        page,
        "<h2 id=\"{0}\">{0}</h2>\n<p class=\"quiet\">{1}</p>\n<div class=\"legend\">",
        escape(&key.name),
        escape(&key.plan)
    );
    if key.sizes.iter().any(|size| !size.growth.is_empty()) {
        page.push_str(
            "<span><svg viewBox=\"0 0 14 14\"><rect class=\"ours\" y=\"5\" width=\"14\" height=\"3\"/></svg>FastMap</span>",
        );
    }
    for (index, rival) in rivals.iter().enumerate() {
        let _ = write!(
            page,
            "<span><svg viewBox=\"0 0 14 14\">{}</svg>{}</span>",
            chart::mark(index, 7.0, 7.0),
            escape(rival)
        );
    }
    page.push_str("</div>\n<div class=\"cards\">\n");
    for size in &key.sizes {
        let _ = writeln!(
            page,
            "<div class=\"card\"><h3>{}</h3>{}</div>",
            size.heading(),
            chart::ratios(size, &rivals)
        );
        if !size.growth.is_empty() {
            let _ = writeln!(
                page,
                "<div class=\"card\"><h3>Memory while growing to {} entries</h3>{}</div>",
                Grouped(size.entries),
                chart::memory(&size.growth, &rivals)
            );
        }
    }
    page.push_str("</div>\n");
    for size in &key.sizes {
        figures(size, &rivals, page);
    }
}

/// All figures of a size.
fn figures(size: &SizeReport, rivals: &[&str], page: &mut String) {
    let _ = write!(
        page,
        "<details><summary>Figures: {}</summary><div class=\"scroll\"><table><tr><th></th><th>FastMap</th>",
        size.heading()
    );
    for rival in rivals {
        let _ = write!(page, "<th colspan=\"2\">{}</th>", escape(rival));
    }
    page.push_str("</tr>\n");
    for row in &size.rows {
        let ours = figure(row.ours.median, row.unit);
        let _ = write!(page, "<tr><td>{}</td><td>{ours}</td>", escape(row.label));
        for rival in rivals {
            let ratio = row.ratio_to(rival);
            let _ = write!(
                page,
                "<td>{}</td>{}",
                absolute(row, rival),
                ratio.map_or_else(|| "<td></td>".to_owned(), |ratio| ratio_cell(ratio.median))
            );
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table></div></details>\n");
}
