//! The weight map: the triangle of all weightings, cut into the regions of equal plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::portfolio::{Effort, LineRule, Method};
use crate::ranking::cells::{Cell, strict_cells};
use crate::ranking::exact::Ratio;
use crate::ranking::field::Field;
use crate::ranking::lattice::lattice_cells;
use crate::ranking::outline::Mosaic;
use crate::ranking::placed::{Ranking, Side};
use crate::ranking::polygon::Polygon;
use crate::ranking::robustness::{Exactness, Flip, Margin, Region};
use crate::ranking::weighting::{Outline, Weighting};

/// Beyond so many cells the triangle is cut into a lattice instead.
const MAX_CELLS: usize = 4_000;

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
    /// The cells that the regions are made of.
    cells: Vec<Cell>,
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

impl Ranking {
    /// Which plan follows from which weighting; `None` without a plan line.
    pub fn plan_map(&self) -> Option<PlanMap> {
        let capacity = self.rules.capacity.map(Effort::hundredths)?;
        let today = &self.plan.as_ref()?.inside;
        let field = Field::of(self);
        let strict = || strict_cells(&field, capacity, MAX_CELLS);
        let exact = (self.rules.line == LineRule::Strict).then(strict).flatten();
        let exactness = match (&exact, self.rules.method) {
            (Some(_), Method::Weighted) => Exactness::Exact,
            _ => Exactness::Approximate,
        };
        let cells = exact.unwrap_or_else(|| lattice_cells(&field, capacity, self.rules.line));
        let mosaic = Mosaic::of(cells.iter().map(|cell| &cell.polygon));
        let stated = Weighting::of(&self.rules.weights);
        let planned = (0..self.placed.len()).map(|index| planned_where(&cells, &mosaic, index)).collect();
        Some(PlanMap { exactness, regions: regions(&cells, &mosaic, today, &stated), planned, cells })
    }
}

/// How firm a plan is, without the map of where it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Firmness {
    /// The share of a region of weightings in which each project is in the plan, 0–1.
    pub plan_shares: Vec<f64>,
    /// The largest change of any weight (of 1) that certainly leaves the plan as it is; `None` when none
    /// changes it.
    pub plan_radius: Option<Ratio>,
}

impl Ranking {
    /// How firm the plan is over the weightings of a region; `None` without a plan line.
    pub fn firmness(&self, region: Region) -> Option<Firmness> {
        let capacity = self.rules.capacity.map(Effort::hundredths)?;
        let today = &self.plan.as_ref()?.inside;
        let field = Field::of(self);
        let strict = || strict_cells(&field, capacity, MAX_CELLS);
        let exact = (self.rules.line == LineRule::Strict).then(strict).flatten();
        let cells = exact.unwrap_or_else(|| lattice_cells(&field, capacity, self.rules.line));
        let stated = Weighting::of(&self.rules.weights);
        let others = cells.iter().filter(|cell| &cell.plan != today);
        Some(Firmness {
            plan_shares: plan_shares(&cells, self.placed.len(), &region.polygon(&field.weights)),
            plan_radius: others.filter_map(|cell| cell.polygon.nearest(&stated)).map(|(far, _)| far).min(),
        })
    }
}

/// The share of a region in which each project is in the plan, 0–1.
fn plan_shares(cells: &[Cell], projects: usize, region: &Polygon) -> Vec<f64> {
    let mut shares = vec![0.0; projects];
    let whole = region.area();
    for cell in cells {
        let inside =
            region.corners().iter().fold(cell.polygon.clone(), |part, corner| part.clip(&corner.edge));
        for &index in &cell.plan {
            shares[index] += inside.area();
        }
    }
    shares.into_iter().map(|share| if whole > 0.0 { (share / whole).min(1.0) } else { 0.0 }).collect()
}

impl PlanMap {
    /// The share of a region of weightings in which each project is in the plan, 0-1.
    pub(super) fn plan_shares(&self, region: &Polygon) -> Vec<f64> {
        plan_shares(&self.cells, self.planned.len(), region)
    }

    /// How far each project is from changing its side.
    pub(super) fn margins(&self, ranking: &Ranking) -> Vec<Margin> {
        let open = |side: Side| {
            if matches!(side, Side::Planned | Side::Below) { Margin::Never } else { Margin::NoLine }
        };
        let mut margins: Vec<Margin> = ranking.placed.iter().map(|placed| open(placed.side)).collect();
        let mut nearest: Vec<&PlanRegion> = self.regions.iter().collect();
        nearest.sort_by(|a, b| (a.nearest.distance, a.nearest.at).cmp(&(b.nearest.distance, b.nearest.at)));
        for region in nearest {
            for &index in region.enters.iter().chain(&region.leaves) {
                if margins[index] == Margin::Never {
                    margins[index] = Margin::Flips(region.nearest.clone());
                }
            }
        }
        margins
    }

    /// The distance to the nearest weighting with another plan.
    pub(super) fn radius(&self) -> Option<Ratio> {
        let changes = |region: &&PlanRegion| !region.enters.is_empty() || !region.leaves.is_empty();
        self.regions.iter().filter(changes).map(|region| region.nearest.distance).min()
    }
}

fn regions(cells: &[Cell], mosaic: &Mosaic, today: &[usize], stated: &Weighting) -> Vec<PlanRegion> {
    let mut by_plan: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    by_plan.entry(today).or_default();
    for (cell, found) in cells.iter().enumerate() {
        by_plan.entry(&found.plan).or_default().push(cell);
    }
    let region = |(plan, held): (&[usize], Vec<usize>)| {
        let holds: BTreeSet<usize> = held.iter().copied().collect();
        let nearest = held.iter().filter_map(|&cell| cells[cell].polygon.nearest(stated)).min();
        let (distance, at) = nearest.filter(|_| plan != today).unwrap_or((Ratio::ZERO, *stated));
        PlanRegion {
            plan: plan.to_vec(),
            enters: without(plan, today),
            leaves: without(today, plan),
            share: held.iter().map(|&cell| cells[cell].polygon.area()).sum(),
            outlines: mosaic.outlines(|cell| holds.contains(&cell)),
            nearest: Flip { distance, at, moves: stated.moves_to(&at) },
        }
    };
    let mut regions: Vec<PlanRegion> = by_plan.into_iter().map(region).collect();
    regions.sort_by(|a, b| {
        (b.plan == today).cmp(&(a.plan == today)).then(b.share.total_cmp(&a.share)).then(a.plan.cmp(&b.plan))
    });
    regions
}

/// What a sorted list has that the other has not.
fn without(list: &[usize], other: &[usize]) -> Vec<usize> {
    list.iter().copied().filter(|index| other.binary_search(index).is_err()).collect()
}

fn planned_where(cells: &[Cell], mosaic: &Mosaic, index: usize) -> PlannedWhere {
    let inside: Vec<bool> = cells.iter().map(|cell| cell.plan.binary_search(&index).is_ok()).collect();
    if inside.iter().all(|inside| *inside) {
        return PlannedWhere { share: 1.0, outlines: vec![Polygon::triangle().outline()] };
    }
    let areas = cells.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(cell, _)| cell.polygon.area());
    let share = areas.sum();
    let outlines = if share > 0.0 { mosaic.outlines(|cell| inside[cell]) } else { Vec::new() };
    PlannedWhere { share, outlines }
}
