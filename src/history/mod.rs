//! Looking back: quarters side by side, and which weights past outcomes suggest.
//!
//! Everything here is computed from the same documents as the ranking; no file keeps a history and no clock
//! is asked. Nothing here changes a weight: a suggestion is for people to discuss.

mod calibration;
mod learn;
mod quarters;

use std::collections::BTreeMap;

pub use calibration::{Calibration, Finished, PlanChange};
pub use learn::{Experience, Lesson, PRIOR, Refusal, Verdict, Weakness, judge, learn};
pub use quarters::{PastPlace, PastQuarter};

use crate::fit::{Candidate, Panel};
use crate::portfolio::{Id, Project, Quarter};

/// What the documents say of the quarters before this one.
///
/// It names projects by id and holds nothing that people say of them, so it is the same for every audience.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The quarters before the planned one that have projects, oldest first.
    pub quarters: Vec<PastQuarter>,
    /// What outcomes say about the weights.
    pub calibration: Calibration,
    ranks: BTreeMap<Id, Vec<(Quarter, usize)>>,
}

impl History {
    /// The history of a whole portfolio; the candidates are those of its own quarter.
    pub fn of(panel: &Panel<'_>, candidates: &[Candidate]) -> Self {
        let quarters = quarters::past(panel);
        let mut ranks: BTreeMap<Id, Vec<(Quarter, usize)>> = BTreeMap::new();
        for past in &quarters {
            for place in &past.places {
                ranks.entry(place.id.clone()).or_default().push((past.quarter, place.rank));
            }
        }
        Self { quarters, calibration: Calibration::of(panel, candidates), ranks }
    }

    /// The ranks of a project in earlier quarters, under its id or under one it had before; oldest first.
    pub fn ranks(&self, project: &Project) -> Vec<(Quarter, usize)> {
        let names = std::iter::once(&project.id).chain(&project.was);
        let mut ranks: Vec<(Quarter, usize)> =
            names.filter_map(|id| self.ranks.get(id)).flatten().copied().collect();
        ranks.sort_unstable();
        ranks.dedup_by_key(|(quarter, _)| *quarter);
        ranks
    }
}
