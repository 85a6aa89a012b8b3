//! Narratives and goals that were added, removed or reworded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::path::RelPath;
use crate::portfolio::{Goal, Id, Narrative, Portfolio};
use crate::review::wording::{self, WordChange};

/// A narrative or goal that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// Where it is written; where it was, when it was removed.
    pub path: RelPath,
    /// Its title after the change; before it, when it was removed.
    pub title: String,
    /// Whether it is there before and after.
    pub there: (bool, bool),
    /// Changed words of its headline and text.
    pub wording: Vec<WordChange>,
}

/// The narratives, then the goals that differ, in id order.
pub(super) fn changes(before: &Portfolio, after: &Portfolio) -> Vec<DocumentChange> {
    let both = (before, after);
    let mut changes = differing(both, before.narratives(), after.narratives());
    changes.extend(differing(both, before.goals(), after.goals()));
    changes
}

trait Document {
    fn path(&self) -> &RelPath;
    fn title(&self) -> &str;
    fn headline(&self) -> Option<&str>;
}

impl Document for Narrative {
    fn path(&self) -> &RelPath {
        &self.path
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn headline(&self) -> Option<&str> {
        self.headline.as_deref()
    }
}

impl Document for Goal {
    fn path(&self) -> &RelPath {
        &self.path
    }
    fn title(&self) -> &str {
        &self.title
    }
    fn headline(&self) -> Option<&str> {
        self.metric.as_deref()
    }
}

fn differing<D: Document>(
    both: (&Portfolio, &Portfolio),
    before: &BTreeMap<Id, Arc<D>>,
    after: &BTreeMap<Id, Arc<D>>,
) -> Vec<DocumentChange> {
    let ids: BTreeSet<&Id> = before.keys().chain(after.keys()).collect();
    ids.into_iter().filter_map(|id| difference(both, before.get(id), after.get(id))).collect()
}

fn difference<D: Document>(
    both: (&Portfolio, &Portfolio),
    before: Option<&Arc<D>>,
    after: Option<&Arc<D>>,
) -> Option<DocumentChange> {
    let shown = after.or(before)?;
    let wording = match (before, after) {
        (Some(before), Some(after)) => {
            let prose = (both.0.prose(before.path()), both.1.prose(after.path()));
            wording::changes((before.headline(), &prose.0), (after.headline(), &prose.1))
        }
        _ => Vec::new(),
    };
    let there = (before.is_some(), after.is_some());
    (!wording.is_empty() || there != (true, true)).then(|| DocumentChange {
        path: shown.path().clone(),
        title: shown.title().to_owned(),
        there,
        wording,
    })
}
