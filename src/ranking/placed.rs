//! What a ranking says: every project with its place, its value and what the value rests on.

use std::ops::Range;
use std::sync::Arc;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::Known;
use crate::portfolio::{Project, Score};
use crate::ranking::exact::Ratio;
use crate::ranking::plan::Plan;
use crate::ranking::rules::Rules;

/// The projects of a quarter in their order, the plan that follows from it, and what is listed apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The settings that the order follows from.
    pub rules: Rules,
    /// Every project that has all three scores and is not below the floor, in position order. Other results
    /// name a project by its index here.
    pub placed: Vec<Placed>,
    /// Projects with a score below the floor, in id order. They take no rank.
    pub below_floor: Vec<BelowFloor>,
    /// Projects with a score missing, in id order. They take no rank.
    pub unscored: Vec<Unscored>,
    /// What fits into the capacity; `None` when no capacity is known.
    pub plan: Option<Plan>,
    /// Groups that are too close to call: maximal runs of two or more neighbours whose value ranges overlap
    /// pairwise, as ranges of indices into `placed`. Runs may overlap each other. Exact ties are such a
    /// group as well.
    pub close_calls: Vec<Range<usize>>,
}

/// A project with a rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The project.
    pub project: Arc<Project>,
    /// Its scores with their confidence and provenance.
    pub known: PerCriterion<Known>,
    /// The competition rank, from 1: one more than the number of projects with a strictly higher value.
    pub rank: usize,
    /// The position after ties are broken (business, interest, growth, less effort, id), from 1: its index
    /// in [`Ranking::placed`] plus one.
    pub position: usize,
    /// Whether another project has exactly the same value.
    pub tied: bool,
    /// The value on the input scale, exactly; for `geometric` in steps of 10⁻⁹ of the scale's span.
    pub value: Ratio,
    /// The value as tenths of a percent of the scale's span, 0–1000, half rounded up: `875` reads 87.5.
    pub score_tenths: i64,
    /// Each criterion's part of `score_tenths`, in the same unit; the three add up to it. For a method other
    /// than `weighted` the score is split in proportion to the weighted parts.
    pub points_tenths: PerCriterion<i64>,
    /// Each criterion's part of `value` on the input scale; the three add up to it.
    pub contributions: PerCriterion<Ratio>,
    /// On which side of the plan line it is.
    pub side: Side,
    /// The Pareto layer, from 1: in layer 1 no project is at least as good on all three criteria and better
    /// on one.
    pub layer: usize,
    /// The highest ranked project that is at least as good on all three criteria and better on one.
    pub dominated_by: Option<usize>,
    /// The value's range on the input scale when every score may be off as its confidence says.
    pub value_range: (Ratio, Ratio),
    /// The best and the worst rank it can have when every project's scores may be off as their confidence
    /// says. Contains `rank`.
    pub rank_range: RankRange,
}

impl Placed {
    /// The three scores.
    pub fn scores(&self) -> PerCriterion<Score> {
        self.known.map(|known| known.score)
    }

    /// The value as a share of the scale's span, 0–100, for machine-readable output.
    pub fn score(&self, rules: &Rules) -> f64 {
        rules.hundredths_of_span(self.value).to_f64()
    }

    /// Whether it is in the plan.
    pub fn is_planned(&self) -> bool {
        self.side == Side::Planned
    }
}

/// On which side of the plan line a project is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// In the plan.
    Planned,
    /// Not in the plan.
    Below,
    /// Not plannable, because no effort is stated.
    NoEffort,
    /// There is no line, because no capacity is known.
    NoLine,
}

/// The best and the worst rank possible, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RankRange {
    /// The best rank, the smaller number.
    pub best: usize,
    /// The worst rank, the larger number.
    pub worst: usize,
}

/// A project below the floor on some criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowFloor {
    /// The project.
    pub project: Arc<Project>,
    /// The scores that are known.
    pub scores: PerCriterion<Option<Known>>,
    /// The first criterion on which it is below the floor.
    pub criterion: Criterion,
    /// Its score there.
    pub score: Score,
    /// The least that is asked for there.
    pub floor: Score,
}

/// A project without a rank, because a score is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Unscored {
    /// The project.
    pub project: Arc<Project>,
    /// The scores that are known.
    pub scores: PerCriterion<Option<Known>>,
    /// The criteria without a score, in the fixed order; never empty.
    pub missing: Vec<Criterion>,
    /// The value's range on the input scale over everything the missing scores could be.
    pub value_range: (Ratio, Ratio),
    /// The same range as tenths of a percent of the scale's span, 0–1000.
    pub score_tenths_range: (i64, i64),
    /// The best and the worst rank it could have among the ranked projects as they stand, were it scored.
    pub rank_range: RankRange,
}
