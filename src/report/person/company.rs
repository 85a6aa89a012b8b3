//! Who the person works with, and what each brings to the work.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::people;
use crate::portfolio::{Id, Project};
use crate::report::person::desk::Desk;
use crate::report::words;

/// Somebody to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Companion {
    /// The other person's name.
    pub name: String,
    /// What the two would do together.
    pub works: Vec<Common>,
}

/// A project that two people share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Common {
    /// The project's short title.
    pub project: String,
    /// The project's page.
    pub page: String,
    /// What each of the two brings; may be empty.
    pub why: String,
}

/// Everybody on the teams of the person's planned work, by id, with the projects in rank order; and whoever
/// is on the best next work, or complements the person best there.
pub(super) fn companions(desk: &Desk<'_>) -> Vec<Companion> {
    let mut found: BTreeMap<&Id, Vec<Common>> = BTreeMap::new();
    for piece in desk.pieces {
        let mut others: Vec<&Id> = piece.project.team.iter().map(|(id, _)| id).collect();
        others.sort_unstable();
        others.dedup();
        for other in others.into_iter().filter(|id| **id != desk.person.id) {
            found.entry(other).or_default().push(common(desk, &piece.project, other, When::Planned));
        }
    }
    let next = next_companion(desk);
    if let Some((other, project)) = &next {
        found.entry(other).or_default().push(common(desk, project, other, When::Next));
    }
    let name =
        |id: &Id| desk.portfolio.people().get(id).map_or_else(|| id.to_string(), |other| other.name.clone());
    found.into_iter().map(|(id, works)| Companion { name: name(id), works }).collect()
}

/// Whether two people share a project already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Planned,
    Next,
}

fn next_companion(desk: &Desk<'_>) -> Option<(Id, Arc<Project>)> {
    let project = desk.best_next()?.project;
    let topics = || project.involves.iter().map(String::as_str);
    let scale = &desk.settings().scale;
    let gain = |id: &Id| {
        let other = desk.portfolio.people().get(id)?;
        let pairing = people::pair(topics(), &desk.person.interests, &other.interests, scale);
        (pairing.gain > 0).then_some((pairing.coverage, pairing.gain))
    };
    let on_team: Vec<&Id> = project.team.iter().map(|(id, _)| id).collect();
    let everybody: Vec<&Id> = desk.portfolio.people().keys().collect();
    let among = if on_team.is_empty() { everybody } else { on_team };
    let others = among.into_iter().filter(|id| **id != desk.person.id);
    // Of equals the first by id.
    let (_, other) = others.filter_map(|id| Some((gain(id)?, id))).fold(
        None,
        |best: Option<((i64, i64), &Id)>, found| match best {
            Some(best) if best.0 >= found.0 => Some(best),
            _ => Some(found),
        },
    )?;
    Some((other.clone(), Arc::clone(project)))
}

fn common(desk: &Desk<'_>, project: &Project, other: &Id, when: When) -> Common {
    let why = match (when, brings(desk, project, other)) {
        (When::Planned, brings) => brings.unwrap_or_default(),
        (When::Next, Some(brings)) => format!("best next work. {brings}"),
        (When::Next, None) => "best next work.".to_owned(),
    };
    Common { project: project.short.clone(), page: format!("projects/{}.html", project.id), why }
}

/// What either brings that the other likes less: `Ana brings writing; Bo brings prototyping.`
fn brings(desk: &Desk<'_>, project: &Project, other: &Id) -> Option<String> {
    let person = desk.portfolio.people().get(other)?;
    let scale = &desk.settings().scale;
    let topics = project.involves.iter().map(String::as_str);
    let pairing = people::pair(topics, &desk.person.interests, &person.interests, scale);
    let part = |mine: bool| {
        let leads = pairing.parts.iter().filter(|part| {
            let lead = part.lead(scale);
            let score = if mine { part.first } else { part.second };
            (if mine { lead > 0 } else { lead < 0 }) && score.is_some_and(|score| score >= desk.marks.good)
        });
        leads.map(|part| part.topic.clone()).collect::<Vec<String>>()
    };
    let (mine, theirs) = (part(true), part(false));
    let sentence = |name: &str, topics: &[String]| format!("{name} brings {}", words::list(topics));
    let other = desk.first_of(other);
    match (theirs.is_empty(), mine.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{}.", sentence(&other, &theirs))),
        (true, false) => Some(format!("{}.", sentence(&desk.first, &mine))),
        (false, false) => Some(format!("{}; {}.", sentence(&other, &theirs), sentence(&desk.first, &mine))),
    }
}
