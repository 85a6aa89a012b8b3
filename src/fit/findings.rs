//! Where a project's stated interest or growth is far from what people say (QD408).
//!
//! Far is two steps of the portfolio's scale (`scale.step`, so one point of the default scale) or more, from
//! what the team gives. Where no team is named, the best team is only the most that people could give: then a
//! stated score is far when it is so much above that, or so much below what everybody gives. The stated score
//! keeps counting; the finding asks for a second look.

use std::sync::Arc;

use crate::criteria::Criterion;
use crate::diagnostic::{Code, Diagnostic};
use crate::fit::derive::{Derived, derived_and_lowest};
use crate::fit::{Panel, Provenance};
use crate::portfolio::{Alone, Portfolio, Project, Rating, Score};

/// One finding for each open project and criterion whose stated score is far from the derived one. They
/// speak of people's private ratings. The memo keeps what was found in each project.
pub fn findings(panel: &Panel<'_>, memo: &mut Alone<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    let portfolio = panel.portfolio();
    let both = |project: &Arc<Project>| {
        let found = [Criterion::Interest, Criterion::Growth].map(|criterion| {
            let rating = project.ratings[criterion].as_ref()?;
            let gives = derived_and_lowest(project, criterion, panel)?;
            let message = distance(criterion, rating.score, gives, panel)?;
            Some(finding(project, criterion, rating, message, portfolio))
        });
        found.into_iter().flatten().collect()
    };
    portfolio.search_alone(memo, both).iter().flat_map(|found| found.iter().cloned()).collect()
}

/// How far the stated score is from people's, in words; `None` when it is near.
fn distance(
    criterion: Criterion,
    stated: Score,
    (derived, lowest): (Derived, Option<Score>),
    panel: &Panel<'_>,
) -> Option<String> {
    let far = double(panel.portfolio().settings().scale.step).thousandths();
    let apart = stated.thousandths().saturating_sub(derived.score.thousandths());
    let key = criterion.key();
    let than =
        |who: &str, gives: Score| Some(format!("{key} is stated as {stated}, but {who} gives {gives}"));
    if derived.provenance == Provenance::Team {
        return if apart.abs() >= far { than("its team", derived.score) } else { None };
    }
    if apart >= far {
        return match derived.people {
            1 => than("the one person who suits it best", derived.score),
            people => than(&format!("the mean of the {people} people who suit it best"), derived.score),
        };
    }
    let least = lowest?;
    let below = least.thousandths().saturating_sub(stated.thousandths()) >= far;
    if below { than("everybody who is known", least).map(|it| it + " or more") } else { None }
}

fn finding(
    project: &Project,
    criterion: Criterion,
    rating: &Rating,
    message: String,
    portfolio: &Portfolio,
) -> Diagnostic {
    let key = criterion.key();
    let settings = portfolio.settings();
    Diagnostic::new(Code::QD408, message)
        .at(rating.place.clone())
        .label("far from what people say")
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
