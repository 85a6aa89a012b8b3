//! What finished projects say about the weights: the evidence, the verdict, and what it would change.

use std::sync::Arc;

use super::learn::{Experience, Lesson, Verdict, judge};
use crate::criteria::PerCriterion;
use crate::fit::{self, Candidate, Panel};
use crate::portfolio::{Id, Project, Status, Weights};
use crate::ranking::{self, Ratio, Rules, split};

/// Beyond so many finished projects the pairs are too many to count for what they say.
const MOST_FOR_PAIRS: usize = 2000;

/// What finished projects say about the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The finished projects with three scores and an outcome, in id order.
    pub past: Vec<Finished>,
    /// Of the pairs with different outcomes, how many the stated weights put in the right order, and how many
    /// there are; `None` without such a pair, or with too many projects to compare.
    pub ordered: Option<(usize, usize)>,
    /// What can be said.
    pub verdict: Verdict,
    /// What the learned weights would change; `None` where nothing was learned or there is no plan line.
    pub change: Option<PlanChange>,
}

/// A finished project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The project.
    pub id: Id,
    /// What was expected and what came of it.
    pub experience: Experience,
    /// What it was worth under the stated weights, on the portfolio's scale.
    pub value: Ratio,
}

/// What other weights would do to the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    /// The learned weights in whole points of 100.
    pub weights: Weights,
    /// The projects that would come in, in id order.
    pub enters: Vec<Id>,
    /// The projects that would drop out, in id order.
    pub leaves: Vec<Id>,
}

impl Default for Calibration {
    fn default() -> Self {
        let refusal = super::Refusal::TooFew { known: 0, needed: super::learn::ENOUGH };
        Self { past: Vec::new(), ordered: None, verdict: Verdict::Refused(refusal), change: None }
    }
}

impl Calibration {
    /// The calibration of a whole portfolio; the candidates are those of its own quarter.
    pub fn of(panel: &Panel<'_>, candidates: &[Candidate]) -> Self {
        let portfolio = panel.portfolio();
        let rules = Rules::of(portfolio.settings());
        let past: Vec<Finished> =
            portfolio.projects().values().filter_map(|project| finished(project, panel, &rules)).collect();
        let experience: Vec<Experience> = past.iter().map(|finished| finished.experience).collect();
        let verdict = judge(&experience, &rules.weights);
        let change = verdict.lesson().and_then(|lesson| plan_change(lesson, candidates, &rules));
        Self { ordered: ordered(&past), past, verdict, change }
    }
}

fn finished(project: &Arc<Project>, panel: &Panel<'_>, rules: &Rules) -> Option<Finished> {
    if project.status != Status::Done {
        return None;
    }
    let outcome = project.outcome.as_ref()?.score?;
    let scores = fit::candidate(project, panel).scores.complete()?.map(|known| known.score);
    let value = ranking::value_under(rules, &scores);
    Some(Finished { id: project.id.clone(), experience: Experience { scores, outcome }, value })
}

fn ordered(past: &[Finished]) -> Option<(usize, usize)> {
    if past.len() > MOST_FOR_PAIRS {
        return None;
    }
    let (mut right, mut all) = (0, 0);
    for (index, one) in past.iter().enumerate() {
        for other in &past[index + 1..] {
            let outcomes = one.experience.outcome.cmp(&other.experience.outcome);
            all += usize::from(outcomes.is_ne());
            right += usize::from(outcomes.is_ne() && outcomes == one.value.cmp(&other.value));
        }
    }
    (all > 0).then_some((right, all))
}

fn plan_change(lesson: &Lesson, candidates: &[Candidate], rules: &Rules) -> Option<PlanChange> {
    rules.capacity?;
    let weights = whole_points(lesson.weights?)?;
    let now = ranking::planned_under(candidates, rules);
    let then = ranking::planned_under(candidates, &Rules { weights, ..*rules });
    let enters = then.difference(&now).copied().cloned().collect();
    let leaves = now.difference(&then).copied().cloned().collect();
    Some(PlanChange { weights, enters, leaves })
}

/// Weights that add up to 1 as whole points that add up to 100.
fn whole_points(weights: PerCriterion<f64>) -> Option<Weights> {
    const FINE: f64 = 1e6;
    let parts =
        weights.into_array().map(|weight| Ratio::new((weight * 100.0 * FINE).round() as i128, FINE as i128));
    let points = split(100, &parts).map(|points| u64::try_from(points).unwrap_or(0));
    Weights::new(PerCriterion::from(points))
}
