//! Findings one a line, `path:line:col: level[code] message`, as editors and `grep` like them.

use crate::diagnostic::plain::plain;
use crate::diagnostic::{Diagnostic, Level, located};

/// One line for each finding. `folder` is put before each path.
pub fn render(findings: &[Diagnostic], folder: &str) -> String {
    findings.iter().filter(|finding| finding.level != Level::Off).map(|f| line(f, folder) + "\n").collect()
}

/// One finding on one line, without its line end.
pub fn line(finding: &Diagnostic, folder: &str) -> String {
    let place = finding.place.as_ref().map(|place| located(folder, place) + ": ").unwrap_or_default();
    format!("{place}{}[{}] {}", finding.level.word(), finding.code, plain(&finding.message))
}
