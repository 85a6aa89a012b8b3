//! The weights that would have predicted past outcomes, or why nothing can be said.
//!
//! A least-squares fit with no negative weight, on centred numbers (so that constant optimism does not turn
//! into weight), drawn towards the stated weights as if those counted for ten past projects. Three unknowns
//! leave eight cases, which are all tried; nothing iterates. The numbers are for display, so they are binary
//! fractions.

use std::collections::BTreeSet;

use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::{Score, Weights};

/// For how many past projects the stated weights count.
pub const PRIOR: u32 = 10;
/// Fewer finished projects than this say nothing.
pub(super) const ENOUGH: usize = 8;
/// Fewer finished projects than this say little.
const PLENTY: usize = 24;
/// Fewer different score triples than this say nothing.
const PATTERNS: usize = 4;
/// How much smaller the error of learned weights must be to be worth a discussion.
const WORTHWHILE: f64 = 0.95;
/// Binary fractions below this are noise of the arithmetic.
const NOISE: f64 = 1e-12;

/// A finished project: what was expected and what came of it, on the portfolio's scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Experience {
    /// The scores it was planned with.
    pub scores: PerCriterion<Score>,
    /// How well it turned out.
    pub outcome: Score,
}

/// What the fit says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lesson {
    /// How much an outcome rises with one point on each criterion; never negative.
    pub slopes: PerCriterion<f64>,
    /// The weights that these slopes amount to, adding up to 1; `None` when outcomes rise with no score.
    pub weights: Option<PerCriterion<f64>>,
    /// Mean squared error when each project is predicted from all others with learned weights.
    pub error_learned: f64,
    /// The same with the stated weights.
    pub error_stated: f64,
}

/// What past outcomes allow to say about the weights.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Too little to go by.
    Refused(Refusal),
    /// Something, but not enough to move: keep the stated weights.
    Weak(Lesson, Vec<Weakness>),
    /// Worth a discussion.
    Suggests(Lesson),
}

impl Verdict {
    /// What was learned, when something was.
    pub const fn lesson(&self) -> Option<&Lesson> {
        match self {
            Self::Refused(_) => None,
            Self::Weak(lesson, _) | Self::Suggests(lesson) => Some(lesson),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer than eight finished projects have three scores and an outcome.
    TooFew {
        /// How many have.
        known: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Fewer than four different score triples.
    TooAlike {
        /// How many there are.
        patterns: usize,
        /// How many are needed.
        needed: usize,
    },
    /// The scores move together, so their effects cannot be told apart.
    OneDirection,
    /// Every outcome is the same.
    ConstantOutcome,
    /// Outcomes do not rise with the scores.
    NoRelation,
}

/// Why a suggestion should not be followed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than 24 finished projects.
    FewProjects(usize),
    /// Every project has the same score on a criterion.
    NoVariance(Criterion),
    /// Predictions are not at least 5 % better than with the stated weights.
    NoGain,
}

/// What the past says about the weights, or why it says nothing.
pub fn judge(past: &[Experience], stated: &Weights) -> Verdict {
    if let Some(refusal) = refusal(past) {
        return Verdict::Refused(refusal);
    }
    let lesson = learn(past, stated, PRIOR);
    if lesson.weights.is_none() {
        return Verdict::Refused(Refusal::NoRelation);
    }
    let weaknesses = weaknesses(past, &lesson);
    if weaknesses.is_empty() { Verdict::Suggests(lesson) } else { Verdict::Weak(lesson, weaknesses) }
}

/// The fit itself, with the stated weights counting for `prior` past projects. It needs at least two
/// projects to have an error to tell of.
pub fn learn(past: &[Experience], stated: &Weights, prior: u32) -> Lesson {
    let rows: Vec<Row> = past.iter().map(Row::of).collect();
    let stated = Criterion::ALL.map(|criterion| stated.share(criterion));
    let fit = Fit::of(&rows, stated, f64::from(prior));
    let sum: f64 = fit.slopes.iter().sum();
    let weights = (sum > NOISE).then(|| fit.slopes.map(|slope| slope / sum).into());
    let (error_learned, error_stated) = left_out_errors(&rows, stated, f64::from(prior));
    Lesson { slopes: fit.slopes.into(), weights, error_learned, error_stated }
}

fn refusal(past: &[Experience]) -> Option<Refusal> {
    if past.len() < ENOUGH {
        return Some(Refusal::TooFew { known: past.len(), needed: ENOUGH });
    }
    let patterns: BTreeSet<_> = past.iter().map(|project| project.scores).collect();
    if patterns.len() < PATTERNS {
        return Some(Refusal::TooAlike { patterns: patterns.len(), needed: PATTERNS });
    }
    if !spans_a_plane(&patterns) {
        return Some(Refusal::OneDirection);
    }
    let outcomes: BTreeSet<_> = past.iter().map(|project| project.outcome).collect();
    (outcomes.len() < 2).then_some(Refusal::ConstantOutcome)
}

/// Whether the points do not all lie on one line; exact.
fn spans_a_plane(points: &BTreeSet<PerCriterion<Score>>) -> bool {
    let exact = |point: &PerCriterion<Score>| point.map(|score| i128::from(score.thousandths())).into_array();
    let mut points = points.iter().map(exact);
    let Some(origin) = points.next() else { return false };
    let mut steps = points.map(|point| [0, 1, 2].map(|k| point[k] - origin[k]));
    let Some(first) = steps.next() else { return false };
    steps.any(|step| (0..3).any(|k| first[k] * step[(k + 1) % 3] != first[(k + 1) % 3] * step[k]))
}

fn weaknesses(past: &[Experience], lesson: &Lesson) -> Vec<Weakness> {
    let mut found = Vec::new();
    if past.len() < PLENTY {
        found.push(Weakness::FewProjects(past.len()));
    }
    for criterion in Criterion::ALL {
        let mut scores = past.iter().map(|project| project.scores[criterion]);
        let first = scores.next();
        if scores.all(|score| Some(score) == first) {
            found.push(Weakness::NoVariance(criterion));
        }
    }
    if lesson.error_learned > lesson.error_stated * WORTHWHILE {
        found.push(Weakness::NoGain);
    }
    found
}

/// One project as plain numbers.
#[derive(Debug, Clone, Copy)]
struct Row {
    scores: [f64; 3],
    outcome: f64,
}

impl Row {
    fn of(project: &Experience) -> Self {
        Self { scores: project.scores.map(Score::as_f64).into_array(), outcome: project.outcome.as_f64() }
    }
}

/// A fitted prediction: the mean outcome plus a slope for each criterion's distance from its mean.
#[derive(Debug, Clone, Copy)]
struct Fit {
    mean: Row,
    slopes: [f64; 3],
    /// The slope of the outcome on the value under the stated weights, never negative.
    stated_slope: f64,
}

impl Fit {
    fn of(rows: &[Row], stated: [f64; 3], prior: f64) -> Self {
        let mean = mean(rows);
        let centred: Vec<Row> = rows.iter().map(|row| row.less(&mean)).collect();
        let moment =
            |j: usize, k: usize| centred.iter().map(|row| row.scores[j] * row.scores[k]).sum::<f64>();
        let gram = [0, 1, 2].map(|j| [0, 1, 2].map(|k| moment(j, k)));
        let with_outcome =
            [0, 1, 2].map(|j| centred.iter().map(|row| row.scores[j] * row.outcome).sum::<f64>());
        let stated_slope = stated_slope(&centred, stated);
        let variance = (gram[0][0] + gram[1][1] + gram[2][2]) / (3.0 * rows.len() as f64);
        let pull = prior * variance;
        let mut system = Quadratic { matrix: gram, right: with_outcome };
        for (k, weight) in stated.into_iter().enumerate() {
            system.matrix[k][k] += pull;
            system.right[k] += pull * stated_slope * weight;
        }
        Self { mean, slopes: system.smallest_without_negatives(), stated_slope }
    }

    fn error(&self, row: &Row, slopes: [f64; 3]) -> f64 {
        let distance = row.less(&self.mean);
        let error = distance.outcome - dot(slopes, distance.scores);
        error * error
    }
}

impl Row {
    fn less(&self, other: &Self) -> Self {
        Self {
            scores: [0, 1, 2].map(|k| self.scores[k] - other.scores[k]),
            outcome: self.outcome - other.outcome,
        }
    }
}

fn mean(rows: &[Row]) -> Row {
    let count = rows.len().max(1) as f64;
    Row {
        scores: [0, 1, 2].map(|k| rows.iter().map(|row| row.scores[k]).sum::<f64>() / count),
        outcome: rows.iter().map(|row| row.outcome).sum::<f64>() / count,
    }
}

fn stated_slope(centred: &[Row], stated: [f64; 3]) -> f64 {
    let values = || centred.iter().map(|row| dot(stated, row.scores));
    let spread: f64 = values().map(|value| value * value).sum();
    let joint: f64 = values().zip(centred).map(|(value, row)| value * row.outcome).sum();
    if spread > NOISE { (joint / spread).max(0.0) } else { 0.0 }
}

/// Mean squared error of predicting each project from all others: learned weights, stated weights.
fn left_out_errors(rows: &[Row], stated: [f64; 3], prior: f64) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for left_out in 0..rows.len() {
        let others: Vec<Row> =
            rows.iter().enumerate().filter(|(k, _)| *k != left_out).map(|(_, row)| *row).collect();
        let fit = Fit::of(&others, stated, prior);
        sums.0 += fit.error(&rows[left_out], fit.slopes);
        sums.1 += fit.error(&rows[left_out], stated.map(|weight| weight * fit.stated_slope));
    }
    let count = rows.len().max(1) as f64;
    (sums.0 / count, sums.1 / count)
}

/// A quadratic form `β·Aβ − 2 b·β` in three unknowns.
#[derive(Debug, Clone, Copy)]
struct Quadratic {
    matrix: [[f64; 3]; 3],
    right: [f64; 3],
}

impl Quadratic {
    /// Where the form is smallest among points without a negative part: each set of criteria that may count
    /// is tried, and the smallest of those that stay non-negative is the answer.
    fn smallest_without_negatives(&self) -> [f64; 3] {
        let candidates =
            (0_u8..8).filter_map(|counted| self.smallest_on([1, 2, 4].map(|bit| counted & bit != 0)));
        let smallest = candidates.min_by(|a, b| self.at(*a).total_cmp(&self.at(*b)));
        smallest.unwrap_or_default()
    }

    fn at(&self, point: [f64; 3]) -> f64 {
        let curved: f64 = (0..3).map(|k| point[k] * dot(self.matrix[k], point)).sum();
        curved - 2.0 * dot(self.right, point)
    }

    /// The smallest point where only the counted parts may differ from zero, when it is unique and has no
    /// negative part.
    fn smallest_on(&self, counted: [bool; 3]) -> Option<[f64; 3]> {
        let mut matrix = self.matrix;
        let mut right = self.right;
        for k in (0..3).filter(|&k| !counted[k]) {
            matrix[k] = [0.0; 3];
            (0..3).for_each(|row| matrix[row][k] = 0.0);
            matrix[k][k] = 1.0;
            right[k] = 0.0;
        }
        let whole = determinant(&matrix);
        let size: f64 = (0..3).map(|k| matrix[k][k]).product();
        if whole.abs() <= NOISE * size.abs() {
            return None;
        }
        let point = [0, 1, 2].map(|k| {
            let mut replaced = matrix;
            (0..3).for_each(|row| replaced[row][k] = right[row]);
            determinant(&replaced) / whole
        });
        point.iter().all(|&part| part >= -NOISE).then(|| point.map(|part| part.max(0.0)))
    }
}

fn determinant(m: &[[f64; 3]; 3]) -> f64 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
#[path = "learn_tests.rs"]
mod tests;
