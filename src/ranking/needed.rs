//! What a project would need: the scores with which it passes another one, at the stated weights.

use std::cmp::Ordering;

use crate::criteria::PerCriterion;
use crate::portfolio::{LineRule, Score};
use crate::ranking::exact::Vec3;
use crate::ranking::method::Scorer;
use crate::ranking::order::Entry;
use crate::ranking::placed::{Ranking, Side};

/// Beyond so many steps on one criterion the fewest steps over all three are not looked for.
const MAX_STEPS: i128 = 200;

/// What it would take to pass one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The project to pass, as an index into [`Ranking::placed`].
    pub target: usize,
    /// On each criterion alone, the smallest score on the scale's grid with which it passes (the score it has
    /// if it has passed already); `None` when not even the top of the scale is enough.
    pub alone: PerCriterion<Option<Score>>,
    /// The scores with the fewest steps raised in all; `None` when nothing on the scale is enough.
    pub together: Option<Raise>,
}

/// A way to raise scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    /// How many steps of the scale in all.
    pub steps: usize,
    /// The scores after it.
    pub scores: PerCriterion<Score>,
}

/// What a project would need for each of the places people ask about; `None` where it is there already (or
/// the place does not exist).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// To pass the project one position above.
    pub neighbour: Option<Needed>,
    /// To come into the plan; the target is the first project whose place it must take. `None` as well when
    /// its effort alone is more than the capacity.
    pub line: Option<Needed>,
    /// To be first.
    pub first: Option<Needed>,
}

impl Ranking {
    /// What the project at an index would need for the place above, the plan and the first place.
    pub fn reach(&self, index: usize) -> Reach {
        let above = index.checked_sub(1);
        Reach {
            neighbour: above.and_then(|target| self.needed(index, target)),
            line: self.line_target(index).and_then(|target| self.needed(index, target)),
            first: above.and_then(|_| self.needed(index, 0)),
        }
    }

    /// What the project at `index` would need to stand before the one at `target`, ties broken as always;
    /// `None` for an index that does not exist.
    pub fn needed(&self, index: usize, target: usize) -> Option<Needed> {
        let scorer = Scorer::new(&self.rules);
        let (mover, goal) = (self.entry(index)?, self.entry(target)?);
        let goal_key = scorer.key(&goal.scores);
        let passes = |scores: &Vec3| match scorer.key(scores).cmp(&goal_key) {
            Ordering::Equal => Entry { scores: *scores, ..mover }.tie_order(&goal) == Ordering::Less,
            found => found == Ordering::Greater,
        };
        let grid = Grid { step: i128::from(self.rules.step.thousandths()).max(1), top: self.rules.span() };
        let score =
            |above: i128| Score::from_thousandths((above + i128::from(self.rules.min.thousandths())) as i32);
        Some(Needed {
            target,
            alone: PerCriterion::from(alone(&mover.scores, &grid, &passes).map(|found| found.map(score))),
            together: together(&mover.scores, &grid, &passes)
                .map(|(steps, scores)| Raise { steps, scores: PerCriterion::from(scores.map(score)) }),
        })
    }

    /// The last project that one outside the plan has to pass so that it comes in: what stands before that
    /// place leaves room for it.
    fn line_target(&self, index: usize) -> Option<usize> {
        let own = self.placed.get(index).filter(|placed| placed.side == Side::Below)?;
        let effort = own.project.effort?.hundredths();
        let mut left = self.rules.capacity?.hundredths();
        let mut found = None;
        for (place, before) in self.efforts().enumerate().take(index) {
            if effort <= left {
                found = Some(place);
            }
            match before {
                Some(before) if before <= left => left -= before,
                Some(_) if self.rules.line == LineRule::Strict => break,
                _ => {}
            }
        }
        found
    }
}

/// The scores above the bottom of the scale that a document may state: multiples of a step up to the top.
pub(super) struct Grid {
    pub(super) step: i128,
    pub(super) top: i128,
}

impl Grid {
    /// The score after raising one by so many steps: to the grid first, never beyond the top.
    pub(super) fn raised(&self, from: i128, steps: i128) -> i128 {
        if steps == 0 { from } else { ((from.div_euclid(self.step) + steps) * self.step).min(self.top) }
    }

    /// How many steps lead to the top.
    pub(super) fn steps(&self, from: i128) -> i128 {
        let (whole, rest) = ((self.top - from) / self.step, (self.top - from) % self.step);
        whole + i128::from(rest > 0 && self.raised(from, whole) < self.top)
    }

    /// The fewest steps on one criterion with which `passes` holds, if any; `passes` is monotone.
    fn fewest(&self, from: i128, passes: impl Fn(i128) -> bool) -> Option<i128> {
        let (mut low, mut high) = (0, self.steps(from));
        if !passes(self.raised(from, high)) {
            return None;
        }
        while low < high {
            let middle = i128::midpoint(low, high);
            (low, high) = if passes(self.raised(from, middle)) { (low, middle) } else { (middle + 1, high) };
        }
        Some(low)
    }
}

/// For each criterion the smallest score that passes when only it is raised.
pub(super) fn alone(scores: &Vec3, grid: &Grid, passes: &impl Fn(&Vec3) -> bool) -> [Option<i128>; 3] {
    [0, 1, 2].map(|k| {
        let with = |score| {
            let mut raised = *scores;
            raised[k] = score;
            passes(&raised)
        };
        grid.fewest(scores[k], with).map(|steps| grid.raised(scores[k], steps))
    })
}

/// The raise with the fewest steps; of those the one that raises business least, then interest.
pub(super) fn together(scores: &Vec3, grid: &Grid, passes: &impl Fn(&Vec3) -> bool) -> Option<(usize, Vec3)> {
    let most = scores.map(|score| grid.steps(score));
    if most.iter().any(|steps| *steps > MAX_STEPS) {
        return None;
    }
    let mut found: Option<(i128, Vec3)> = None;
    for business in 0..=most[0] {
        for interest in 0..=most[1] {
            let bound = found.map_or(i128::MAX, |(steps, _)| steps);
            if business + interest >= bound {
                break;
            }
            let (b, i) = (grid.raised(scores[0], business), grid.raised(scores[1], interest));
            let growth = grid.fewest(scores[2], |g| passes(&[b, i, g]));
            if let Some(growth) = growth.filter(|growth| business + interest + growth < bound) {
                found = Some((business + interest + growth, [b, i, grid.raised(scores[2], growth)]));
            }
        }
    }
    found.map(|(steps, scores)| (steps as usize, scores))
}
