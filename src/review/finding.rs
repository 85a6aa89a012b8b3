//! Findings that one state has and the other has not.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Kind, Level, numbered};

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

/// Compares by what findings are about, so that a moved line is nothing new.
pub fn changes(before: &[Diagnostic], after: &[Diagnostic]) -> FindingChanges {
    FindingChanges { new: without(after, before), fixed: without(before, after) }
}

/// The findings of a list that the other does not have.
fn without(findings: &[Diagnostic], others: &[Diagnostic]) -> Vec<Diagnostic> {
    // Only looked up, so no order of it can show. The last of a kind has the number of them all.
    let known: HashMap<Kind<'_>, u32> = numbered(others).collect();
    findings
        .iter()
        .zip(numbered(findings))
        .filter(|(finding, (kind, number))| {
            finding.level != Level::Off && known.get(kind).is_none_or(|all| number > all)
        })
        .map(|(finding, _)| finding.clone())
        .collect()
}
