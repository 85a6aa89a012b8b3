//! The weight map: the triangle of all weightings, cut into the regions of equal plan.

use crate::ranking::robustness::{Exactness, Flip};
use crate::ranking::weighting::Outline;

/// Which plan follows from which weighting.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanMap {
    /// Whether the outlines are exact, or steps of a fixed lattice (many projects, or `line: fill`).
    pub exactness: Exactness,
    /// The distinct plans: the plan of the stated weights first, then by share, largest first.
    pub regions: Vec<PlanRegion>,
    /// For each project of [`Ranking::placed`](super::Ranking::placed), where it is in the plan. Empty when it
    /// never is; one triangle when it always is.
    pub planned: Vec<PlannedWhere>,
}

/// The weightings that give one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRegion {
    /// The planned projects as indices into [`Ranking::placed`](super::Ranking::placed), ascending.
    pub plan: Vec<usize>,
    /// Planned here but not under the stated weights.
    pub enters: Vec<usize>,
    /// Planned under the stated weights but not here.
    pub leaves: Vec<usize>,
    /// The share of all weightings, 0–1.
    pub share: f64,
    /// The outlines of the region, under the even-odd rule.
    pub outlines: Vec<Outline>,
    /// The nearest weighting of this region; distance zero for the plan of the stated weights.
    pub nearest: Flip,
}

/// The weightings under which one project is in the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlannedWhere {
    /// The share of all weightings, 0–1.
    pub share: f64,
    /// The outlines, under the even-odd rule.
    pub outlines: Vec<Outline>,
}
