//! What a story rests on: evidence, assumptions, unlocks (QD307, QD311–QD313).

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::portfolio::{
    Assumption, AssumptionState, Date, Evidence, Portfolio, Project, Quarter, Scale, Score, Unlock,
};

/// Quarters after which evidence may no longer be true.
const FRESH_QUARTERS: i32 = 2;

pub(super) fn findings(project: &Project, portfolio: &Portfolio) -> Vec<Diagnostic> {
    let settings = portfolio.settings();
    let alone = [
        unsupported(project, portfolio),
        contradiction(project, &settings.scale),
        settings.quarter.and_then(|quarter| stale(project, quarter)),
    ];
    let unheld = project.assumptions.iter().filter_map(|it| unheld(project, it, settings.quarter));
    alone.into_iter().flatten().chain(unheld).collect()
}

/// A score so many tenths up the scale.
fn tenths_of(scale: &Scale, tenths: i32) -> i32 {
    let span = scale.max.thousandths().saturating_sub(scale.min.thousandths());
    scale.min.thousandths().saturating_add(span / 10 * tenths)
}

fn business(project: &Project) -> Option<Score> {
    project.ratings.business.as_ref().map(|rating| rating.score)
}

fn unsupported(project: &Project, portfolio: &Portfolio) -> Option<Diagnostic> {
    let score = business(project)?;
    let high = score.thousandths() >= tenths_of(&portfolio.settings().scale, 8);
    let supported = !project.evidence.is_empty() || !project.unlocks.is_empty();
    if !high || supported || serves_key_result(project, portfolio) {
        return None;
    }
    Some(
        Diagnostic::new(Code::QD307, format!("business is {score} with nothing behind it"))
            .at(project.places.of("business"))
            .label("no evidence, no unlock, no key result")
            .help("add an `evidence` entry: who said or suffered it, and when")
            .subject(format!("{}.business", project.id)),
    )
}

/// Whether the project's narrative leads to a goal that says what shows that it is reached.
fn serves_key_result(project: &Project, portfolio: &Portfolio) -> bool {
    let narrative = project.narrative.as_ref().and_then(|id| portfolio.narratives().get(id));
    let goals = narrative.into_iter().flat_map(|narrative| &narrative.goals);
    goals.filter_map(|id| portfolio.goals().get(id)).any(|goal| !goal.key_results.is_empty())
}

fn contradiction(project: &Project, scale: &Scale) -> Option<Diagnostic> {
    let score = business(project)?;
    let Unlock { name, place, .. } = project.unlocks.first()?;
    (score.thousandths() < tenths_of(scale, 6)).then(|| {
        Diagnostic::new(Code::QD313, format!("business is {score}, but the project unlocks {name}"))
            .at(project.places.of("business"))
            .label("low for work that opens revenue")
            .help("raise the score, or take the unlock out: one of the two is wrong")
            .related(place.clone(), "the unlock")
            .subject(format!("{}.business", project.id))
    })
}

/// One finding for a project whose newest evidence is old; older pieces beside a fresh one are history.
fn stale(project: &Project, quarter: Quarter) -> Option<Diagnostic> {
    let dated = |it: &Evidence| Some((it.date?, it.place.clone()));
    let newest: (Date, Place) = project.evidence.iter().filter_map(dated).max_by_key(|(date, _)| *date)?;
    let age = quarter.index() - newest.0.quarter()?.index();
    (age > FRESH_QUARTERS).then(|| {
        Diagnostic::new(Code::QD311, format!("the newest evidence is of {}, {age} quarters old", newest.0))
            .at(newest.1)
            .label("may no longer be true")
            .help("look again, and date what you find")
            .subject(format!("{}.evidence", project.id))
    })
}

fn unheld(project: &Project, assumption: &Assumption, quarter: Option<Quarter>) -> Option<Diagnostic> {
    let Assumption { claim, state, check_by, place } = assumption;
    let overdue = check_by.filter(|day| day.quarter() < quarter && quarter.is_some());
    let (message, label) = match (state, overdue) {
        (AssumptionState::Broken, _) => {
            (format!("an assumption is broken: \"{claim}\""), "known not to hold")
        }
        (AssumptionState::Assumed, Some(day)) => {
            (format!("an assumption was to be checked by {day}: \"{claim}\""), "still only assumed")
        }
        _ => return None,
    };
    let help = match state {
        AssumptionState::Broken => "tell the story without it, and score the business again",
        _ => "find out, then write `state: verified` or `state: broken`",
    };
    Some(
        Diagnostic::new(Code::QD312, message)
            .at(place.clone())
            .label(label)
            .help(help)
            .subject(format!("{}.assumptions.{claim}", project.id)),
    )
}
