//! Findings as GitHub workflow commands, which show them beside the changed lines. They need no token, so they
//! work for pull requests from forks.
//!
//! GitHub shows ten of each level from one step and drops the rest without a word, so the rest follow as
//! ordinary lines of the log.

use std::fmt::Write;

use crate::diagnostic::plain::plain;
use crate::diagnostic::{Diagnostic, Level, concise};

const SHOWN_PER_LEVEL: usize = 10;

/// One command a finding, errors first. `folder` leads from the repository's root to the planning folder, with
/// its final slash; it may be empty.
pub fn render(findings: &[Diagnostic], folder: &str) -> String {
    let mut commands = String::new();
    let mut rest = String::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        let of_level = findings.iter().filter(|finding| finding.level == level);
        for (number, finding) in of_level.enumerate() {
            if number < SHOWN_PER_LEVEL {
                commands += &command(finding, folder);
            } else {
                // A line of the log must not begin with a document's words: it could be a command.
                let _ = writeln!(rest, "also: {}", concise::line(finding, folder));
            }
        }
    }
    commands + &rest
}

fn command(finding: &Diagnostic, folder: &str) -> String {
    let name = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Off => "notice",
    };
    let mut text = format!("::{name} ");
    if let Some(place) = &finding.place {
        let file = property(&format!("{folder}{}", place.path));
        let _ = write!(text, "file={file},line={},endLine={},", place.line(), place.line());
        let _ = write!(text, "col={},endColumn={},", place.column(), place.end_column());
    }
    let title = property(&format!("{} {}", finding.code, finding.code.title()));
    let _ = write!(text, "title={title}::{}", message(&finding.message));
    for help in &finding.help {
        let _ = write!(text, "%0A{}", message(help));
    }
    text.push('\n');
    text
}

fn message(text: &str) -> String {
    plain(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
