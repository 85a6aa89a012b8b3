//! A weighting as a point of the weight triangle, and the weight that moves between two of them.
//!
//! Points are homogeneous whole numbers, so a corner of a polygon is exact. This module draws nothing.

use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::Weights;
use crate::ranking::exact::{Ratio, Vec3, reduced, sum};

/// One way to weigh the three criteria, exactly: three non-negative whole numbers, not all zero, of which
/// only the proportions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weighting(Vec3);

impl Weighting {
    /// The weighting at a point of the triangle.
    pub(super) fn at(point: &Vec3) -> Self {
        Self(reduced(point))
    }

    /// The weighting at a point that is in lowest terms already.
    pub(super) fn in_lowest_terms(point: Vec3) -> Self {
        Self(point)
    }

    /// The stated weights as a point of the triangle.
    pub fn of(weights: &Weights) -> Self {
        Self(weights.parts().into_array().map(i128::from))
    }

    /// The three numbers in lowest terms.
    pub(super) fn point(&self) -> &Vec3 {
        &self.0
    }

    /// Each criterion's weight, 0–1, exactly.
    pub fn exact_shares(&self) -> PerCriterion<Ratio> {
        let whole = sum(&self.0);
        PerCriterion::from(self.0.map(|part| Ratio::new(part, whole)))
    }

    /// Each criterion's weight, 0–1, for display: the three add up to 1 within float precision.
    pub fn shares(&self) -> [f64; 3] {
        let whole = sum(&self.0) as f64;
        self.0.map(|part| part as f64 / whole)
    }

    /// Each criterion's weight in whole points of 100 that add up to 100 (largest remainder).
    pub fn points(&self) -> PerCriterion<i64> {
        let whole = sum(&self.0);
        let parts = self.0.map(|part| Ratio::new(part * 100, whole));
        PerCriterion::from(crate::ranking::display::split(100, &parts))
    }

    /// How much weight has to move from one weighting to reach the other, 0–1: the largest change of any
    /// one weight, which is the same number.
    pub fn distance(&self, other: &Self) -> Ratio {
        let (here, there) = (self.exact_shares().into_array(), other.exact_shares().into_array());
        let gains = here.iter().zip(there).map(|(from, to)| to - *from).filter(|gain| *gain > Ratio::ZERO);
        gains.fold(Ratio::ZERO, |moved, gain| moved + gain)
    }

    /// Which weight has to move where to reach the other weighting, largest amount first.
    pub fn moves_to(&self, other: &Self) -> Vec<WeightMove> {
        let (here, there) = (self.exact_shares(), other.exact_shares());
        let mut gives = changes(&here, &there);
        let mut takes = changes(&there, &here);
        let mut moves = Vec::new();
        while let (Some(give), Some(take)) = (gives.last_mut(), takes.last_mut()) {
            let amount = give.1.min(take.1);
            moves.push(WeightMove { from: give.0, to: take.0, amount });
            give.1 = give.1 - amount;
            take.1 = take.1 - amount;
            gives.retain(|(_, left)| !left.is_zero());
            takes.retain(|(_, left)| !left.is_zero());
        }
        moves.sort_by_key(|step| std::cmp::Reverse(step.amount));
        moves
    }
}

/// What each criterion has more of in `from` than in `to`, smallest first.
fn changes(from: &PerCriterion<Ratio>, to: &PerCriterion<Ratio>) -> Vec<(Criterion, Ratio)> {
    let mut found: Vec<(Criterion, Ratio)> = Criterion::ALL
        .into_iter()
        .map(|criterion| (criterion, from[criterion] - to[criterion]))
        .filter(|(_, more)| *more > Ratio::ZERO)
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    found
}

/// An amount of weight taken from one criterion and given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightMove {
    /// The criterion that counts less.
    pub from: Criterion,
    /// The criterion that counts more.
    pub to: Criterion,
    /// How much, of a whole of 1: `1/20` is five points.
    pub amount: Ratio,
}

/// A closed outline in the weight triangle: its corners in order, the last joined to the first.
///
/// Outlines of one region go together under the even-odd rule: a hole is an outline inside another.
pub type Outline = Vec<Weighting>;
