//! What past outcomes say about the weights, in words: for the history page and for the terminal.

use crate::criteria::{Criterion, PerCriterion};
use crate::history::{Calibration, Lesson, PRIOR, PlanChange, Refusal, Verdict, Weakness};
use crate::portfolio::{Id, Portfolio, Settings, Weights};
use crate::report::words;

/// What is always to be kept in mind.
pub const CAUTION: &str = "Only projects that were chosen have outcomes, and those who gave the scores are often \
                           those who judge the outcome. Nothing is changed by this: the weights stay what \
                           portfolio.md says.";

/// The finding in one sentence.
pub fn heading(calibration: &Calibration) -> String {
    match &calibration.verdict {
        Verdict::Refused(_) => "Too little is known to say anything about the weights".to_owned(),
        Verdict::Weak(..) => "Past outcomes give no reason to change the weights".to_owned(),
        Verdict::Suggests(lesson) => match lesson.weights {
            Some(weights) => format!("Past outcomes suggest {}", written(weights)),
            None => String::new(),
        },
    }
}

/// The reasons, each a sentence.
pub fn sentences(calibration: &Calibration, portfolio: &Portfolio) -> Vec<String> {
    let settings = portfolio.settings();
    match &calibration.verdict {
        Verdict::Refused(refusal) => vec![refused(*refusal)],
        Verdict::Weak(lesson, weaknesses) => {
            let mut all = learned(calibration, lesson, portfolio);
            let reasons: Vec<String> = weaknesses.iter().map(|weakness| weak(*weakness, settings)).collect();
            all.push(format!("Keep the stated weights: {}.", words::list(&reasons)));
            all
        }
        Verdict::Suggests(lesson) => learned(calibration, lesson, portfolio),
    }
}

/// Three weights as `55/20/25`.
pub fn points(weights: &Weights) -> String {
    written(PerCriterion::from_fn(|criterion| weights.share(criterion)))
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::TooFew { known, needed } => format!(
            "{} three scores and an outcome; at least {} are needed.",
            words::capital(&have(known, "finished project has", "finished projects have")),
            words::number(needed)
        ),
        Refusal::TooAlike { patterns, needed } => format!(
            "The finished projects have only {} of scores; at least {} are needed.",
            words::number_of(patterns, "pattern", "patterns"),
            words::number(needed)
        ),
        Refusal::OneDirection => {
            "The scores of the finished projects move together, so their effects cannot be told apart."
                .to_owned()
        }
        Refusal::ConstantOutcome => "Every finished project has the same outcome.".to_owned(),
        Refusal::NoRelation => "Outcomes do not rise with the scores.".to_owned(),
    }
}

fn have(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", words::number(count), if count == 1 { one } else { many })
}

fn learned(calibration: &Calibration, lesson: &Lesson, portfolio: &Portfolio) -> Vec<String> {
    let stated = points(&portfolio.settings().weights);
    let mut all = vec![format!(
        "{} with scores and outcomes.",
        words::capital(&words::number_of(calibration.past.len(), "finished project", "finished projects"))
    )];
    if let Some((right, of)) = calibration.ordered {
        all.push(format!(
            "The stated weights put {right} of {of} pairs with different outcomes in the right order."
        ));
    }
    if let Some(weights) = lesson.weights {
        all.push(format!(
            "Weights of {} would have predicted the outcomes best, the stated {stated} counting for {} past projects.",
            written(weights),
            words::number(PRIOR as usize)
        ));
    }
    all.push(format!(
        "Predicting each project from all others, they are off by {} points on the scale, the stated weights by {}.",
        error(lesson.error_learned),
        error(lesson.error_stated)
    ));
    all.extend(calibration.change.as_ref().map(|change| plan_change(change, portfolio)));
    all
}

fn plan_change(change: &PlanChange, portfolio: &Portfolio) -> String {
    let titles = |ids: &[Id]| {
        let titles: Vec<&str> = ids
            .iter()
            .filter_map(|id| portfolio.projects().get(id))
            .map(|project| project.title.as_str())
            .collect();
        words::list(&titles)
    };
    match (change.enters.is_empty(), change.leaves.is_empty()) {
        (true, true) => "The plan would be the same.".to_owned(),
        (false, true) => format!("{} would come in.", titles(&change.enters)),
        (true, false) => format!("{} would drop out.", titles(&change.leaves)),
        (false, false) => {
            format!("{} would come in, {} would drop out.", titles(&change.enters), titles(&change.leaves))
        }
    }
}

fn weak(weakness: Weakness, settings: &Settings) -> String {
    match weakness {
        Weakness::FewProjects(count) => format!("{} are few", words::number_of(count, "project", "projects")),
        Weakness::NoVariance(criterion) => {
            format!("every project has the same score for {}", settings.criteria[criterion].to_lowercase())
        }
        Weakness::NoGain => "the predictions are not 5% better".to_owned(),
    }
}

/// Three weights that add up to 1 as whole points that add up to 100.
fn written(weights: PerCriterion<f64>) -> String {
    use crate::ranking::{Ratio, split};
    let exact = |criterion: Criterion| Ratio::new((weights[criterion] * 1e8).round() as i128, 1_000_000);
    let [business, interest, growth] = split(100, &Criterion::ALL.map(exact));
    format!("{business}/{interest}/{growth}")
}

/// A squared error as a distance on the scale.
fn error(squared: f64) -> String {
    words::one_decimal(squared.max(0.0).sqrt())
}
