//! Findings that one state has and the other has not.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::review::differing;

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

/// Compares by kind, so that a moved line is nothing new. Of several findings of a kind the last are the new ones.
pub fn changes(before: &[Diagnostic], after: &[Diagnostic]) -> FindingChanges {
    FindingChanges { new: added(before, after), fixed: added(after, before) }
}

/// The findings that the second list has more of.
fn added(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let (old, new) = differing(before, after, |old, new| old.kind() == new.kind());
    // Only looked up, so no order of it can show. What is left out above counts the same in both lists.
    let mut more: HashMap<(Code, &str), i64> = HashMap::with_capacity(new.len());
    for finding in new {
        *more.entry(finding.kind()).or_default() += 1;
    }
    for finding in old {
        *more.entry(finding.kind()).or_default() -= 1;
    }
    let mut missing: i64 = more.values().filter(|count| **count > 0).sum();
    let mut added = Vec::new();
    for finding in after.iter().rev() {
        if missing == 0 {
            break;
        }
        if let Some(count) = more.get_mut(&finding.kind()).filter(|count| **count > 0) {
            *count -= 1;
            missing -= 1;
            added.push(finding);
        }
    }
    added.into_iter().rev().filter(|finding| finding.level != Level::Off).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::fingerprints;

    fn findings() -> impl Strategy<Value = Vec<Diagnostic>> {
        let one = (0..4_usize, prop::bool::weighted(0.9)).prop_map(|(subject, is_on)| {
            let mut finding = Diagnostic::new(Code::QD408, "").subject(["a", "b", "c", "d"][subject]);
            finding.level = if is_on { Level::Warning } else { Level::Off };
            finding
        });
        prop::collection::vec(one, 0..9)
    }

    proptest! {
        #[test]
        fn new_findings_are_those_of_other_fingerprints(before in findings(), mut after in findings()) {
            after.iter_mut().enumerate().for_each(|(at, finding)| finding.message = at.to_string());
            let known: HashSet<String> = fingerprints(&before).into_iter().collect();
            let marked = after.iter().zip(fingerprints(&after));
            let expected: Vec<Diagnostic> = marked
                .filter(|(finding, mark)| finding.level != Level::Off && !known.contains(mark))
                .map(|(finding, _)| finding.clone())
                .collect();
            prop_assert_eq!(changes(&before, &after).new, expected);
        }
    }
}
