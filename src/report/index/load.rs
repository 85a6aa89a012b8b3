//! Who carries the plan: the planned weeks of each person, for whoever may see everybody.

use serde::Serialize;

use crate::fit;
use crate::portfolio::{Effort, Id, Person, Project, Score};
use crate::report::row::person_href;
use crate::report::{Picture, words};

/// As many people as the home page shows; the page of people has everybody.
const MOST: usize = 40;

/// The planned weeks of each person.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Load {
    /// What the bars show.
    caption: String,
    /// The people, in the order of their ids.
    people: Vec<Carrier>,
    /// Who is left out of a long list.
    rest: Option<String>,
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

/// A person with the projects of the plan that they carry.
type Carried<'a> = (&'a Person, Vec<(&'a Project, Effort)>);

/// Who carries the plan; `None` when the documents do not say, or for an audience that may not see it.
pub(super) fn load(picture: &Picture<'_>) -> Option<Load> {
    let people = picture.portfolio.people();
    if !picture.edition.audience.sees_everybody() || people.is_empty() || picture.ranking.plan.is_none() {
        return None;
    }
    let carried: Vec<Carried<'_>> =
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
    let all = carried.len();
    let carried = chosen(carried);
    Some(Load {
        caption: caption(picture),
        rest: (all > carried.len()).then(|| rest(all, carried.len())),
        people: carried
            .into_iter()
            .map(|(person, pieces)| carrier(picture, person, &pieces, longest))
            .collect(),
    })
}

/// Of many people those who are planned for more than there is, then others; still in the order of their ids.
fn chosen(carried: Vec<Carried<'_>>) -> Vec<Carried<'_>> {
    let over = |(person, pieces): &Carried<'_>| is_over(person, total(pieces));
    let over_all = carried.iter().filter(|one| over(one)).count();
    let (mut hard, mut easy) = (MOST.min(over_all), MOST.saturating_sub(over_all));
    let mut room = |one: &Carried<'_>| {
        let left = if over(one) { &mut hard } else { &mut easy };
        let some = *left > 0;
        *left = left.saturating_sub(1);
        some
    };
    carried.into_iter().filter(|one| room(one)).collect()
}

fn rest(all: usize, shown: usize) -> String {
    format!(
        "{shown} of {} people, first those who are planned for more than there is",
        words::grouped(all as u64)
    )
}

fn is_over(person: &Person, planned: Effort) -> bool {
    person.capacity.is_some_and(|capacity| planned > capacity)
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
        over: is_over(person, planned),
        capacity: length(person.capacity.unwrap_or(planned)),
        pieces: shown,
        words: if spelled.is_empty() { "nothing planned".to_owned() } else { words::list(&spelled) },
    }
}
