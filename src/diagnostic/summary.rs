//! How many findings there are, in words.

use std::collections::BTreeSet;
use std::fmt;

use crate::diagnostic::{Diagnostic, Level};

/// Findings counted by level, and the files they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings that stop the report.
    pub errors: usize,
    /// Findings worth mending.
    pub warnings: usize,
    /// Findings worth knowing.
    pub notes: usize,
    /// Files with at least one of them.
    pub files: usize,
}

impl Summary {
    /// The counts of these findings; those that are off do not count.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        let files: BTreeSet<_> = findings
            .iter()
            .filter(|finding| finding.level != Level::Off)
            .filter_map(|finding| finding.place.as_ref().map(|place| &place.path))
            .collect();
        Self {
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            notes: count(Level::Note),
            files: files.len(),
        }
    }

    /// All findings together.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

impl fmt::Display for Summary {
    /// "3 errors, 2 warnings in 5 files", or "no findings".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        if parts.is_empty() {
            return f.write_str("no findings");
        }
        f.write_str(&parts.join(", "))?;
        if self.files > 0 {
            write!(f, " in {}", counted(self.files, "file"))?;
        }
        Ok(())
    }
}

/// "1 file", "5 files".
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
