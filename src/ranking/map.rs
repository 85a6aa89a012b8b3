//! The weight map: the triangle of all weightings, cut into the regions of equal plan.

use std::collections::BTreeMap;

use crate::ranking::cells::Cell;
use crate::ranking::exact::Ratio;
use crate::ranking::field::Field;
use crate::ranking::outline::Mosaic;
use crate::ranking::placed::Ranking;
use crate::ranking::robustness::{Exactness, Flip, Margin};
use crate::ranking::terrain::{Terrain, snapped, without};
use crate::ranking::weighting::{Outline, Weighting};

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
    /// The distance to the nearest weighting with another plan; `None` when none has one.
    pub(super) radius: Option<Ratio>,
    /// How far each project is from changing its side.
    pub(super) margins: Vec<Margin>,
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
        let (terrain, today) = Terrain::of(self, &Field::of(self))?;
        let stated = Weighting::of(&self.rules.weights);
        let mosaic = mosaic(&terrain.cells);
        let mut found = regions(&terrain.cells, &mosaic, &today, &stated);
        let sharp = terrain.sharp(&today);
        let sharp =
            sharp.and_then(|own| regions(&own, &self::mosaic(&own), &today, &stated).into_iter().next());
        if let (Some(first), Some(sharp)) = (found.first_mut(), sharp) {
            *first = sharp;
        }
        Some(PlanMap {
            exactness: terrain.exactness,
            regions: found,
            planned: planned(&terrain.cells, &mosaic, self.placed.len()),
            margins: terrain.margins(self, &today),
            radius: terrain.radius,
        })
    }
}

fn mosaic(cells: &[Cell]) -> Mosaic {
    Mosaic::of(cells.iter().map(|cell| &cell.polygon))
}

fn regions(cells: &[Cell], mosaic: &Mosaic, today: &[usize], stated: &Weighting) -> Vec<PlanRegion> {
    let mut by_plan: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    by_plan.entry(today).or_default();
    for (cell, found) in cells.iter().enumerate() {
        by_plan.entry(&found.plan).or_default().push(cell);
    }
    let mut region_of = vec![[0]; cells.len()];
    for (region, held) in by_plan.values().enumerate() {
        for &cell in held {
            region_of[cell] = [region];
        }
    }
    let outlines = mosaic.outlines(by_plan.len(), |cell| &region_of[cell]);
    let region = |((plan, held), outlines): ((&[usize], Vec<usize>), Vec<Outline>)| {
        let nearest = held.iter().filter_map(|&cell| cells[cell].nearest).min();
        let (distance, at) = nearest.filter(|_| plan != today).unwrap_or((Ratio::ZERO, *stated));
        PlanRegion {
            plan: plan.to_vec(),
            enters: without(plan, today),
            leaves: without(today, plan),
            share: snapped(held.iter().map(|&cell| cells[cell].polygon.area()).sum()),
            outlines,
            nearest: Flip { distance, at, moves: stated.moves_to(&at) },
        }
    };
    let mut regions: Vec<PlanRegion> = by_plan.into_iter().zip(outlines).map(region).collect();
    regions.sort_by(|a, b| {
        (b.plan == today).cmp(&(a.plan == today)).then(b.share.total_cmp(&a.share)).then(a.plan.cmp(&b.plan))
    });
    regions
}

/// Where each project is in the plan.
fn planned(cells: &[Cell], mosaic: &Mosaic, projects: usize) -> Vec<PlannedWhere> {
    let outlines = mosaic.outlines(projects, |cell| &cells[cell].plan);
    let mut shares = vec![0.0; projects];
    for cell in cells {
        let area = cell.polygon.area();
        cell.plan.iter().for_each(|&index| shares[index] += area);
    }
    let both = shares.into_iter().zip(outlines);
    both.map(|(share, outlines)| PlannedWhere { share: snapped(share), outlines }).collect()
}
