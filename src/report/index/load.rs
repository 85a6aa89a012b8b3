//! Who carries the plan: the planned weeks of each person, for whoever may see everybody.

use serde::Serialize;

use crate::fit;
use crate::portfolio::{Effort, Id, Person, Project, Score};
use crate::report::row::person_href;
use crate::report::{Picture, words};

/// The planned weeks of each person.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Load {
    /// What the bars show.
    caption: String,
    /// The people, in the order of their ids.
    people: Vec<Carrier>,
}

/// One person's planned weeks.
#[derive(Debug, Clone, Serialize)]
struct Carrier {
    /// The name.
    name: String,
    /// The person's page, from the report's root.
    href: Option<String>,
    /// The weeks: `8 of 10`.
    weeks: String,
    /// Whether the person is planned for more than there is.
    over: bool,
    /// The weeks there are, in percent of the longest bar.
    capacity: String,
    /// The planned pieces, side by side.
    pieces: Vec<Piece>,
    /// The pieces in words.
    words: String,
}

/// The weeks on one project.
#[derive(Debug, Clone, Serialize)]
struct Piece {
    /// The name of its style: `a` and `z` in turn, `lo` for disliked work.
    key: &'static str,
    /// Where it starts, in percent of the longest bar.
    x: String,
    /// How long it is.
    width: String,
    /// The project in at most 20 characters.
    short: String,
}

/// Who carries the plan; `None` when the documents do not say, or for an audience that may not see it.
pub(super) fn load(picture: &Picture<'_>) -> Option<Load> {
    let people = picture.portfolio.people();
    if !picture.edition.audience.sees_everybody() || people.is_empty() || picture.ranking.plan.is_none() {
        return None;
    }
    let carried: Vec<(&Person, Vec<(&Project, Effort)>)> =
        people.values().map(|person| (person.as_ref(), pieces(picture, &person.id))).collect();
    if carried.iter().all(|(_, pieces)| pieces.is_empty()) {
        return None;
    }
    let longest = carried
        .iter()
        .map(|(person, pieces)| total(pieces).max(person.capacity.unwrap_or_default()).hundredths())
        .max()
        .unwrap_or(0)
        .max(1);
    Some(Load {
        caption: caption(picture),
        people: carried
            .into_iter()
            .map(|(person, pieces)| carrier(picture, person, &pieces, longest))
            .collect(),
    })
}

fn caption(picture: &Picture<'_>) -> String {
    format!(
        "Weeks of the plan by person. Amber: work that the person would rate {} or less for {}.",
        words::score(disliked(picture)),
        picture.portfolio.settings().criteria.interest.to_lowercase()
    )
}

/// The highest interest that counts as dislike: a fifth of the scale above its bottom.
fn disliked(picture: &Picture<'_>) -> Score {
    let scale = &picture.portfolio.settings().scale;
    Score::from_thousandths(scale.min.thousandths() + (scale.max.thousandths() - scale.min.thousandths()) / 5)
}

fn pieces<'a>(picture: &Picture<'a>, person: &Id) -> Vec<(&'a Project, Effort)> {
    let weeks = |project: &Project| -> Effort {
        project.team.iter().filter(|(id, _)| id == person).map(|(_, effort)| *effort).sum()
    };
    let planned = picture.ranking.placed.iter().filter(|placed| placed.is_planned());
    planned
        .map(|placed| (placed.project.as_ref(), weeks(&placed.project)))
        .filter(|(_, effort)| *effort > Effort::ZERO)
        .collect()
}

fn total(pieces: &[(&Project, Effort)]) -> Effort {
    pieces.iter().map(|(_, effort)| *effort).sum()
}

fn carrier(picture: &Picture<'_>, person: &Person, pieces: &[(&Project, Effort)], longest: u64) -> Carrier {
    let length = |effort: Effort| words::length(effort.hundredths() as f64 / longest as f64);
    let settings = picture.portfolio.settings();
    let mut from = Effort::ZERO;
    let mut shown = Vec::new();
    for (at, (project, effort)) in pieces.iter().enumerate() {
        let interest = fit::personal(person, project, settings).interest;
        let key = match interest {
            Some(interest) if interest.score <= disliked(picture) => "lo",
            _ if at % 2 == 0 => "a",
            _ => "z",
        };
        shown.push(Piece { key, x: length(from), width: length(*effort), short: project.short.clone() });
        from = from + *effort;
    }
    let spelled: Vec<String> = pieces
        .iter()
        .map(|(project, effort)| format!("{} {}", project.title, words::weeks(*effort)))
        .collect();
    let planned = total(pieces);
    Carrier {
        name: person.name.clone(),
        href: person_href(picture, &person.id),
        weeks: person.capacity.map_or_else(
            || words::week_number(planned),
            |capacity| format!("{} of {}", words::week_number(planned), words::week_number(capacity)),
        ),
        over: person.capacity.is_some_and(|capacity| planned > capacity),
        capacity: length(person.capacity.unwrap_or(planned)),
        pieces: shown,
        words: if spelled.is_empty() { "nothing planned".to_owned() } else { words::list(&spelled) },
    }
}
