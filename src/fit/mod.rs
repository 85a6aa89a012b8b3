//! Each project's three scores, and where each of them came from.
//!
//! A score is stated, or derived from the people who would do the work (ranking.md's §6.1: the
//! effort-weighted mean of the team, else of the best team that could be put on it), or unknown. This module
//! does not rank; it gives the ranking its candidates.

use std::sync::Arc;

use crate::criteria::PerCriterion;
use crate::portfolio::{Confidence, Portfolio, Project, Score};

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

/// The projects that compete in the portfolio's quarter, in id order.
pub fn candidates(portfolio: &Portfolio) -> Vec<Candidate> {
    portfolio
        .open_projects()
        .map(|project| Candidate {
            project: Arc::clone(project),
            scores: project.ratings.as_ref().map(|rating| {
                rating.as_ref().map(|rating| Known {
                    score: rating.score,
                    confidence: rating.confidence,
                    provenance: Provenance::Stated,
                })
            }),
        })
        .collect()
}
