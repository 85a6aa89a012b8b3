//! The weight map: the triangle of all weightings, cut into the regions of equal plan.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::ranking::cells::Cell;
use crate::ranking::exact::Ratio;
use crate::ranking::field::Field;
use crate::ranking::outline::Mosaic;
use crate::ranking::placed::Ranking;
use crate::ranking::planned::{PlannedWhere, exact_capacity, margin, planned_exactly};
use crate::ranking::polygon::Polygon;
use crate::ranking::robustness::{Exactness, Flip, Margin, Region};
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
    /// For each project, the share of all weightings (0–1) whose most worthwhile plan within the capacity
    /// contains it: 1 is core, 0 is out. `None` where that is not known: see [`Ranking::optimum_map`].
    pub core: Option<Vec<f64>>,
    /// The cells with the plan of the stated weights.
    own: Vec<Polygon>,
    /// Whether those are exact and all of them.
    pub(super) own_exactness: Exactness,
    /// The distance to the nearest weighting with another plan; `None` when none has one.
    pub(super) radius: Option<Ratio>,
    /// How far each project is from changing its side.
    pub(super) margins: Vec<Margin>,
    /// Whether that is exact, for a method that is linear in the scores.
    pub(super) margin_exactness: Exactness,
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
    /// The share of the weightings in [`Region::Near`], 0–1.
    pub near: f64,
    /// The outlines of the region, under the even-odd rule.
    pub outlines: Vec<Outline>,
    /// The nearest weighting of this region; distance zero for the plan of the stated weights.
    pub nearest: Flip,
}

impl Ranking {
    /// Which plan follows from which weighting; `None` without a plan line.
    pub fn plan_map(&self) -> Option<PlanMap> {
        let field = Field::of(self);
        let (terrain, today) = Terrain::of(self, &field)?;
        Some(self.plan_map_on(&field, &terrain, &today))
    }

    /// The same on a terrain that is known.
    pub(super) fn plan_map_on(&self, field: &Field, terrain: &Terrain, today: &[usize]) -> PlanMap {
        let exact = exact_capacity(self, field);
        let seen = Seen { today, stated: Weighting::of(&self.rules.weights) };
        let mosaic = mosaic(&terrain.cells);
        let (mut found, (planned, margins)) = rayon::join(
            || seen.regions(&terrain.cells, &mosaic),
            || {
                let on_lattice = || {
                    let planned = || planned(&terrain.cells, &mosaic, self.placed.len());
                    rayon::join(planned, || terrain.margins(self, today))
                };
                exact.map_or_else(on_lattice, |capacity| {
                    self.exactly_planned(field, capacity, terrain, &mosaic)
                })
            },
        );
        let sharp = terrain.sharp(today);
        let own = sharp.as_ref().unwrap_or(&terrain.cells).iter().filter(|cell| cell.plan == today);
        let own = own.map(|cell| cell.polygon.clone()).collect();
        let sharp = sharp.and_then(|own| seen.regions(&own, &self::mosaic(&own)).into_iter().next());
        if let (Some(first), Some(sharp)) = (found.first_mut(), sharp) {
            *first = sharp;
        }
        PlanMap {
            exactness: terrain.exactness,
            regions: found,
            planned,
            core: self.optimum_map().map(|map| map.core),
            margins,
            margin_exactness: exact.map_or(terrain.exactness, |_| Exactness::Exact),
            radius: terrain.radius,
            own,
            own_exactness: terrain.own(),
        }
    }

    /// Where each project is in the plan and how far it is from changing its side, exactly: from the cells where
    /// they are exact, else one by one.
    fn exactly_planned(
        &self,
        field: &Field,
        capacity: u64,
        terrain: &Terrain,
        mosaic: &Mosaic,
    ) -> (Vec<PlannedWhere>, Vec<Margin>) {
        if !terrain.is_exact() {
            let one_by_one = |index| planned_exactly(self, field, capacity, index);
            return (0..self.placed.len()).into_par_iter().map(one_by_one).unzip();
        }
        let outlines = mosaic.outlines(self.placed.len(), |cell| &terrain.cells[cell].plan);
        let known = |(index, outlines)| {
            let region = PlannedWhere::within(outlines);
            let margin = margin(self, field, capacity, index, &region);
            (region, margin)
        };
        outlines.into_par_iter().enumerate().map(known).unzip()
    }
}

impl PlanMap {
    /// The share of a region in which the plan is that of the stated weights, 0–1.
    pub(super) fn same_plan(&self, region: &Polygon) -> f64 {
        snapped(self.own.iter().map(|cell| cell.within(region).area()).sum::<f64>() / region.area())
    }
}

fn mosaic(cells: &[Cell]) -> Mosaic {
    Mosaic::of(cells.iter().map(|cell| &cell.polygon))
}

/// Where the map is looked at from.
struct Seen<'a> {
    /// The plan of the stated weights.
    today: &'a [usize],
    stated: Weighting,
}

impl Seen<'_> {
    /// The regions of equal plan, that of the stated weights first, then by share.
    fn regions(&self, cells: &[Cell], mosaic: &Mosaic) -> Vec<PlanRegion> {
        let mut by_plan: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
        by_plan.entry(self.today).or_default();
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
        let near = Region::Near.polygon(self.stated.point());
        let of = |held: Vec<usize>| held.into_iter().map(|cell| &cells[cell]).collect::<Vec<_>>();
        let both: Vec<_> = by_plan.into_iter().zip(outlines).collect();
        let mut regions: Vec<PlanRegion> = both
            .into_par_iter()
            .map(|((plan, held), outlines)| self.region(plan, &of(held), outlines, &near))
            .collect();
        regions.sort_by(|a, b| {
            let first = (b.plan == self.today).cmp(&(a.plan == self.today));
            first.then(b.share.total_cmp(&a.share)).then(a.plan.cmp(&b.plan))
        });
        regions
    }

    fn region(&self, plan: &[usize], held: &[&Cell], outlines: Vec<Outline>, near: &Polygon) -> PlanRegion {
        let nearest = held.iter().filter_map(|cell| cell.nearest).min();
        let (distance, at) = nearest.filter(|_| plan != self.today).unwrap_or((Ratio::ZERO, self.stated));
        let within = held.iter().map(|cell| cell.polygon.within(near).area()).sum::<f64>();
        PlanRegion {
            plan: plan.to_vec(),
            enters: without(plan, self.today),
            leaves: without(self.today, plan),
            share: snapped(held.iter().map(|cell| cell.polygon.area()).sum()),
            near: snapped(within / near.area()),
            outlines,
            nearest: Flip { distance, at, moves: self.stated.moves_to(&at) },
        }
    }
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

/// Where one project is in the plan.
pub(super) fn planned_alone(cells: &[Cell], project: usize) -> PlannedWhere {
    let is_in = |cell: &Cell| cell.plan.binary_search(&project).is_ok();
    let outlines = mosaic(cells).outlines(1, |cell| if is_in(&cells[cell]) { &[0] } else { &[] });
    let shares = cells.iter().filter(|cell| is_in(cell)).map(|cell| cell.polygon.area());
    let outlines = outlines.into_iter().next().unwrap_or_default();
    PlannedWhere { share: snapped(shares.fold(0.0, |sum, area| sum + area)), outlines }
}
