//! What the documents say about people that wants a second look (QD401, QD403–QD406, QD410–QD412).
//!
//! All of it speaks of private ratings, goals or capacity, so every finding is marked private and is only
//! seen by the manager. None of it measures a person.

use crate::diagnostic::{Code, Diagnostic};
use crate::fit::{Basis, Panel, personal};
use crate::people::growth::{self, Drift};
use crate::people::help;
use crate::people::marks::Marks;
use crate::people::standing::Standing;
use crate::people::work;
use crate::portfolio::{Person, Portfolio, Project};

/// Every finding about people, people first, then planned projects in rank order.
pub fn findings(standing: &Standing<'_>) -> Vec<Diagnostic> {
    let (portfolio, panel) = (standing.portfolio(), standing.panel());
    let mut found = Vec::new();
    for person in portfolio.people().values() {
        found.extend(overload(person, portfolio, standing));
        found.extend(drifting(person, standing));
        found.extend(stale(person, portfolio));
    }
    for project in standing.planned().map(|placed| placed.project.as_ref()) {
        found.extend(single_carrier(project, panel));
        found.extend(unloved(project, panel));
        found.extend(unrecorded(project, portfolio));
        found.extend(unexplained_growth(project, portfolio));
        found.extend(team_gap(project, portfolio));
    }
    found.into_iter().map(Diagnostic::private).collect()
}

fn overload(person: &Person, portfolio: &Portfolio, standing: &Standing<'_>) -> Option<Diagnostic> {
    let load = work::load(person, standing);
    let capacity = load.capacity.filter(|capacity| load.planned > *capacity)?;
    let quarter = portfolio.settings().quarter.map_or_else(String::new, |quarter| format!(" in {quarter}"));
    let pieces: Vec<String> = standing
        .pieces(&person.id)
        .iter()
        .filter_map(|piece| Some(format!("{} {}", piece.weeks?, piece.project.id)))
        .collect();
    Some(
        Diagnostic::new(
            Code::QD401,
            format!("{} is planned for {} of {capacity} weeks{quarter}", person.id, load.planned),
        )
        .at(person.places.of("capacity"))
        .label(format!("planned: {}", pieces.join(", ")))
        .help("move weeks to somebody else in the projects' `team`, or mend `capacity`")
        .subject(format!("{}.capacity", person.id)),
    )
}

fn drifting(person: &Person, standing: &Standing<'_>) -> Option<Diagnostic> {
    let message = match growth::drift(person, standing)? {
        Drift::ThisQuarter(share) => format!(
            "{} % of {}'s planned weeks serve none of their stated goals",
            share.idle_percent(),
            person.id
        ),
        Drift::TwoQuarters { now, before } => format!(
            "{} % of {}'s planned weeks serve none of their stated goals, after {} % in the quarter before",
            now.idle_percent(),
            person.id,
            before.idle_percent()
        ),
    };
    Some(
        Diagnostic::new(Code::QD403, message)
            .at(person.places.of("goals"))
            .label("none of these is served by most of the planned work")
            .help(
                "find work that grows what a goal's `tags` name, or talk about whether the goals still hold",
            )
            .help(format!(
                "reported above {} % in one quarter, or above {} % in two running",
                growth::DRIFT_IN_ONE,
                growth::DRIFT_IN_TWO
            ))
            .subject(format!("{}.goals", person.id)),
    )
}

fn stale(person: &Person, portfolio: &Portfolio) -> Vec<Diagnostic> {
    growth::stale_goals(person, portfolio.settings().quarter)
        .into_iter()
        .map(|goal| {
            let reviewed = goal.reviewed.map_or_else(String::new, |date| date.to_string());
            Diagnostic::new(
                Code::QD404,
                format!("goal `{}` of {} was last reviewed on {reviewed}", goal.id, person.id),
            )
            .at(goal.place.clone())
            .label("two quarters ago or more")
            .help("talk about it in the next 1:1 and set `reviewed`")
            .subject(format!("{}.goals.{}", person.id, goal.id))
        })
        .collect()
}

fn single_carrier(project: &Project, panel: &Panel<'_>) -> Option<Diagnostic> {
    let carrier = help::single_carrier(project, panel)?;
    Some(
        Diagnostic::new(Code::QD405, format!("only {carrier} would carry this planned work"))
            .at(project.places.of(if project.team.is_empty() { "involves" } else { "team" }))
            .label("nobody else who is known rates it as good work")
            .help("put a second person on it, or make a part of it that somebody else would like")
            .subject(format!("{}.team", project.id)),
    )
}

fn unloved(project: &Project, panel: &Panel<'_>) -> Option<Diagnostic> {
    let low = Marks::of(&panel.portfolio().settings().scale).low;
    help::is_unloved(project, panel).then(|| {
        Diagnostic::new(Code::QD406, format!("nobody rates this planned work above {low} for interest"))
            .at(project.places.of("involves"))
            .label("work that nobody enjoys")
            .help("talk about automating it, buying it, sharing it out, or not doing it")
            .subject(format!("{}.interest", project.id))
    })
}

fn unrecorded(project: &Project, portfolio: &Portfolio) -> Vec<Diagnostic> {
    let team = project.team.iter().filter_map(|(id, _)| portfolio.people().get(id));
    team.filter(|person| person.ratings.get(&project.id).is_none_or(|own| own.interest.is_none()))
        .filter_map(|person| {
            let missing: Vec<&str> = project
                .involves
                .iter()
                .map(String::as_str)
                .filter(|topic| !person.interests.contains_key(*topic))
                .collect();
            (!missing.is_empty()).then(|| {
                let topics = missing.iter().map(|topic| format!("`{topic}`")).collect::<Vec<_>>().join(", ");
                Diagnostic::new(
                    Code::QD410,
                    format!("{} is assigned, but their interest in {topics} is not recorded", person.id),
                )
                .at(project.places.of("team"))
                .help(format!("add it under `interests` in {}", person.path))
                .subject(format!("{}.team.{}", project.id, person.id))
            })
        })
        .collect()
}

/// A stated growth that no tag explains. Where `grows` is stated, its distance to people's goals is QD408's
/// business.
fn unexplained_growth(project: &Project, portfolio: &Portfolio) -> Option<Diagnostic> {
    let settings = portfolio.settings();
    let rating = project.ratings.growth.as_ref().filter(|_| project.grows.is_empty())?;
    let team: Vec<_> = project.team.iter().filter_map(|(id, _)| portfolio.people().get(id)).collect();
    let explained = team.iter().any(|person| {
        let rated = personal(person, project, settings).growth;
        person.goals.is_empty() || rated.is_some_and(|growth| growth.basis == Basis::Rated)
    });
    let doubtful = rating.score >= Marks::of(&settings.scale).good && !team.is_empty() && !explained;
    doubtful.then(|| {
        let names: Vec<&str> = team.iter().map(|person| person.id.as_str()).collect();
        Diagnostic::new(
            Code::QD411,
            format!("growth is {} for {}, but no stated goal is linked", rating.score, names.join(", ")),
        )
        .at(rating.place.clone())
        .label("which goal does it serve?")
        .help("say what it lets people grow in with `grows`, in the words of their goals' `tags`")
        .subject(format!("{}.growth", project.id))
    })
}

fn team_gap(project: &Project, portfolio: &Portfolio) -> Option<Diagnostic> {
    let gaps = help::team_gaps(project, portfolio);
    (!gaps.is_empty()).then(|| {
        let topics = gaps.iter().map(|topic| format!("`{topic}`")).collect::<Vec<_>>().join(", ");
        Diagnostic::new(Code::QD412, format!("nobody on this team likes {topics}"))
            .at(project.places.of("involves"))
            .label("a part of the work that will be left over")
            .help("swap one person, or pair with somebody from outside the team for that part")
            .subject(format!("{}.involves", project.id))
    })
}
