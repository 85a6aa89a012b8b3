//! How three scores become one value, and the whole number by which projects are ordered.
//!
//! Keys are exact for `weighted` and `business-first`; for `geometric` they resolve about 10⁻¹⁷ (see
//! [`logarithm`](super::logarithm)). All methods are monotone: raising a score never lowers a key.

use crate::criteria::PerCriterion;
use crate::portfolio::{Method, Score};
use crate::ranking::display;
use crate::ranking::exact::{Ratio, Vec3, dot, sum};
use crate::ranking::logarithm::{Powers, log2};
use crate::ranking::rules::Rules;

/// Puts every zero of the geometric mean below everything that is not zero.
const ZEROS: i128 = 1 << 100;

/// Room for one score in a lexicographic key.
const ROOM: u32 = 36;

/// A method at the stated weights.
pub(super) struct Scorer {
    method: Method,
    weights: Vec3,
    bottom: i128,
    span: i128,
    step: i128,
    powers: Option<Powers>,
}

impl Scorer {
    /// The method of the rules.
    pub(super) fn new(rules: &Rules) -> Self {
        Self {
            method: rules.method,
            weights: rules.weights(),
            bottom: i128::from(rules.min.thousandths()),
            span: rules.span(),
            step: i128::from(rules.step.thousandths()).max(1),
            powers: (rules.method == Method::Geometric).then(Powers::new),
        }
    }

    /// The number by which projects are ordered, highest first; equal numbers share a rank. Scores are
    /// thousandths above the bottom of the scale.
    pub(super) fn key(&self, scores: &Vec3) -> i128 {
        match self.method {
            Method::Weighted => dot(&self.weights, scores),
            Method::Geometric if self.is_zero(scores) => dot(&self.weights, scores) - ZEROS,
            Method::Geometric => self.log_sum(scores),
            Method::BusinessFirst => {
                let [business, interest, growth] = scores;
                ((business / self.step) << (2 * ROOM)) + (interest << ROOM) + growth
            }
        }
    }

    /// The value above the bottom of the scale, as a numerator over [`Scorer::unit`].
    pub(super) fn worth(&self, scores: &Vec3) -> i128 {
        match (&self.powers, self.method) {
            (Some(powers), Method::Geometric) if !self.is_zero(scores) => {
                let top = log2(self.span as u64);
                let mean = self.log_sum(scores).div_euclid(sum(&self.weights));
                powers.billionths((mean - top).min(0)) * self.span
            }
            (_, Method::Geometric) => 0,
            _ => dot(&self.weights, scores),
        }
    }

    /// What [`Scorer::worth`] counts in: this many make one point of the scale.
    pub(super) fn unit(&self) -> i128 {
        let parts = if self.method == Method::Geometric { 1_000_000_000 } else { sum(&self.weights) };
        parts * i128::from(Score::ONE)
    }

    /// The value on the input scale.
    pub(super) fn value(&self, scores: &Vec3) -> Ratio {
        self.on_scale(self.worth(scores), 1)
    }

    /// `worth / count` on the input scale.
    pub(super) fn on_scale(&self, worth: i128, count: i128) -> Ratio {
        let bottom = Ratio::new(self.bottom, i128::from(Score::ONE));
        bottom + Ratio::new(worth, self.unit() * count.max(1))
    }

    /// Each criterion's part of the value, on the input scale.
    pub(super) fn contributions(&self, scores: &Vec3) -> PerCriterion<Ratio> {
        let whole = sum(&self.weights) * i128::from(Score::ONE);
        let parts = self.parts(scores);
        PerCriterion::from([0, 1, 2].map(|k| Ratio::new(self.bottom * self.weights[k], whole) + parts[k]))
    }

    /// The score as tenths of a percent of the span, and each criterion's part of it.
    pub(super) fn shown(&self, scores: &Vec3) -> (i64, PerCriterion<i64>) {
        let of_span = |part: Ratio| Ratio::new(part.num() * 1000, part.den() * self.span);
        let total = of_span(Ratio::new(self.worth(scores), self.unit())).rounded(1000);
        let tenths = self.parts(scores).map(of_span).map(|part| Ratio::new(part.num() * 1000, part.den()));
        (total as i64, PerCriterion::from(display::split(total, &tenths)))
    }

    /// Each criterion's part of the worth, in points of the scale: its weighted score, or for the geometric
    /// mean the same proportion of the whole.
    fn parts(&self, scores: &Vec3) -> [Ratio; 3] {
        let mut parts: Vec3 = [0, 1, 2].map(|k| self.weights[k] * scores[k]);
        if self.method != Method::Geometric {
            return parts.map(|part| Ratio::new(part, self.unit()));
        }
        // Proportions for display: twelve digits are plenty, and leave room for the product.
        while sum(&parts) > 1 << 40 {
            parts = parts.map(|part| part >> 1);
        }
        let (whole, worth) = (sum(&parts), self.worth(scores));
        parts.map(|part| Ratio::new(worth * part, self.unit() * whole))
    }

    /// Whether a criterion with weight is at the bottom of the scale.
    fn is_zero(&self, scores: &Vec3) -> bool {
        self.weights.iter().zip(scores).any(|(weight, score)| *weight > 0 && *score <= 0)
    }

    /// The weighted sum of logarithms over the criteria with weight.
    fn log_sum(&self, scores: &Vec3) -> i128 {
        let weighted = self.weights.iter().zip(scores).filter(|(weight, _)| **weight > 0);
        weighted.map(|(weight, score)| weight * log2(*score as u64)).sum()
    }
}
