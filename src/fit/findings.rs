//! Where a project's stated interest or growth is far from what people say (QD408).
//!
//! Far is two steps of the portfolio's scale (`scale.step`, so one point of the default scale) or more.
//! The stated score keeps counting; the finding asks for a second look.

use crate::criteria::Criterion;
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::Provenance;
use crate::fit::derive::{Derived, derived};
use crate::portfolio::{Portfolio, Project, Rating, Score};

/// One finding for each open project and criterion whose stated score is far from the derived one. They
/// speak of people's private ratings.
pub fn findings(portfolio: &Portfolio) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for project in portfolio.open_projects() {
        for criterion in [Criterion::Interest, Criterion::Growth] {
            let Some(rating) = &project.ratings[criterion] else { continue };
            let Some(derived) = derived(project, criterion, portfolio) else { continue };
            if is_far(rating.score, derived.score, portfolio) {
                found.push(finding(project, criterion, rating, derived, portfolio));
            }
        }
    }
    found
}

fn is_far(stated: Score, derived: Score, portfolio: &Portfolio) -> bool {
    let step = i64::from(portfolio.settings().scale.step.thousandths());
    let apart = (i64::from(stated.thousandths()) - i64::from(derived.thousandths())).abs();
    apart >= 2 * step
}

fn finding(
    project: &Project,
    criterion: Criterion,
    rating: &Rating,
    derived: Derived,
    portfolio: &Portfolio,
) -> Diagnostic {
    let key = criterion.key();
    let whose = match (derived.provenance, derived.people) {
        (Provenance::Team, _) => "its team".to_owned(),
        (_, 1) => "the one person who suits it best".to_owned(),
        (_, people) => format!("the {people} people who suit it best"),
    };
    let settings = portfolio.settings();
    Diagnostic::new(
        Code::QD408,
        format!("{key} is stated as {}, but {whose} gives {}", rating.score, derived.score),
    )
    .at(rating.place.clone())
    .label(format!("people say {}", derived.score))
    .help(match criterion {
        Criterion::Growth => {
            format!("compare `grows` with people's goals, or remove `{key}` to let people's goals decide")
        }
        _ => format!(
            "compare `involves` with people's interests, or remove `{key}` to let people's ratings decide"
        ),
    })
    .help(format!("two steps of the scale ({}) or more count as far", double(settings.scale.step)))
    .subject(format!("{}.{key}", project.id))
    .private()
}

fn double(step: Score) -> Score {
    Score::from_thousandths(step.thousandths().saturating_mul(2))
}
