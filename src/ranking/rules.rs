//! The settings that an order follows from, as plain whole numbers.

use crate::criteria::PerCriterion;
use crate::portfolio::{Effort, LineRule, Method, Score, ScoreMeans, Settings, Weights};
use crate::ranking::exact::{Ratio, Vec3};

/// Everything in the settings that decides an order or a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How much each criterion counts.
    pub weights: Weights,
    /// How three scores become one value.
    pub method: Method,
    /// The lowest score.
    pub min: Score,
    /// The highest score, above `min`.
    pub max: Score,
    /// The distance between two scores, above zero.
    pub step: Score,
    /// Minimum score by criterion.
    pub floor: PerCriterion<Option<Score>>,
    /// What a score speaks of.
    pub score_means: ScoreMeans,
    /// How the plan line is drawn.
    pub line: LineRule,
    /// Person-weeks available; `None`: no plan line.
    pub capacity: Option<Effort>,
}

impl Rules {
    /// The rules of a portfolio.
    pub fn of(settings: &Settings) -> Self {
        Self {
            weights: settings.weights,
            method: settings.method,
            min: settings.scale.min,
            max: settings.scale.max,
            step: settings.scale.step,
            floor: settings.floor,
            score_means: settings.score_means,
            line: settings.line,
            capacity: settings.capacity,
        }
    }

    /// The scale from bottom to top, in thousandths; at least 1.
    pub(super) fn span(&self) -> i128 {
        (i128::from(self.max.thousandths()) - i128::from(self.min.thousandths())).max(1)
    }

    /// Scores as thousandths above the bottom of the scale.
    pub(super) fn above_bottom(&self, scores: &PerCriterion<Score>) -> Vec3 {
        let bottom = i128::from(self.min.thousandths());
        scores.map(|score| i128::from(score.thousandths()) - bottom).into_array()
    }

    /// The weights as whole numbers.
    pub(super) fn weights(&self) -> Vec3 {
        self.weights.parts().into_array().map(i128::from)
    }

    /// A value on the input scale as hundredths of the scale's span, 0–100.
    pub(super) fn hundredths_of_span(&self, value: Ratio) -> Ratio {
        let above = value - Ratio::new(i128::from(self.min.thousandths()), i128::from(Score::ONE));
        Ratio::new(above.num() * 100 * i128::from(Score::ONE), above.den() * self.span())
    }
}
