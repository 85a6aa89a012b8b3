//! Two projects over all weightings: how far the order is from turning, and where one weight alone turns it.

use crate::criteria::{Criterion, PerCriterion};
use crate::ranking::exact::{Ratio, Vec3, dot, minus, sum};
use crate::ranking::field::{Class, Lead, form};
use crate::ranking::method::Scorer;
use crate::ranking::placed::Ranking;
use crate::ranking::robustness::Flip;
use crate::ranking::weighting::Weighting;

/// How much weight has to move before the one behind is level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// The amount as a numerator over `den` parts of the sum of the weights.
    num: i128,
    den: i128,
    /// The nearest weighting at which the two are level.
    pub(super) at: Vec3,
}

impl Turn {
    /// Whether this is nearer than another turn at the same weights.
    pub(super) fn is_nearer(&self, other: &Self) -> bool {
        self.num * other.den < other.num * self.den
    }

    /// Whether the turn of a difference (of one behind and one ahead) may be nearer than this one: no way of
    /// moving weight closes more of the gap than from the criterion where it is worst off to the best.
    pub(super) fn may_be_beaten(&self, difference: &Vec3, weights: &Vec3) -> bool {
        let (low, high) =
            difference.iter().fold((0, 0), |(low, high), &part| (part.min(low), part.max(high)));
        -dot(difference, weights) * self.den < self.num * (high - low)
    }

    /// The amount of weight, of 1.
    pub(super) fn distance(&self, weights: &Vec3) -> Ratio {
        Ratio::new(self.num, self.den * sum(weights))
    }
}

/// The nearest weighting at which the one behind is level, for `behind - ahead` and the stated weights;
/// `None` when there is none. Weight goes to the criterion where the one behind is best off, first from the
/// criterion where it is worst off: nothing closes more of the gap per unit.
pub(super) fn turn(difference: &Vec3, weights: &Vec3) -> Option<Turn> {
    let mut gap = -dot(difference, weights);
    if gap <= 0 {
        return Some(Turn { num: 0, den: 1, at: *weights });
    }
    let to = (0..3).rev().max_by_key(|&k| difference[k])?;
    let mut worst_first = [0, 1, 2];
    worst_first.sort_by_key(|&k| (k == to, difference[k]));
    let (mut at, mut moved) = (*weights, 0);
    for from in [worst_first[0], worst_first[1]] {
        let slope = difference[to] - difference[from];
        if slope == 0 {
            break;
        }
        if at[from] * slope >= gap {
            let mut level = at.map(|part| part * slope);
            level[from] -= gap;
            level[to] += gap;
            return Some(Turn { num: moved * slope + gap, den: slope, at: level });
        }
        gap -= at[from] * slope;
        moved += at[from];
        at[to] += at[from];
        at[from] = 0;
    }
    None
}

/// The nearest of the turns between one ahead and one behind; identical projects never turn.
pub(super) fn nearest<'a>(
    pairs: impl Iterator<Item = (&'a Class, &'a Class)>,
    weights: &Vec3,
) -> Option<Turn> {
    pairs.fold(None, |best: Option<Turn>, (ahead, behind)| match behind.lead(ahead) {
        Lead::Line(difference) if difference != [0; 3] => match (best, turn(&difference, weights)) {
            (Some(best), Some(found)) if !found.is_nearer(&best) => Some(best),
            (best, found) => found.or(best),
        },
        _ => best,
    })
}

/// Where two projects are level when one weight alone changes and the other two keep their proportion (or
/// are equal when both are zero): that weight, 0–1, by criterion.
pub(super) fn crossings(difference: &Vec3, weights: &Vec3) -> PerCriterion<Option<Ratio>> {
    PerCriterion::from([0, 1, 2].map(|k| {
        let mut others = *weights;
        others[k] = 0;
        if sum(&others) == 0 {
            others = [1; 3];
            others[k] = 0;
        }
        let without = dot(difference, &others);
        let slope = without - difference[k] * sum(&others);
        let at = Ratio::new(without, slope);
        (slope != 0 && at >= Ratio::ZERO && at <= Ratio::ONE).then_some(at)
    }))
}

impl Ranking {
    /// The nearest weighting at which the project at `behind` is level with the one at `ahead`: distance
    /// zero when it is so already, `None` when no weighting does it or the two are identical.
    pub fn overtakes(&self, behind: usize, ahead: usize) -> Option<Flip> {
        let [behind, ahead] = self.forms(behind, ahead)?;
        let weights = self.rules.weights();
        let turn = nearest(std::iter::once((&ahead, &behind)), &weights)?;
        Some(Flip::between(&self.rules.weights, Weighting::at(&turn.at)))
    }

    /// For each criterion the weight (0–1) at which two projects are level when that weight alone changes and
    /// the other two keep their proportion; `None` where there is none.
    pub fn crossings(&self, a: usize, b: usize) -> PerCriterion<Option<Ratio>> {
        match self.forms(a, b) {
            Some([a, b]) if a.tier == b.tier => crossings(&minus(&a.form, &b.form), &self.rules.weights()),
            _ => PerCriterion::from_fn(|_: Criterion| None),
        }
    }

    /// Two projects as linear forms.
    fn forms(&self, a: usize, b: usize) -> Option<[Class; 2]> {
        let scorer = Scorer::new(&self.rules);
        let class = |index: usize| {
            let (tier, form) = form(self.rules.method, &scorer, &self.entry(index)?.scores);
            Some(Class { tier, form, members: vec![index] })
        };
        Some([class(a)?, class(b)?])
    }
}
