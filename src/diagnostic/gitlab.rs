//! Findings as a GitLab code quality report.

use serde::Serialize;

use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::plain::plain;
use crate::diagnostic::{Diagnostic, Level};

/// A JSON list of findings. `folder` leads from the repository's root to the planning folder, with its final
/// slash; it may be empty. Findings about the whole folder are placed at `portfolio.md`.
pub fn render(findings: &[Diagnostic], folder: &str) -> String {
    let marks = fingerprints(findings);
    let issues: Vec<Issue> = findings
        .iter()
        .zip(marks)
        .filter(|(finding, _)| finding.level != Level::Off)
        .map(|(finding, fingerprint)| issue(finding, fingerprint, folder))
        .collect();
    // Numbers and texts alone: there is nothing here that JSON could refuse.
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

fn issue(finding: &Diagnostic, fingerprint: String, folder: &str) -> Issue {
    let (path, line) = match &finding.place {
        Some(place) => (place.path.as_str(), place.line()),
        None => ("portfolio.md", 1),
    };
    Issue {
        description: format!("{}: {}", finding.code, plain(&finding.message)),
        check_name: finding.code.name(),
        fingerprint,
        severity: match finding.level {
            Level::Error => "critical",
            Level::Warning => "minor",
            Level::Note | Level::Off => "info",
        },
        location: Location { path: format!("{folder}{path}"), lines: Lines { begin: line } },
    }
}
