//! A comparison for a terminal. Marks stand beside everything that colour would say.

use std::fmt::Write;

use super::document::{Document, End, Piece, Unranked, Wording};
use super::escape::{safe, side};
use super::phrase::Phrase;
use super::project::Project;
use super::{gist, says};
use crate::report::export::{Align, Columns};
use crate::report::words;

/// At most so many rows are shown.
const ROWS: usize = 40;

/// The comparison as plain text; one line when nothing differs.
pub fn table(document: &Document) -> String {
    let mut text = format!("Portfolio ranking: {}\n", says::headline(document));
    if !document.changed {
        return text;
    }
    let _ = writeln!(text, "Compared {} with {}", end(&document.base), end(&document.head));
    if let Some(reason) = &document.unranked {
        text += &unranked(document, reason);
    } else {
        text += &summary(document);
        text += &rows(document);
        text += &shifted(document);
        text += &wording(document);
        text += &firmness(document);
    }
    text + &findings(document)
}

fn end(end: &End) -> String {
    let what = side(end);
    end.said.as_ref().map_or(what.clone(), |said| format!("{what} ({})", safe(said)))
}

fn unranked(document: &Document, reason: &Unranked) -> String {
    let why = match reason {
        Unranked::FirstRun => "There is no ranking on the base side yet; this is the starting order.",
        Unranked::BaseBroken { .. } => {
            "The documents at the base have errors; this is the order after the change."
        }
        Unranked::HeadBroken { .. } => {
            return "`quarterdeck check` shows each error with its line.\n".to_owned();
        }
    };
    let mut projects: Vec<&Project> = document.projects.iter().collect();
    projects.sort_by_key(|project| project.rank.after.map(|place| place.position));
    let mut columns = Columns::new([Align::End, Align::End, Align::Start]);
    columns.row(["rank", "score", "project"]);
    for project in projects {
        let rank = project.rank.after.map(says::place).unwrap_or_default();
        columns.row([rank, says::score(project).text(safe), project.title.clone()]);
    }
    format!("{why}\n\n{}", columns.finish())
}

fn summary(document: &Document) -> String {
    let mut text = String::new();
    if !document.rules.changed.is_empty() {
        let _ = writeln!(text, "{}: {}", gist::rules_label(document), gist::rules(document).text(safe));
    }
    for (label, ids) in
        [("Enters the plan", &document.plan.entered), ("Leaves the plan", &document.plan.left)]
    {
        let projects = ids.iter().filter_map(|id| document.projects.iter().find(|project| &project.id == id));
        let named: Vec<Phrase> =
            projects.take(ROWS).map(|project| says::crosser(project, document)).collect();
        if !named.is_empty() {
            let _ = writeln!(text, "{label}: {}", Phrase::joined(named, "; ").text(safe));
        }
    }
    let renamed: Vec<Phrase> = document.projects.iter().filter_map(says::renamed).take(ROWS).collect();
    if !renamed.is_empty() {
        let _ = writeln!(text, "Renamed: {}", Phrase::joined(renamed, "; ").text(safe));
    }
    if let Some(unexplained) = gist::unexplained(document) {
        let _ = writeln!(text, "Without a reason: {}", unexplained.text(safe));
    }
    if let Some(firmness) = gist::firmness(document) {
        let _ = writeln!(text, "How firm: {firmness}");
    }
    text
}

fn rows(document: &Document) -> String {
    let mut rows: Vec<&Project> = document.projects.iter().filter(|p| says::is_row(p)).collect();
    if gist::has_weights(document) {
        rows = document.projects.iter().filter(|p| says::is_row(p) || p.rank.delta != 0).collect();
    }
    says::sort_rows(&mut rows);
    if rows.is_empty() {
        return String::new();
    }
    let mut columns = Columns::new([Align::Start, Align::Start, Align::Start, Align::Start]);
    columns.row(["rank", "score", "project", "why"]);
    for project in rows.iter().take(ROWS) {
        let why = says::why(project, document).text(safe);
        columns.row([
            says::rank(project, "").text(safe),
            says::score(project).text(safe),
            project.title.clone(),
            why,
        ]);
    }
    let more = rows.len().saturating_sub(ROWS);
    if more > 0 {
        columns.text(&format!("… and {more} more"));
    }
    format!("\n{}", columns.finish())
}

fn shifted(document: &Document) -> String {
    if document.shifts.is_empty() || gist::has_weights(document) {
        return String::new();
    }
    let few = says::only_shifted(document);
    if few.is_empty() {
        return String::new();
    }
    if few.len() <= says::FEW {
        return format!("\nOnly shifted, nothing edited. {}.\n", says::shifted(&few).text(safe));
    }
    let mut columns = Columns::new([Align::Start, Align::Start, Align::Start, Align::Start]);
    columns.row(["was at rank", "move", "projects", "because of"]);
    for shift in document.shifts.iter().take(ROWS) {
        let [first, last] = shift.ranks;
        let ranks = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let because = says::some_of(&shift.because).text(safe);
        columns.row([ranks, says::distance(shift.delta), shift.count.to_string(), because]);
    }
    format!("\nOnly shifted, nothing edited:\n{}", columns.finish())
}

fn wording(document: &Document) -> String {
    let projects = document.projects.iter().map(|project| (&project.title, &project.wording));
    let texts = document.documents.iter().map(|text| (&text.title, &text.wording));
    let mut text = String::new();
    for (title, changes) in projects.chain(texts).filter(|(_, wording)| !wording.is_empty()) {
        let _ = writeln!(text, "\n{}", safe(title));
        for change in changes {
            let _ = writeln!(text, "  {}", words_of(change));
        }
    }
    for document in document.documents.iter().filter(|text| text.there != [true, true]) {
        let word = if document.there[1] { "new" } else { "removed" };
        let _ = writeln!(text, "\n{} ({word})", safe(&document.path));
    }
    text
}

/// `[-old-]` and `{+new+}`, so that colour is never the only sign.
fn words_of(change: &Wording) -> String {
    let pieces = change.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => safe(text),
        Piece::Old(text) => format!("[-{}-]", safe(text)),
        Piece::New(text) => format!("{{+{}+}}", safe(text)),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

fn firmness(document: &Document) -> String {
    let changed = says::firmer_or_not(document);
    if changed.is_empty() {
        return String::new();
    }
    let mut columns = Columns::new([Align::End, Align::End, Align::Start]);
    columns.row(["before", "after", "in the plan under so many nearby weightings"]);
    for (project, before, after) in changed.iter().take(ROWS) {
        columns.row([format!("{before} %"), format!("{after} %"), project.title.clone()]);
    }
    format!("\n{}", columns.finish())
}

fn findings(document: &Document) -> String {
    let findings = &document.findings;
    let mut text = String::new();
    let groups =
        [(&findings.new, "new finding", "new findings"), (&findings.fixed, "finding gone", "findings gone")];
    for (group, one, many) in groups {
        if group.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}:", words::count(group.len(), one, many));
        for finding in gist::most_serious_first(group).into_iter().take(ROWS) {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            let place =
                finding.path.as_ref().map(|path| format!("{}{line}: ", safe(path))).unwrap_or_default();
            let (level, code) = (safe(&finding.level), safe(&finding.code));
            let help = finding.help.as_ref().map(|help| format!("; {}", safe(help))).unwrap_or_default();
            let _ = writeln!(text, "  {place}{level}[{code}] {}{help}", safe(&finding.message));
        }
        if group.len() > ROWS {
            let _ = writeln!(text, "  … and {} more", group.len() - ROWS);
        }
    }
    text
}
