//! Findings about a change itself: what a reviewer would ask about, and the documents do not say.
//!
//! They exist only between two states. That a project's place moves is no fault; that nobody says why is.

use crate::criteria::{Criterion, PerCriterion};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::portfolio::{Person, Project, Score};
use crate::review::project::ProjectChange;
use crate::review::{Cause, Changes, Direction, Former, SettingChange, State};

/// What a change leaves unexplained, in the order of places.
pub fn policy(before: &State<'_>, after: &State<'_>, changes: &Changes) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for change in &changes.projects {
        let old = change.former.as_ref().map_or(&change.id, Former::id);
        let projects = (before.portfolio.projects().get(old), after.portfolio.projects().get(&change.id));
        if let (Some(old), Some(new)) = projects {
            found.extend(Criterion::ALL.into_iter().filter_map(|k| unexplained_score(old, new, k)));
            found.extend(unexplained_crossing(old, new, change));
        }
    }
    found.extend(rules_and_scores(after, changes));
    found.extend(foreign_ratings(before, after, changes));
    let mut found = after.portfolio.judge(found);
    // Allowances that nothing needs are the business of the documents, not of a change.
    found.retain(|finding| finding.level != Level::Off && finding.code.is_about_a_change());
    crate::diagnostic::sort(&mut found);
    found
}

/// A stated score that moved by a point or more while its `why` stayed as it was.
fn unexplained_score(old: &Project, new: &Project, criterion: Criterion) -> Option<Diagnostic> {
    let (before, after) = (old.ratings[criterion].as_ref()?, new.ratings[criterion].as_ref()?);
    let moved = before.score.thousandths().abs_diff(after.score.thousandths());
    if moved < Score::ONE.unsigned_abs() || (after.why.is_some() && after.why != before.why) {
        return None;
    }
    let key = criterion.key();
    let (from, to) = (before.score.as_f64(), after.score.as_f64());
    let what = if after.why.is_some() { "with the old `why`" } else { "without a `why`" };
    Some(
        Diagnostic::new(Code::QD601, format!("`{key}` moved from {from} to {to} {what}"))
            .at(after.place.clone())
            .label("say why")
            .help(format!("write `{key}: {{score: {to}, why: \"…\"}}`"))
            .subject(format!("{} {key}", new.id)),
    )
}

/// A project whose own edit brought it over the line, without a reason in any of its scores.
fn unexplained_crossing(old: &Project, new: &Project, change: &ProjectChange) -> Option<Diagnostic> {
    let crossing = change.crossing.as_ref().filter(|crossing| crossing.causes.contains(&Cause::Own))?;
    let reasons = |project: &Project| {
        PerCriterion::from_fn(|k| project.ratings[k].as_ref().and_then(|r| r.why.clone()))
    };
    if reasons(old) != reasons(new) {
        return None;
    }
    let word = match crossing.direction {
        Direction::Enters => "enters",
        Direction::Leaves => "leaves",
    };
    Some(
        Diagnostic::new(
            Code::QD602,
            format!("`{}` {word} the plan by its own edit, without a reason", new.id),
        )
        .at(new.place.clone())
        .help("give the score that did it a `why`")
        .subject(new.id.as_str()),
    )
}

/// Weights and scores in one change.
fn rules_and_scores(after: &State<'_>, changes: &Changes) -> Option<Diagnostic> {
    let weighted = changes.settings.iter().any(|change| matches!(change, SettingChange::Weight { .. }));
    let rescored = changes.projects.iter().filter(|change| change.is_rescored()).count();
    if !weighted || rescored == 0 {
        return None;
    }
    let projects = if rescored == 1 { "one project".to_owned() } else { format!("{rescored} projects") };
    let finding =
        Diagnostic::new(Code::QD603, format!("weights and the scores of {projects} change together"))
            .help("make two changes of it, so that each move has one cause")
            .subject("portfolio");
    let place = after.portfolio.settings().places.as_ref().map(|places| places.of("weights"));
    Some(match place {
        Some(place) => finding.at(place),
        None => finding,
    })
}

/// Ratings in people's files that change together with projects: they are that person's to change.
fn foreign_ratings(before: &State<'_>, after: &State<'_>, changes: &Changes) -> Vec<Diagnostic> {
    let rated: Vec<(&Person, &Person)> = after
        .portfolio
        .people()
        .iter()
        .filter_map(|(id, new)| Some((before.portfolio.people().get(id)?, new)))
        .filter(|(old, new)| ratings(old) != ratings(new))
        .map(|(old, new)| (old.as_ref(), new.as_ref()))
        .collect();
    let edits_projects = changes.projects.iter().any(|change| change.is_edited() || change.is_new());
    if !edits_projects && rated.len() < 2 {
        return Vec::new();
    }
    rated.into_iter().map(|(old, new)| foreign_rating(old, new)).collect()
}

type Ratings<'a> =
    (&'a std::collections::BTreeMap<String, Score>, Vec<(&'a str, Option<Score>, Option<Score>)>);

fn ratings(person: &Person) -> Ratings<'_> {
    let own = person.ratings.iter().map(|(id, rating)| (id.as_str(), rating.interest, rating.growth));
    (&person.interests, own.collect())
}

fn foreign_rating(old: &Person, person: &Person) -> Diagnostic {
    let path: &crate::path::RelPath = &person.path;
    let key = if old.interests == person.interests { "projects" } else { "interests" };
    Diagnostic::new(Code::QD604, format!("ratings in {path} change together with other documents"))
        .at(person.places.of(key))
        .help("let the person make this change, in one of its own")
        .subject(person.id.as_str())
        .private()
}
