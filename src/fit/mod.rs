//! Each project's three scores, and where each of them came from; and what each project would be for each
//! person.
//!
//! A score is stated, or derived from the people who would do the work (the effort-weighted mean of the
//! team, else the mean of the best team that could be put on it), or unknown. This module does not rank; it
//! gives the ranking its candidates. It reads no clock: everything follows from the documents.

mod derive;
mod findings;
mod lens;
mod panel;
mod person;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::{Confidence, Portfolio, Project, Score};

pub use derive::{Derived, derived};
pub use findings::findings;
pub use lens::{Glance, Kinds, Lens, Tags, Whose};
pub use panel::Panel;
pub use person::{Basis, Fit, Match, Wishes, of, personal};

/// A project that competes, with the scores that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The project.
    pub project: Arc<Project>,
    /// Its scores; `None` where nothing is known.
    pub scores: PerCriterion<Option<Known>>,
}

/// A score that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The score on the portfolio's scale.
    pub score: Score,
    /// How far it may be off.
    pub confidence: Confidence,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Where a score came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// The project's document says so.
    Stated,
    /// The effort-weighted mean over the project's team.
    Team,
    /// The mean over the best team that could be put on it.
    BestTeam,
}

impl Provenance {
    /// The word in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Team => "team",
            Self::BestTeam => "best-team",
        }
    }
}

/// The projects that compete in the portfolio's quarter, in id order.
pub fn candidates(portfolio: &Portfolio) -> Vec<Candidate> {
    candidates_of(&Panel::of(portfolio))
}

/// The projects that compete in the quarter of the panel's portfolio, in id order.
pub fn candidates_of(panel: &Panel<'_>) -> Vec<Candidate> {
    panel.portfolio().open_projects().map(|project| candidate(project, panel)).collect()
}

/// A project of any quarter with the scores that count.
pub fn candidate(project: &Arc<Project>, panel: &Panel<'_>) -> Candidate {
    let scores = PerCriterion::from_fn(|criterion| known(project, criterion, panel));
    Candidate { project: Arc::clone(project), scores }
}

/// The same candidates, in id order, with the projects as `portfolio` holds them: what an audience may see, with the
/// scores that the whole portfolio gives.
pub fn shown_in(candidates: &[Candidate], portfolio: &Portfolio) -> Vec<Candidate> {
    // Both are in id order, so that one walk over both finds them all.
    let mut projects = portfolio.projects().values().peekable();
    candidates
        .iter()
        .filter_map(|candidate| {
            let id = &candidate.project.id;
            while projects.next_if(|project| project.id < *id).is_some() {}
            let project = projects.next_if(|project| project.id == *id)?;
            Some(Candidate { project: Arc::clone(project), scores: candidate.scores })
        })
        .collect()
}

fn known(project: &Project, criterion: Criterion, panel: &Panel<'_>) -> Option<Known> {
    if let Some(rating) = &project.ratings[criterion] {
        return Some(Known {
            score: rating.score,
            confidence: rating.confidence,
            provenance: Provenance::Stated,
        });
    }
    // Nobody has said that a derived number may be off, so nothing is made up about how far.
    derived(project, criterion, panel).map(|derived| Known {
        score: derived.score,
        confidence: Confidence::High,
        provenance: derived.provenance,
    })
}

/// `numerator / denominator` to the nearest whole number, halves up; `None` without a denominator.
fn round_half_up(numerator: i128, denominator: i128) -> Option<i128> {
    let (twice, parts) = (2 * numerator + denominator, 2 * denominator);
    (denominator > 0).then(|| match (i64::try_from(twice), i64::try_from(parts)) {
        // Nearly always; processors divide these themselves.
        (Ok(twice), Ok(parts)) => twice.div_euclid(parts).into(),
        _ => twice.div_euclid(parts),
    })
}
