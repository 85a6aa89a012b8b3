//! Which plan is worth most at which weighting: the optimal plans over the whole triangle.
//!
//! A plan is one big project whose scores are the (effort-weighted) sums of its parts, so the best plans form
//! an upper envelope as projects do. Start with the optimum at the three corners of the triangle; solve the
//! knapsack again at every corner of the map so far; stop when nothing better turns up. Finite and exact.

use std::collections::{BTreeMap, BTreeSet};

use crate::portfolio::{Effort, Method, ScoreMeans};
use crate::ranking::exact::{Vec3, dot, reduced, size};
use crate::ranking::field::Field;
use crate::ranking::first::FirstPolygons;
use crate::ranking::knapsack::{Item, best};
use crate::ranking::placed::Ranking;
use crate::ranking::polygon::Polygon;

/// Beyond so many projects the optimal plans are too many to map: with 60 it takes a tenth of a second, ten
/// times as long as all the rest.
pub(super) const MAX_PROJECTS: usize = 40;

/// Sums with larger entries would need more than 128 bits on the way.
const MAX_SIZE: i128 = 5_000_000;

/// The plans that are worth most somewhere in the triangle.
#[derive(Debug, Clone, PartialEq)]
pub struct OptimumMap {
    /// The plans with the share of weightings (0–1) at which each is the best, largest first. The projects
    /// are indices into [`Ranking::placed`], ascending.
    pub plans: Vec<(Vec<usize>, f64)>,
    /// For each project of [`Ranking::placed`] the share of weightings whose best plan contains it: 1 core, 0
    /// out, else it depends on the weights.
    pub core: Vec<f64>,
}

impl Ranking {
    /// The plans that are worth most at some weighting, under the stated meaning of scores; `None` without a
    /// capacity, for a method other than `weighted` (whose sums are not linear), or beyond 40 projects.
    pub fn optimum_map(&self) -> Option<OptimumMap> {
        let capacity = self.rules.capacity?.hundredths();
        let plannable: Vec<usize> =
            (0..self.placed.len()).filter(|&index| self.placed[index].project.effort.is_some()).collect();
        if plannable.len() > MAX_PROJECTS || self.rules.method != Method::Weighted {
            return None;
        }
        let parts: Vec<Part> = plannable
            .iter()
            .map(|&index| {
                let placed = &self.placed[index];
                let effort = placed.project.effort.map_or(0, Effort::hundredths);
                Part::new(&self.rules.above_bottom(&placed.scores()), effort, self.rules.score_means)
            })
            .collect();
        let mut plans: Vec<(Vec<usize>, f64)> = optimal_plans(&parts, capacity)?
            .into_iter()
            .map(|(chosen, share)| (chosen.into_iter().map(|part| plannable[part]).collect(), share))
            .collect();
        plans.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut core = vec![0.0; self.placed.len()];
        for (plan, share) in &plans {
            for &index in plan {
                core[index] += share;
            }
        }
        Some(OptimumMap { plans, core })
    }
}

/// A project as a part of a plan: its effort and what it adds on each criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    effort: u64,
    adds: Vec3,
}

impl Part {
    pub(super) fn new(scores: &Vec3, effort: u64, reading: ScoreMeans) -> Self {
        let weeks = if reading == ScoreMeans::Intensity { i128::from(effort) } else { 1 };
        Self { effort, adds: scores.map(|score| score * weeks) }
    }
}

/// Every plan that is the best on some area, with its share of the triangle.
pub(super) fn optimal_plans(parts: &[Part], capacity: u64) -> Option<Vec<(Vec<usize>, f64)>> {
    let mut plans: BTreeMap<Vec3, Vec<usize>> = BTreeMap::new();
    let mut asked: BTreeSet<Vec3> = BTreeSet::new();
    let mut open: Vec<Vec3> = vec![[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    loop {
        for at in open.drain(..) {
            if asked.insert(reduced(&at)) {
                let chosen = best_at(parts, capacity, &reduced(&at))?;
                plans.entry(total(parts, &chosen)).or_insert(chosen);
            }
        }
        let forms: Vec<(i128, Vec3)> = plans.keys().map(|sum| (0, *sum)).collect();
        let field = Field::new(&forms, vec![None; forms.len()], [1; 3]);
        if field.classes.iter().any(|class| size(&class.form) > MAX_SIZE) {
            return None;
        }
        let map = FirstPolygons::of(&field, &Polygon::triangle())?;
        let corners = map.polygons.iter().flat_map(Polygon::corners).map(|corner| reduced(&corner.point));
        open = corners.filter(|at| !asked.contains(at)).collect();
        if open.is_empty() {
            let shares = map.polygons.iter().map(Polygon::area);
            return Some(plans.into_values().zip(shares).filter(|(_, share)| *share > 0.0).collect());
        }
    }
}

/// The best plan at one weighting.
fn best_at(parts: &[Part], capacity: u64, at: &Vec3) -> Option<Vec<usize>> {
    let items: Vec<Item> =
        parts.iter().map(|part| Item { effort: part.effort, worth: dot(&part.adds, at) }).collect();
    best(&items, capacity)
}

fn total(parts: &[Part], chosen: &[usize]) -> Vec3 {
    chosen.iter().fold([0; 3], |sum, &part| [0, 1, 2].map(|k| sum[k] + parts[part].adds[k]))
}
