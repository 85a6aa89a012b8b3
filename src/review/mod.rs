//! Two states of a portfolio: who moved, and because of what.
//!
//! [`compare`] takes the state before and the state after and gives [`Changes`], in which every place won or
//! lost is accounted for by name and every point of value by cause, without a remainder. It knows nothing of
//! git and words nothing for readers; `report` does that. [`lock()`] is the ranking as a file to commit.

mod account;
mod agreement;
mod cause;
mod document;
mod field;
mod finding;
mod identity;
mod lock;
mod moves;
mod patch;
mod policy;
mod project;
mod setting;
mod split;
mod standing;
#[cfg(test)]
mod tests;
mod wording;
#[cfg(test)]
pub(crate) mod world;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::fit::Candidate;
use crate::portfolio::{Effort, Id, Portfolio};
use crate::ranking::{Firmness, Ranking, Ratio};

pub use account::{Account, Others};
pub use agreement::Agreement;
pub use cause::{Cause, Crossing, Direction};
pub use document::DocumentChange;
pub use field::{FieldChange, Value};
pub use finding::{FindingChanges, changes as changed_findings};
pub use identity::Former;
pub use lock::{LOCK_FILE, LockState, lock, lock_state};
pub use moves::{Move, moves};
pub use patch::patch;
pub use policy::policy;
pub use project::ProjectChange;
pub use setting::SettingChange;
pub use split::Split;
pub use standing::Standing;
pub use wording::{Piece, WordChange, words_between};

/// One state of a portfolio with everything that was computed from it.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The documents, as the audience of the comparison may see them.
    pub portfolio: &'a Portfolio,
    /// The projects that compete, with the scores that count.
    pub candidates: &'a [Candidate],
    /// Their order and plan, under this state's own settings.
    pub ranking: &'a Ranking,
    /// How far the plan depends on the weights near the stated ones, when that was computed.
    pub near: Option<&'a Firmness>,
    /// What was found in the documents.
    pub findings: &'a [Diagnostic],
}

/// Everything that differs between two states.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Settings that decide the order or the plan, where they differ.
    pub settings: Vec<SettingChange>,
    /// Every project that is in either state, in id order; also those that are the same.
    pub projects: Vec<ProjectChange>,
    /// Narratives and goals that were added, removed or reworded.
    pub documents: Vec<DocumentChange>,
    /// Findings of one state that the other does not have.
    pub findings: FindingChanges,
    /// The plan before and after; `None` where no capacity is known.
    pub plan: (Option<PlanSum>, Option<PlanSum>),
    /// The largest change of any weight that certainly leaves the plan as it is, before and after.
    pub plan_radius: (Option<Ratio>, Option<Ratio>),
    /// How many projects have a rank, before and after.
    pub ranked: (usize, usize),
}

/// What a plan holds, in person-weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanSum {
    /// What is available.
    pub capacity: Effort,
    /// What is planned.
    pub planned: Effort,
}

impl Changes {
    /// Whether nothing differs that a reader could see.
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty()
            && self.documents.is_empty()
            && self.findings.is_empty()
            && self.plan.0 == self.plan.1
            && self.projects.iter().all(ProjectChange::is_same)
    }

    /// Whether the ranking or the plan differs: a place, a value, a side of the line, a setting.
    pub fn moves_something(&self) -> bool {
        !self.settings.is_empty()
            || self.plan.0 != self.plan.1
            || self.projects.iter().any(ProjectChange::moves)
    }

    /// The project of that id after the change, else before it.
    pub fn project(&self, id: &Id) -> Option<&ProjectChange> {
        self.projects.iter().find(|change| &change.id == id)
    }

    /// How alike the orders of the projects are that have a rank on both sides.
    pub fn agreement(&self) -> Agreement {
        let ranks = self.projects.iter().filter_map(|change| {
            let (before, after) = change.ranks();
            before.zip(after)
        });
        agreement::agreement(&ranks.collect::<Vec<_>>())
    }

    /// Projects that crossed the plan line in a direction, best rank first.
    pub fn crossing(&self, direction: Direction) -> Vec<&ProjectChange> {
        let mut found: Vec<_> =
            self.projects.iter().filter(|change| change.direction() == Some(direction)).collect();
        found.sort_by_key(|change| change.positions());
        found
    }
}

/// What differs between two states, with causes.
pub fn compare(before: &State<'_>, after: &State<'_>) -> Changes {
    let (projects, findings) = rayon::join(
        || project::changes(before, after, &identity::pair(before.portfolio, after.portfolio)),
        || finding::changes(before.findings, after.findings),
    );
    let sum = |state: &State<'_>| {
        state.ranking.plan.as_ref().map(|plan| PlanSum { capacity: plan.capacity, planned: plan.planned })
    };
    let radius = |state: &State<'_>| state.near.and_then(|near| near.plan_radius);
    Changes {
        settings: setting::changes(before.portfolio.settings(), after.portfolio.settings()),
        projects,
        documents: document::changes(before.portfolio, after.portfolio),
        findings,
        plan: (sum(before), sum(after)),
        plan_radius: (radius(before), radius(after)),
        ranked: (before.ranking.placed.len(), after.ranking.placed.len()),
    }
}

/// What two lists have between the first and the last place at which they differ.
fn differing<'l, T>(before: &'l [T], after: &'l [T], is_same: impl Fn(&T, &T) -> bool) -> (&'l [T], &'l [T]) {
    let same = |(old, new): &(&T, &T)| is_same(old, new);
    let start = before.iter().zip(after).take_while(same).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    (&old[..old.len() - end], &new[..new.len() - end])
}

/// Values by the id that a project has after the change.
type ById<T> = BTreeMap<Id, T>;
