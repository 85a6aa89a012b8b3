//! A change of value, split exactly into what its causes are.
//!
//! For the weighted mean `Δv = Σ w̄·Δs + Σ Δw·s̄` with means of before and after: it sums exactly, is symmetric
//! and needs no order of blame. For other methods, or when the method or the scale itself changes, the first
//! part is what the new scores would have done under the old rules, and the second is the rest.

use crate::criteria::PerCriterion;
use crate::portfolio::{Method, Score};
use crate::ranking::{Ratio, Rules, Weighting, value_under};

/// A change of value on the input scale; the parts add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// What changed scores did, by criterion; `None` when the method does not add up by criterion.
    pub by_criterion: Option<PerCriterion<Ratio>>,
    /// What changed scores did together.
    pub own: Ratio,
    /// What changed weights, method or scale did.
    pub rules: Ratio,
}

impl Split {
    /// The whole change.
    pub fn total(&self) -> Ratio {
        self.own + self.rules
    }
}

/// What a change of scores and rules did to a value.
pub(super) fn split(before: (&PerCriterion<Score>, &Rules), after: (&PerCriterion<Score>, &Rules)) -> Split {
    let additive = before.1.method == Method::Weighted && after.1.method == Method::Weighted;
    if additive { exact(before, after) } else { by_steps(before, after) }
}

fn exact(before: (&PerCriterion<Score>, &Rules), after: (&PerCriterion<Score>, &Rules)) -> Split {
    let (from, to) = (shares(before.1), shares(after.1));
    let mean = |a: Ratio, b: Ratio| Ratio::new((a + b).num(), (a + b).den() * 2);
    let own =
        PerCriterion::from_fn(|k| times(mean(from[k], to[k]), points(after.0[k]) - points(before.0[k])));
    let rules =
        PerCriterion::from_fn(|k| times(to[k] - from[k], mean(points(before.0[k]), points(after.0[k]))));
    let sum = |parts: PerCriterion<Ratio>| parts.into_array().into_iter().fold(Ratio::ZERO, |a, b| a + b);
    Split { by_criterion: Some(own), own: sum(own), rules: sum(rules) }
}

fn by_steps(before: (&PerCriterion<Score>, &Rules), after: (&PerCriterion<Score>, &Rules)) -> Split {
    let old = value_under(before.1, before.0);
    let middle = value_under(before.1, after.0);
    let new = value_under(after.1, after.0);
    Split { by_criterion: None, own: middle - old, rules: new - middle }
}

fn shares(rules: &Rules) -> PerCriterion<Ratio> {
    Weighting::of(&rules.weights).exact_shares()
}

fn points(score: Score) -> Ratio {
    Ratio::new(i128::from(score.thousandths()), i128::from(Score::ONE))
}

fn times(a: Ratio, b: Ratio) -> Ratio {
    Ratio::new(a.num() * b.num(), a.den() * b.den())
}
