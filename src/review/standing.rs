//! Where a project stands in one state.

use std::collections::BTreeMap;

use crate::criteria::Criterion;
use crate::criteria::PerCriterion;
use crate::fit::Known;
use crate::portfolio::{Id, Project, Status};
use crate::ranking::{Ranking, Ratio, Side};
use crate::review::{ById, State};

/// Where a project stands in one state.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// It has a rank.
    Ranked {
        /// The competition rank, from 1.
        rank: usize,
        /// Whether another project has the same value.
        tied: bool,
        /// The position after ties are broken, from 1.
        position: usize,
        /// The value on the input scale.
        value: Ratio,
        /// The value in tenths of a percent of the scale's span.
        score_tenths: i64,
        /// The scores that count.
        known: PerCriterion<Known>,
        /// On which side of the plan line it is.
        side: Side,
    },
    /// It is below the floor on a criterion.
    BelowFloor(Criterion),
    /// Scores are missing on these criteria.
    Unscored(Vec<Criterion>),
    /// It is done or dropped.
    Closed(Status),
    /// It is proposed for another quarter.
    OtherQuarter,
}

impl Standing {
    /// The competition rank, when it has one.
    pub const fn rank(&self) -> Option<usize> {
        match self {
            Self::Ranked { rank, .. } => Some(*rank),
            _ => None,
        }
    }

    /// Whether it is in the plan.
    pub fn is_planned(&self) -> bool {
        matches!(self, Self::Ranked { side: Side::Planned, .. })
    }

    /// Whether it competes without a rank, for want of a score or because of a floor.
    pub const fn is_apart(&self) -> bool {
        matches!(self, Self::BelowFloor(_) | Self::Unscored(_))
    }
}

/// The standing of every project of a state, by its id there.
pub(super) fn standings(state: &State<'_>) -> ById<Standing> {
    let mut standings = competing(state.ranking);
    for project in state.portfolio.projects().values() {
        standings.entry(project.id.clone()).or_insert_with(|| outside(project));
    }
    standings
}

fn competing(ranking: &Ranking) -> BTreeMap<Id, Standing> {
    let mut standings = BTreeMap::new();
    for placed in &ranking.placed {
        let standing = Standing::Ranked {
            rank: placed.rank,
            tied: placed.tied,
            position: placed.position,
            value: placed.value,
            score_tenths: placed.score_tenths,
            known: placed.known,
            side: placed.side,
        };
        standings.insert(placed.project.id.clone(), standing);
    }
    for below in &ranking.below_floor {
        standings.insert(below.project.id.clone(), Standing::BelowFloor(below.criterion));
    }
    for unscored in &ranking.unscored {
        standings.insert(unscored.project.id.clone(), Standing::Unscored(unscored.missing.clone()));
    }
    standings
}

fn outside(project: &Project) -> Standing {
    if project.is_open() { Standing::OtherQuarter } else { Standing::Closed(project.status) }
}
