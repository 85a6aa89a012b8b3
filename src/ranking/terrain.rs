//! The triangle covered by cells of equal plan: exact ones where there are few, a lattice where there are many.
//!
//! Where it is a lattice, exact cells around the stated weights say what happens near by; only what is
//! farther away than they reach is read off the lattice.

use std::ops::Deref;

use crate::portfolio::{Effort, LineRule, Method};
use crate::ranking::cells::{Cell, Survey, strict_cells};
use crate::ranking::exact::{Ratio, Vec3};
use crate::ranking::field::Field;
use crate::ranking::lattice::{lattice, lattice_alone, plan_at};
use crate::ranking::outline::only_in;
use crate::ranking::placed::{Ranking, Side};
use crate::ranking::ranks::plan_shares;
use crate::ranking::rivals::Rivals;
use crate::ranking::robustness::{Exactness, Flip, Margin, Region};
use crate::ranking::shortlist::strict_radius;
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
    /// Whether these are where plans change, and no lattice.
    is_cut: bool,
    /// The exact cells near the stated weights, when `cells` are a lattice.
    near: Option<Survey>,
    pub(super) exactness: Exactness,
    /// The distance to the nearest weighting with another plan; `None` when none has one.
    pub(super) radius: Option<Ratio>,
}

impl Terrain {
    /// The terrain of a ranking with a plan line, and the projects planned today.
    pub(super) fn of(ranking: &Ranking, field: &Field) -> Option<(Self, Vec<usize>)> {
        Self::on(ranking, field, survey(ranking, field))
    }

    /// The same when what [`survey`] gives is known.
    pub(super) fn on(ranking: &Ranking, field: &Field, survey: Option<Survey>) -> Option<(Self, Vec<usize>)> {
        let capacity = ranking.rules.capacity.map(Effort::hundredths)?;
        let today = ranking.plan.as_ref()?.inside.clone();
        let line = ranking.rules.line;
        let mut terrain =
            Self::covering(ranking, survey, || lattice(field, |at| plan_at(field, capacity, line, at)));
        terrain.radius = match line {
            LineRule::Strict => strict_radius(field, capacity, &today),
            LineRule::Fill => terrain.turns(&today).first().map(|(distance, ..)| *distance),
        };
        Some((terrain, today))
    }

    /// The terrain of the strict rule as one project sees it, whose plans hold it or nobody; and whether today's
    /// does. `survey` is what [`survey`] gives, `lattice` what [`lattice_of_one`] does, `radius` what
    /// [`strict_radius`] does.
    pub(super) fn of_one(
        ranking: &Ranking,
        survey: Option<&Survey>,
        lattice: Vec<Cell>,
        radius: Option<Ratio>,
        index: usize,
    ) -> (Self, Vec<usize>) {
        let survey = survey.map(|survey| survey.with_plans(|plan| only(index, plan)));
        let today = only(index, ranking.plan.as_ref().map_or(&[], |plan| &plan.inside));
        (Self { radius, ..Self::covering(ranking, survey, || lattice) }, today)
    }

    /// The cells of a survey where they are all there are, else a lattice, with the survey for what is near.
    fn covering(ranking: &Ranking, survey: Option<Survey>, lattice: impl FnOnce() -> Vec<Cell>) -> Self {
        match survey {
            Some(survey) if survey.seen_up_to.is_none() => {
                let exactness = Exactness::where_it_is(ranking.rules.method == Method::Weighted);
                Self { cells: survey.cells, is_cut: true, near: None, exactness, radius: None }
            }
            near => {
                let (cells, exactness) = (lattice(), Exactness::Approximate);
                Self { cells, is_cut: false, near, exactness, radius: None }
            }
        }
    }

    /// Whether plans change where the cells end.
    pub(super) fn is_exact(&self) -> bool {
        self.is_cut
    }

    /// The exact cells with today's plan, when the others are a lattice.
    pub(super) fn sharp(&self, today: &[usize]) -> Option<Vec<Cell>> {
        let near = self.near.as_ref()?;
        Some(near.cells.iter().filter(|cell| cell.plan == today).cloned().collect())
    }

    /// Whether the region of today's plan is known exactly, for a method that is linear in the scores.
    pub(super) fn own(&self) -> Exactness {
        self.near.as_ref().map_or(self.exactness, |near| near.own)
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

    /// The same of one project.
    pub(super) fn margin(&self, ranking: &Ranking, today: &[usize], index: usize) -> Margin {
        if !matches!(ranking.placed[index].side, Side::Planned | Side::Below) {
            return Margin::NoLine;
        }
        let has = |plan: &[usize]| plan.binary_search(&index).is_ok();
        let mut turns = self.turns(today).into_iter();
        let stated = Weighting::of(&ranking.rules.weights);
        turns.find(|(.., plan)| has(plan) != has(today)).map_or(Margin::Never, |(distance, at, _)| {
            Margin::Flips(Flip { distance, at, moves: stated.moves_to(&at) })
        })
    }

    /// Every other plan with its distance, nearest first.
    fn turns(&self, today: &[usize]) -> Vec<(Ratio, Weighting, &[usize])> {
        let turn = |cell: &Cell| cell.nearest.filter(|_| cell.plan != today);
        let near = self.near.iter().flat_map(|near| &near.cells);
        let seen = self.near.as_ref().and_then(|near| near.seen_up_to).unwrap_or(Ratio::ZERO);
        let mut turns: Vec<(Ratio, Weighting, &[usize])> = near
            .filter_map(|cell| turn(cell).map(|(distance, at)| (distance, at, cell.plan.as_slice())))
            .filter(|(distance, ..)| *distance < seen)
            .collect();
        let far = self.cells.iter().filter_map(|cell| Some((turn(cell)?, cell.plan.as_slice())));
        // What the lattice shows nearer than the exact cells reach, or than any other plan is, is its
        // coarseness.
        let least = self.radius.unwrap_or(Ratio::ZERO).max(seen);
        turns.extend(far.map(|((distance, at), plan)| (distance.max(least), at, plan)));
        turns.sort();
        turns
    }
}

/// A plan as one project sees it: it alone, or nobody.
fn only(index: usize, plan: &[usize]) -> Vec<usize> {
    plan.binary_search(&index).map_or(Vec::new(), |_| vec![index])
}

/// The lattice of the strict rule as one project sees it, with its rivals over all weightings; `None` without a plan
/// line.
pub(super) fn lattice_of_one(
    ranking: &Ranking,
    field: &Field,
    rivals: &impl Deref<Target = Rivals>,
    index: usize,
) -> Option<Vec<Cell>> {
    let capacity = ranking.rules.capacity.map(Effort::hundredths)?;
    let today = only(index, &ranking.plan.as_ref()?.inside);
    let room = field.through(index).and_then(|own| capacity.checked_sub(own));
    let is_in = |at: &Vec3| room.is_some_and(|room| rivals.ahead(at).1 <= room);
    Some(lattice_alone(field, |at| if is_in(at) { vec![index] } else { Vec::new() }, &today))
}

/// The exact cells of a ranking from the stated weights outwards, as many as are worth it; `None` without a plan
/// line, and for the filling rule, which has none.
pub(super) fn survey(ranking: &Ranking, field: &Field) -> Option<Survey> {
    let capacity = ranking.rules.capacity.map(Effort::hundredths)?;
    let today = &ranking.plan.as_ref()?.inside;
    let most = if ranking.placed.len() > MANY { NEAR_CELLS } else { MAX_CELLS };
    let strict = || strict_cells(field, capacity, today, most);
    (ranking.rules.line == LineRule::Strict).then(strict).flatten()
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
        Firmness::over(region, self, &field, plan_radius(self, &field))
    }
}

impl Firmness {
    /// The firmness of a ranking's plan over a region, in the field of the ranking and with its [`plan_radius`];
    /// `None` without a plan line.
    pub(super) fn over(
        region: Region,
        ranking: &Ranking,
        field: &Field,
        plan_radius: Option<Ratio>,
    ) -> Option<Self> {
        let capacity = ranking.rules.capacity.map(Effort::hundredths).filter(|_| ranking.plan.is_some())?;
        let shares = plan_shares(field, &region.polygon(&field.weights), (capacity, ranking.rules.line));
        Some(Self { plan_shares: shares.into_iter().map(snapped).collect(), plan_radius })
    }
}

/// The largest change of any weight (of 1) that certainly leaves the plan of a ranking as it is; `None` when none
/// changes it, or without a plan line.
pub(super) fn plan_radius(ranking: &Ranking, field: &Field) -> Option<Ratio> {
    let capacity = ranking.rules.capacity.map(Effort::hundredths)?;
    match ranking.rules.line {
        LineRule::Strict => strict_radius(field, capacity, &ranking.plan.as_ref()?.inside),
        LineRule::Fill => Terrain::of(ranking, field)?.0.radius,
    }
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
