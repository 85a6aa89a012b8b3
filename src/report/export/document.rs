//! The versioned JSON, field by field.
//!
//! The order of the fields is the order in which they are printed. What is not known is `null`; what was not
//! asked for (robustness over all weightings costs more than the order itself) is absent.

use serde::Serialize;

use super::layout;
use super::number::Number;
use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::{Effort, Id, Score, Settings};
use crate::ranking::{self, Exactness, Placed, Precision, Ranking, Ratio, Robustness, Side, Stability};

/// The name and version of the machine-readable ranking.
pub const SCHEMA: &str = "quarterdeck.ranking/1";

/// Up to so many projects every rank has its share printed; beyond, zeros at the end are left out.
const FULL_ROWS: usize = 300;
/// Beyond so many projects the shares of single ranks are not told: the square of the number of projects
/// would fill the disk, and the expected, best and worst rank say what remains of them.
const MOST_ROWS: usize = 1000;

/// A ranking as it is told to machines, spreadsheets, wikis and terminals.
#[derive(Debug, Clone, Serialize)]
pub struct Document<'a> {
    schema: &'static str,
    pub(super) title: &'a str,
    pub(super) quarter: Option<String>,
    method: &'static str,
    pub(super) weights: Three<Number>,
    scale: Scale,
    capacity: Capacity,
    #[serde(skip_serializing_if = "Option::is_none")]
    robustness: Option<Radii>,
    pub(super) projects: Vec<Entry<'a>>,
    pub(super) below_floor: Vec<BelowFloor<'a>>,
    pub(super) unscored: Vec<Unscored<'a>>,
    #[serde(skip)]
    pub(super) names: &'a PerCriterion<String>,
    /// Whether the weights are others than the documents'.
    #[serde(skip)]
    pub(super) what_if: bool,
    #[serde(skip)]
    pub(super) ranking: &'a Ranking,
    #[serde(skip)]
    pub(super) stability: Option<&'a Robustness>,
}

/// Three values by the criteria's keys, in their fixed order.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Three<T> {
    pub(super) business: T,
    pub(super) interest: T,
    pub(super) growth: T,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Scale {
    min: Number,
    max: Number,
    step: Number,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Capacity {
    available: Option<Number>,
    planned: Option<Number>,
    unit: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Radii {
    region: &'static str,
    exact: bool,
    /// The fields here and of each project that are estimates: none when `exact`.
    estimated: Vec<&'static str>,
    same_plan: Option<Number>,
    winner_radius: Option<Number>,
    plan_radius: Option<Number>,
    order_radius: Option<Number>,
}

/// A ranked project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) rank: usize,
    pub(super) position: usize,
    pub(super) tied: bool,
    pub(super) value: Number,
    pub(super) score: Number,
    pub(super) scores: Three<Number>,
    pub(super) contributions: Three<Number>,
    pub(super) effort: Option<Number>,
    pub(super) status: &'static str,
    pub(super) owner: Option<&'a str>,
    pub(super) narrative: Option<&'a str>,
    /// `None` when there is no line.
    pub(super) in_plan: Option<bool>,
    pareto_layer: usize,
    dominated_by: Option<&'a str>,
    #[serde(flatten)]
    pub(super) firm: Option<Firm>,
    #[serde(skip)]
    pub(super) tenths: i64,
    #[serde(skip)]
    pub(super) side: Side,
}

/// What is known of a project's place over all weightings.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Firm {
    first_share: Number,
    pub(super) plan_share: Option<Number>,
    rank_shares: Option<Vec<Number>>,
    expected_rank: Number,
    pub(super) best_rank: usize,
    pub(super) worst_rank: usize,
    pub(super) margin: Option<Number>,
}

/// A project that a floor keeps out of the ranking.
#[derive(Debug, Clone, Serialize)]
pub(super) struct BelowFloor<'a> {
    pub(super) id: &'a str,
    #[serde(skip)]
    pub(super) title: &'a str,
    pub(super) criterion: &'static str,
    pub(super) score: Number,
    pub(super) floor: Number,
}

/// A project that cannot be ranked yet.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Unscored<'a> {
    pub(super) id: &'a str,
    #[serde(skip)]
    pub(super) title: &'a str,
    pub(super) missing: Vec<&'static str>,
    pub(super) best_rank: usize,
    pub(super) worst_rank: usize,
}

impl<'a> Document<'a> {
    /// The ranking of a portfolio with these settings, with its robustness when that is known.
    pub fn new(settings: &'a Settings, ranking: &'a Ranking, stability: Option<&'a Robustness>) -> Self {
        let rules = &ranking.rules;
        let placed = ranking.placed.iter().enumerate();
        Self {
            schema: SCHEMA,
            title: &settings.title,
            quarter: settings.quarter.map(|quarter| quarter.to_string()),
            method: rules.method.key(),
            weights: PerCriterion::from_fn(|criterion| Number(rules.weights.share(criterion))).into(),
            scale: Scale { min: score(rules.min), max: score(rules.max), step: score(rules.step) },
            capacity: Capacity {
                available: rules.capacity.map(weeks),
                planned: ranking.plan.as_ref().map(|plan| weeks(plan.planned)),
                unit: "person-weeks",
            },
            robustness: stability.map(Radii::of),
            projects: placed.map(|(index, placed)| Entry::of(ranking, stability, index, placed)).collect(),
            below_floor: ranking.below_floor.iter().map(BelowFloor::of).collect(),
            unscored: ranking.unscored.iter().map(Unscored::of).collect(),
            names: &settings.criteria,
            what_if: rules.weights != settings.weights,
            ranking,
            stability,
        }
    }

    /// The versioned JSON, one line for each project.
    pub fn json(&self) -> String {
        layout::json(self)
    }
}

impl<'a> Entry<'a> {
    fn of(ranking: &'a Ranking, stability: Option<&Robustness>, index: usize, placed: &'a Placed) -> Self {
        let project = &placed.project;
        let dominator = placed.dominated_by.and_then(|by| ranking.placed.get(by));
        Self {
            id: project.id.as_str(),
            title: &project.title,
            rank: placed.rank,
            position: placed.position,
            tied: placed.tied,
            value: ratio(placed.value),
            score: Number(placed.score(&ranking.rules)),
            scores: placed.scores().map(score).into(),
            contributions: placed.contributions.map(ratio).into(),
            effort: project.effort.map(weeks),
            status: project.status.key(),
            owner: project.owner.as_ref().map(Id::as_str),
            narrative: project.narrative.as_ref().map(Id::as_str),
            in_plan: (placed.side != Side::NoLine).then(|| placed.is_planned()),
            pareto_layer: placed.layer,
            dominated_by: dominator.map(|placed| placed.project.id.as_str()),
            firm: stability.and_then(|known| Firm::of(known, index, ranking.placed.len())),
            tenths: placed.score_tenths,
            side: placed.side,
        }
    }

    /// The rank as people write it: `3`, or `=3` when shared.
    pub(super) fn place(&self) -> String {
        if self.tied { format!("={}", self.rank) } else { self.rank.to_string() }
    }

    /// The score of 0–100 with one decimal, as every page prints it.
    pub(super) fn points(&self) -> String {
        format!("{}.{}", self.tenths / 10, self.tenths % 10)
    }

    /// On which side of the line it is, in words.
    pub(super) fn standing(&self) -> &'static str {
        match self.side {
            Side::Planned => "in the plan",
            Side::Below => "below the line",
            Side::NoEffort => "no effort stated",
            Side::NoLine => "ranked",
        }
    }
}

impl Firm {
    fn of(known: &Robustness, index: usize, ranked: usize) -> Option<Self> {
        let Stability { first_share, plan_share, expected_rank, best_rank, worst_rank, margin, .. } =
            known.projects.get(index)?;
        let shares = known.rank_shares(index);
        let told = ranked <= MOST_ROWS;
        let length = if ranked <= FULL_ROWS { ranked.max(shares.len()) } else { shares.len() };
        let padded = shares.iter().copied().chain(std::iter::repeat(0.0)).take(length);
        Some(Self {
            first_share: Number(*first_share),
            plan_share: plan_share.map(Number),
            rank_shares: told.then(|| padded.map(Number).collect()),
            expected_rank: Number(*expected_rank),
            best_rank: *best_rank,
            worst_rank: *worst_rank,
            margin: margin.distance().map(ratio),
        })
    }
}

impl Radii {
    fn of(known: &Robustness) -> Self {
        Self {
            region: known.region.key(),
            exact: known.is_exact(),
            estimated: estimated(known.precision),
            same_plan: known.same_plan.map(Number),
            winner_radius: known.winner_radius.map(ratio),
            plan_radius: known.plan_radius.map(ratio),
            order_radius: known.order_radius.map(ratio),
        }
    }
}

/// The names of the fields whose numbers are estimates.
fn estimated(precision: Precision) -> Vec<&'static str> {
    let Precision { first_share, plan_share, ranks, expected_rank, margin, radii, same_plan, plan_radius } =
        precision;
    let fields = [
        ("first_share", first_share),
        ("plan_share", plan_share),
        ("rank_shares", ranks),
        ("expected_rank", expected_rank),
        ("best_rank", ranks),
        ("worst_rank", ranks),
        ("margin", margin),
        ("same_plan", same_plan),
        ("winner_radius", radii),
        ("plan_radius", plan_radius),
        ("order_radius", radii),
    ];
    let estimates = fields.into_iter().filter(|(_, exactness)| *exactness == Exactness::Approximate);
    estimates.map(|(name, _)| name).collect()
}

impl<'a> BelowFloor<'a> {
    fn of(apart: &'a ranking::BelowFloor) -> Self {
        Self {
            id: apart.project.id.as_str(),
            title: &apart.project.title,
            criterion: apart.criterion.key(),
            score: score(apart.score),
            floor: score(apart.floor),
        }
    }

    /// Why it is listed apart.
    pub(super) fn reason(&self) -> String {
        format!("{} {} is below the floor of {}", self.criterion, self.score, self.floor)
    }
}

impl<'a> Unscored<'a> {
    fn of(apart: &'a ranking::Unscored) -> Self {
        Self {
            id: apart.project.id.as_str(),
            title: &apart.project.title,
            missing: apart.missing.iter().copied().map(Criterion::key).collect(),
            best_rank: apart.rank_range.best,
            worst_rank: apart.rank_range.worst,
        }
    }

    /// Why it is listed apart, and what could become of it.
    pub(super) fn reason(&self) -> String {
        let (missing, best, worst) = (self.missing.join(" and no "), self.best_rank, self.worst_rank);
        if best == worst {
            format!("no {missing} score; it would rank {best}")
        } else {
            format!("no {missing} score; it would rank between {best} and {worst}")
        }
    }
}

impl<T> From<PerCriterion<T>> for Three<T> {
    fn from(values: PerCriterion<T>) -> Self {
        Self { business: values.business, interest: values.interest, growth: values.growth }
    }
}

fn score(score: Score) -> Number {
    Number(score.as_f64())
}

fn weeks(effort: Effort) -> Number {
    Number(effort.as_f64())
}

fn ratio(ratio: Ratio) -> Number {
    Number(ratio.to_f64())
}
