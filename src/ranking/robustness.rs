//! What a ranking says over all weightings: shares, radii, margins.

use crate::portfolio::Weights;
use crate::ranking::exact::Ratio;
use crate::ranking::weighting::{Outline, WeightMove, Weighting};

/// The weightings that shares are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// Every weighting there is.
    All,
    /// Those that keep the stated order of importance; equal weights read as business, interest, growth.
    Ordered,
    /// Those in which no weight differs from the stated one by more than 0.10.
    Near,
}

impl Region {
    /// All regions, widest first.
    pub const ALL: [Self; 3] = [Self::All, Self::Ordered, Self::Near];

    /// The word on the command line and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Ordered => "ordered",
            Self::Near => "near",
        }
    }
}

/// Whether shares are exact areas or counted over a fixed set of weightings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// Areas of the weight triangle, exact but for float precision.
    Exact,
    /// Counted over so many fixed weightings, good to about half a percent; or areas of a method that is
    /// not linear in the scores.
    Approximate,
}

impl Exactness {
    /// Exact where something holds.
    pub(super) fn where_it_is(exact: bool) -> Self {
        if exact { Self::Exact } else { Self::Approximate }
    }
}

/// Which numbers are exact: areas and distances but for float precision, and which are counted over fixed
/// weightings or read off a lattice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// Of [`Stability::first_share`].
    pub first_share: Exactness,
    /// Of [`Stability::plan_share`].
    pub plan_share: Exactness,
    /// Of [`Robustness::rank_shares`], [`Stability::best_rank`] and [`Stability::worst_rank`].
    pub ranks: Exactness,
    /// Of [`Stability::expected_rank`].
    pub expected_rank: Exactness,
    /// Of [`Stability::margin`].
    pub margin: Exactness,
    /// Of [`Robustness::winner_radius`] and [`Robustness::order_radius`].
    pub radii: Exactness,
    /// Of [`Robustness::same_plan`].
    pub same_plan: Exactness,
    /// Of [`Robustness::plan_radius`].
    pub plan_radius: Exactness,
}

/// How far a ranking depends on its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The weightings that shares are taken over.
    pub region: Region,
    /// The corners of that region.
    pub corners: Outline,
    /// Which of the numbers are exact.
    pub precision: Precision,
    /// The largest change of any weight (of 1) that certainly leaves the first place as it is; `None` when
    /// no weighting changes it.
    pub winner_radius: Option<Ratio>,
    /// The same for the set of planned projects; `None` when no weighting changes it or there is no line.
    pub plan_radius: Option<Ratio>,
    /// The share of the region in which the plan is that of the stated weights, 0–1, as exact as the map;
    /// `None` when there is no line.
    pub same_plan: Option<f64>,
    /// The radius of the whole order; `None` when no weighting changes it.
    pub order_radius: Option<Ratio>,
    /// By index into [`Ranking::placed`](super::Ranking::placed).
    pub projects: Vec<Stability>,
    /// Shares of ranks by class of identical projects: see [`Robustness::rank_shares`].
    pub(super) rank_rows: Vec<Vec<f64>>,
}

impl Robustness {
    /// Whether all of the numbers are exact.
    pub fn is_exact(&self) -> bool {
        let Precision {
            first_share,
            plan_share,
            ranks,
            expected_rank,
            margin,
            radii,
            same_plan,
            plan_radius,
        } = self.precision;
        let all = [first_share, plan_share, ranks, expected_rank, margin, radii, same_plan, plan_radius];
        all.iter().all(|exactness| *exactness == Exactness::Exact)
    }

    /// The shares of weightings in which a project has rank 1, 2, 3 …, trailing zeros left out; projects
    /// with identical scores split their block of ranks evenly, so every row and column adds up to 1.
    pub fn rank_shares(&self, index: usize) -> &[f64] {
        self.projects
            .get(index)
            .and_then(|project| self.rank_rows.get(project.class))
            .map_or(&[], Vec::as_slice)
    }
}

/// How far one project's place depends on the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// The share of weightings in which it is first, 0–1; identical projects all have their group's share.
    pub first_share: f64,
    /// The share of weightings in which it is in the plan, 0–1; `None` without a line or an effort.
    pub plan_share: Option<f64>,
    /// The mean rank over the weightings, from 1.
    pub expected_rank: f64,
    /// The best rank over the weightings, from 1.
    pub best_rank: usize,
    /// The worst rank over the weightings.
    pub worst_rank: usize,
    /// How far it is from changing its side of the line, over all weightings whatever the region.
    pub margin: Margin,
    /// What it takes to be first, over all weightings whatever the region.
    pub first: FirstPlace,
    /// Which of the groups of identical score vectors it belongs to.
    pub(super) class: usize,
}

/// How far a project is from changing its side of the plan line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Margin {
    /// There is no line, or the project has no effort.
    NoLine,
    /// No weighting changes its side.
    Never,
    /// So much weight has to move.
    Flips(Flip),
}

impl Margin {
    /// The smallest amount of weight (of 1) that must move to change the side; `None` when nothing can.
    pub fn distance(&self) -> Option<Ratio> {
        match self {
            Self::Flips(flip) => Some(flip.distance),
            Self::NoLine | Self::Never => None,
        }
    }
}

/// The nearest weighting at which something turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// How much weight has to move, of 1: the largest change of any one weight.
    pub distance: Ratio,
    /// The weighting at which it turns; there the two sides are level.
    pub at: Weighting,
    /// Which weight moves where, largest first; empty at distance zero.
    pub moves: Vec<WeightMove>,
}

impl Flip {
    /// The way from the stated weights to a weighting.
    pub(super) fn between(weights: &Weights, at: Weighting) -> Self {
        let stated = Weighting::of(weights);
        Self { distance: stated.distance(&at), at, moves: stated.moves_to(&at) }
    }
}

/// Where a project is first, if anywhere.
#[derive(Debug, Clone, PartialEq)]
pub enum FirstPlace {
    /// First (alone or with identical projects) somewhere.
    Somewhere {
        /// The weightings where it is first: a convex polygon.
        outline: Outline,
        /// The share of all weightings, 0–1, above zero.
        share: f64,
        /// The centre of the polygon: the typical weighting that makes it first, adding up to 1.
        centre: [f64; 3],
        /// The nearest weighting at which it is level with the first; distance zero when it is first.
        nearest: Flip,
    },
    /// Level with the first at single weightings only, never first on any area.
    Touching {
        /// The nearest of those weightings.
        nearest: Flip,
        /// For every weighting one of these is at least as good.
        behind: Vec<usize>,
    },
    /// Never first.
    Never {
        /// For every weighting one of these is at least as good, highest ranked first: one project if it is
        /// dominated, else at most three.
        behind: Vec<usize>,
    },
    /// Too many projects are undominated to draw where each is first.
    Unknown {
        /// The share of the weightings looked at, 0–1.
        share: f64,
    },
}
