//! Findings that one state has and the other has not.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Level, fingerprints};

/// What a change breaks and what it mends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingChanges {
    /// Findings that are new.
    pub new: Vec<Diagnostic>,
    /// Findings that are gone.
    pub fixed: Vec<Diagnostic>,
}

impl FindingChanges {
    /// Whether both states have the same findings.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.fixed.is_empty()
    }

    /// Whether an error is new.
    pub fn has_new_errors(&self) -> bool {
        self.new.iter().any(|finding| finding.level == Level::Error)
    }
}

/// Compares by fingerprint, so that a moved line is nothing new.
pub fn changes(before: &[Diagnostic], after: &[Diagnostic]) -> FindingChanges {
    let (old, new) = rayon::join(|| fingerprints(before), || fingerprints(after));
    FindingChanges { new: without(after, &new, &old), fixed: without(before, &old, &new) }
}

/// The findings whose mark is not among the others'.
fn without(findings: &[Diagnostic], marks: &[String], others: &[String]) -> Vec<Diagnostic> {
    // Only looked up, so no order of it can show.
    let known: HashSet<&String> = others.iter().collect();
    findings
        .iter()
        .zip(marks)
        .filter(|(finding, mark)| finding.level != Level::Off && !known.contains(mark))
        .map(|(finding, _)| finding.clone())
        .collect()
}
