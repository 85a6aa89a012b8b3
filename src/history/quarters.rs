//! Earlier quarters, ranked by today's rules and by the scores that their documents carry.
//!
//! What was done or dropped since competed then, so it is ranked as well. There is no plan line: what the
//! capacity was, nobody has written down.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::fit::{self, Candidate, Panel};
use crate::portfolio::{Id, Project, Quarter};
use crate::ranking::{self, Rules};

/// An earlier quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastQuarter {
    /// The quarter.
    pub quarter: Quarter,
    /// Its projects that have three scores, in order.
    pub places: Vec<PastPlace>,
    /// Its projects without a rank, in id order.
    pub unranked: Vec<Id>,
}

/// A place in an earlier quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPlace {
    /// The project.
    pub id: Id,
    /// Its rank, from 1.
    pub rank: usize,
    /// Whether it shares the rank.
    pub tied: bool,
    /// Its score in tenths of a point, 0–1000.
    pub score_tenths: i64,
}

/// The quarters before the planned one that some project names, oldest first.
pub(super) fn past(panel: &Panel<'_>) -> Vec<PastQuarter> {
    let portfolio = panel.portfolio();
    let Some(now) = portfolio.settings().quarter else { return Vec::new() };
    let mut by_quarter: BTreeMap<Quarter, Vec<&Arc<Project>>> = BTreeMap::new();
    for project in portfolio.projects().values() {
        for quarter in project.quarters.iter().filter(|quarter| **quarter < now) {
            by_quarter.entry(*quarter).or_default().push(project);
        }
    }
    by_quarter.into_iter().map(|(quarter, projects)| ranked(panel, quarter, &projects)).collect()
}

fn ranked(panel: &Panel<'_>, quarter: Quarter, projects: &[&Arc<Project>]) -> PastQuarter {
    let rules = Rules { capacity: None, ..Rules::of(panel.portfolio().settings()) };
    let candidates: Vec<Candidate> = projects.iter().map(|project| fit::candidate(project, panel)).collect();
    let ranking = ranking::rank_by(&candidates, &rules);
    let places: Vec<PastPlace> = ranking
        .placed
        .iter()
        .map(|placed| PastPlace {
            id: placed.project.id.clone(),
            rank: placed.rank,
            tied: placed.tied,
            score_tenths: placed.score_tenths,
        })
        .collect();
    let floor = ranking.below_floor.iter().map(|apart| apart.project.id.clone());
    let unscored = ranking.unscored.iter().map(|apart| apart.project.id.clone());
    let unranked: BTreeSet<Id> = floor.chain(unscored).collect();
    PastQuarter { quarter, places, unranked: unranked.into_iter().collect() }
}
