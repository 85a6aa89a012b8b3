//! The triangle covered by cells of equal plan: exact ones where there are few, a lattice where there are many.
//!
//! Where it is a lattice, exact cells around the stated weights say what happens near by; only what is
//! farther away than they reach is read off the lattice.

use crate::portfolio::{Effort, LineRule, Method};
use crate::ranking::cells::{Cell, Survey, strict_cells};
use crate::ranking::exact::Ratio;
use crate::ranking::field::Field;
use crate::ranking::lattice::lattice_cells;
use crate::ranking::outline::only_in;
use crate::ranking::placed::{Ranking, Side};
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::counted;
use crate::ranking::robustness::{Exactness, Flip, Margin, Region};
use crate::ranking::weighting::Weighting;

/// Beyond so many cells the triangle is cut into a lattice.
const MAX_CELLS: usize = 2_000;

/// Beyond so many projects there are nearly always more cells than that, so fewer are looked for.
const MANY: usize = 120;

/// How many cells near the stated weights are looked at then.
const NEAR_CELLS: usize = 150;

/// Cells that cover the triangle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Terrain {
    pub(super) cells: Vec<Cell>,
    /// The exact cells near the stated weights, when `cells` are a lattice.
    near: Option<Survey>,
    lattice: bool,
    pub(super) exactness: Exactness,
}

impl Terrain {
    /// The terrain of a ranking with a plan line, and the projects planned today.
    pub(super) fn of(ranking: &Ranking, field: &Field) -> Option<(Self, Vec<usize>)> {
        let capacity = ranking.rules.capacity.map(Effort::hundredths)?;
        let today = ranking.plan.as_ref()?.inside.clone();
        let most = if ranking.placed.len() > MANY { NEAR_CELLS } else { MAX_CELLS };
        let strict = || strict_cells(field, capacity, &today, most);
        let survey = (ranking.rules.line == LineRule::Strict).then(strict).flatten();
        let terrain = match survey {
            Some(survey) if survey.seen_up_to.is_none() => {
                let linear = ranking.rules.method == Method::Weighted;
                let exactness = if linear { Exactness::Exact } else { Exactness::Approximate };
                Self { cells: survey.cells, near: None, lattice: false, exactness }
            }
            near => {
                let cells = lattice_cells(field, capacity, ranking.rules.line);
                Self { cells, near, lattice: true, exactness: Exactness::Approximate }
            }
        };
        Some((terrain, today))
    }

    /// The exact cells with today's plan, when the others are a lattice.
    pub(super) fn sharp(&self, today: &[usize]) -> Option<Vec<Cell>> {
        let near = self.near.as_ref()?;
        Some(near.cells.iter().filter(|cell| cell.plan == today).cloned().collect())
    }

    /// The share of a region in which each project is in the plan, 0–1; `None` for a lattice, which is too
    /// coarse to measure with.
    pub(super) fn plan_shares(&self, projects: usize, region: &Polygon) -> Option<Vec<f64>> {
        let whole = region.area();
        if self.lattice || whole <= 0.0 {
            return None;
        }
        let mut shares = vec![0.0; projects];
        for cell in &self.cells {
            let area = cell.polygon.within(region).area() / whole;
            for &index in &cell.plan {
                shares[index] += area;
            }
        }
        Some(shares.into_iter().map(snapped).collect())
    }

    /// The nearest turn of each project: among the exact cells as far as they reach, else on the lattice.
    pub(super) fn margins(&self, ranking: &Ranking, today: &[usize]) -> Vec<Margin> {
        let stated = Weighting::of(&ranking.rules.weights);
        let open =
            |side| if matches!(side, Side::Planned | Side::Below) { Margin::Never } else { Margin::NoLine };
        let mut margins: Vec<Margin> = ranking.placed.iter().map(|placed| open(placed.side)).collect();
        for (distance, at, plan) in self.turns(today) {
            for index in without(plan, today).into_iter().chain(without(today, plan)) {
                if margins[index] == Margin::Never {
                    margins[index] = Margin::Flips(Flip { distance, at, moves: stated.moves_to(&at) });
                }
            }
        }
        margins
    }

    /// Every other plan with its distance, nearest first.
    fn turns(&self, today: &[usize]) -> Vec<(Ratio, Weighting, &[usize])> {
        let turn = |cell: &Cell| cell.nearest.filter(|_| cell.plan != today);
        let seen = self.near.as_ref().and_then(|near| near.seen_up_to).unwrap_or(Ratio::ZERO);
        let near = self.near.iter().flat_map(|near| &near.cells);
        let mut turns: Vec<(Ratio, Weighting, &[usize])> = near
            .filter_map(|cell| turn(cell).map(|(distance, at)| (distance, at, cell.plan.as_slice())))
            .filter(|(distance, ..)| *distance < seen)
            .collect();
        let far = self.cells.iter().filter_map(|cell| Some((turn(cell)?, cell.plan.as_slice())));
        // What the lattice shows nearer than the exact cells reach is its coarseness.
        turns.extend(far.map(|((distance, at), plan)| (distance.max(seen), at, plan)));
        turns.sort();
        turns
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
        let field = Field::of(self);
        let (terrain, today) = Terrain::of(self, &field)?;
        let ground = region.polygon(&field.weights);
        let capacity = self.rules.capacity.map(Effort::hundredths)?;
        let count = || counted(&field, &ground, Some((capacity, self.rules.line))).plan_shares;
        Some(Firmness {
            plan_shares: terrain.plan_shares(self.placed.len(), &ground).unwrap_or_else(count),
            plan_radius: radius(&terrain.margins(self, &today)),
        })
    }
}

/// The distance to the nearest weighting with another plan.
pub(super) fn radius(margins: &[Margin]) -> Option<Ratio> {
    margins.iter().filter_map(Margin::distance).min()
}

/// A share without the float noise next to nothing and everything.
pub(super) fn snapped(share: f64) -> f64 {
    match share {
        ..1e-12 => 0.0,
        share if share > 1.0 - 1e-12 => 1.0,
        share => share,
    }
}

/// What a sorted list has that the other has not.
pub(super) fn without(list: &[usize], other: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    only_in(list, other, |index| found.push(index));
    found
}
