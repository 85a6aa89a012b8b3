//! The parts of a comment that open on a click, and that can be left out.

use std::fmt::Write;

use super::{Fold, Page};
use crate::report::changes::document::{Finding, Piece, Text, Wording};
use crate::report::changes::escape::{code, escaped, fence, marked, short};
use crate::report::changes::project::Project;
use crate::report::changes::{gist, says};
use crate::report::words;

impl Page<'_> {
    pub(super) fn more_rows(&self, rows: &[&Project]) -> Option<Fold> {
        let summary = format!("All other moves ({})", rows.len());
        (!rows.is_empty()).then(|| Fold { summary, body: self.table(rows) })
    }

    pub(super) fn shifts(&self) -> Option<Fold> {
        let shifts = &self.document.shifts;
        let count: usize = shifts.iter().map(|shift| shift.count).sum();
        if count <= says::FEW || gist::has_weights(self.document) {
            return None;
        }
        let mut body = "| Was at rank | Move | Projects | Because of |\n|---|---|--:|---|\n".to_owned();
        for shift in shifts {
            let [first, last] = shift.ranks;
            let ranks = if first == last { first.to_string() } else { format!("{first}–{last}") };
            let because = says::some_of(&shift.because).text(short);
            let _ =
                writeln!(body, "| {ranks} | {} | {} | {because} |", says::distance(shift.delta), shift.count);
        }
        let runs = words::count(shifts.len(), "run", "runs");
        Some(Fold { summary: format!("Shifted without an edit ({} in {runs})", says::projects(count)), body })
    }

    pub(super) fn fields(&self) -> Option<Fold> {
        let edited: Vec<&Project> = self.document.projects.iter().filter(|p| !p.fields.is_empty()).collect();
        let mut lines: Vec<String> = Vec::new();
        for project in &edited {
            lines.push(format!("  {}", code(&project.path)));
            for field in &project.fields {
                for (sign, value) in [('-', &field.before), ('+', &field.after)] {
                    lines.extend(
                        value.as_ref().map(|value| format!("{sign} {}: {}", code(&field.key), code(value))),
                    );
                }
            }
        }
        if lines.is_empty() {
            return None;
        }
        let fence = fence(lines.iter().map(String::as_str));
        let summary = format!("Front matter edited in {}", words::count(edited.len(), "file", "files"));
        Some(Fold { summary, body: format!("{fence}diff\n{}\n{fence}\n", lines.join("\n")) })
    }

    pub(super) fn wording(&self) -> Option<Fold> {
        let projects = self.document.projects.iter().map(|project| (&project.title, &project.wording));
        let texts = self.document.documents.iter().map(|text| (&text.title, &text.wording));
        let reworded: Vec<_> = projects.chain(texts).filter(|(_, wording)| !wording.is_empty()).collect();
        let mut body = String::new();
        for (title, wording) in &reworded {
            let _ = writeln!(body, "**{}**\n", short(title));
            for change in *wording {
                let _ = writeln!(body, "{}\n", words_of(change));
            }
        }
        for text in self.document.documents.iter().filter(|text| text.there != [true, true]) {
            let _ = writeln!(body, "{}\n", came_or_went(text));
        }
        let added = self.document.documents.iter().filter(|text| text.there != [true, true]).count();
        let summary = match (reworded.len(), added) {
            (0, 0) => return None,
            (0, added) => format!(
                "{} added or removed",
                words::count(added, "narrative or goal", "narratives or goals")
            ),
            (reworded, _) => {
                format!("Wording changed in {}", words::count(reworded, "document", "documents"))
            }
        };
        Some(Fold { summary, body })
    }

    pub(super) fn firmness(&self) -> Option<Fold> {
        let changed = says::firmer_or_not(self.document);
        if changed.is_empty() {
            return None;
        }
        let mut body =
            "Share of nearby weightings, each weight within ten points of the stated one, in which the \
                        project stays in the plan.\n\n| Project | Before | After |\n|---|--:|--:|\n"
                .to_owned();
        for (project, before, after) in changed.iter().take(self.style.rows.max(1)) {
            let _ = writeln!(body, "| {} | {before} % | {after} % |", short(&project.title));
        }
        let count = words::count(changed.len(), "clear change", "clear changes");
        Some(Fold { summary: format!("How firm is the plan? ({count})"), body })
    }

    pub(super) fn findings(&self) -> Vec<Fold> {
        let findings = &self.document.findings;
        let groups = [
            (&findings.new, "new finding", "new findings"),
            (&findings.fixed, "finding gone", "findings gone"),
        ];
        let fold = |(group, one, many): (&Vec<Finding>, &str, &str)| {
            let body = gist::most_serious_first(group).into_iter().map(finding_line).collect();
            (!group.is_empty()).then(|| Fold { summary: words::count(group.len(), one, many), body })
        };
        groups.into_iter().filter_map(fold).collect()
    }
}

/// A finding as an item of a list.
pub(super) fn finding_line(finding: &Finding) -> String {
    let place = match (&finding.path, finding.line) {
        (Some(path), Some(line)) => format!("{}:{line}: ", short(path)),
        (Some(path), None) => format!("{}: ", short(path)),
        (None, _) => String::new(),
    };
    let help = finding.help.as_ref().map(|help| format!("; {}", marked(help))).unwrap_or_default();
    let (level, code) = (short(&finding.level), short(&finding.code));
    format!("- {place}{level} {code}: {}{help}\n", marked(&finding.message))
}

fn words_of(change: &Wording) -> String {
    let pieces = change.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => escaped(text),
        Piece::Old(text) => format!("~~{}~~", escaped(text)),
        Piece::New(text) => format!("**{}**", escaped(text)),
    });
    let label = if change.headline { "Headline: " } else { "" };
    format!("{label}{}", pieces.collect::<Vec<_>>().join(" "))
}

fn came_or_went(text: &Text) -> String {
    let word = if text.there[1] { "New" } else { "Removed" };
    format!("{word}: {} ({})", short(&text.title), short(&text.path))
}
