//! Where projects stand, looked up by id: what people's pages and findings need of a ranking.

use std::collections::BTreeMap;

use crate::portfolio::Id;
use crate::ranking::{Placed, Ranking, Side};

/// A ranking, by id.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    ranking: &'a Ranking,
    by_id: BTreeMap<&'a Id, &'a Placed>,
}

impl<'a> Standing<'a> {
    /// The ranked projects by id.
    pub fn new(ranking: &'a Ranking) -> Self {
        let by_id = ranking.placed.iter().map(|placed| (&placed.project.id, placed)).collect();
        Self { ranking, by_id }
    }

    /// The whole ranking.
    pub fn ranking(&self) -> &'a Ranking {
        self.ranking
    }

    /// The project with its place, when it has one.
    pub fn get(&self, id: &Id) -> Option<&'a Placed> {
        self.by_id.get(id).copied()
    }

    /// Whether the plan holds the project.
    pub fn is_planned(&self, id: &Id) -> bool {
        self.get(id).is_some_and(is_planned)
    }

    /// The projects of the plan, in rank order.
    pub fn planned(&self) -> impl Iterator<Item = &'a Placed> + use<'a> {
        self.ranking.placed.iter().filter(|placed| is_planned(placed))
    }
}

/// Without a capacity there is no line, and everything that is ranked is the plan.
fn is_planned(placed: &Placed) -> bool {
    matches!(placed.side, Side::Planned | Side::NoLine)
}
