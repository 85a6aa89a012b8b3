//! Each person's planned work and how it serves their goals, by id.

use rayon::prelude::*;
use serde::Serialize;

use super::{Link, first};
use crate::people::{self, Drift, Standing};
use crate::portfolio::{Effort, Id, Person, Portfolio};
use crate::report::atlas::Atlas;
use crate::report::{Picture, words};

/// One person.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Carrier {
    name: Link,
    /// The planned weeks: `8 of 10`, or bare for whoever may not know what there is.
    weeks: String,
    over: bool,
    /// The planned projects with the weeks on each.
    works: Vec<Work>,
    /// How the work serves the person's goals.
    growth: String,
    drifting: bool,
    /// The first question of the person's sheet.
    ask: String,
}

#[derive(Debug, Clone, Serialize)]
struct Work {
    project: Link,
    weeks: String,
}

/// Everybody, by id.
pub(super) fn carriers(atlas: &Atlas<'_>) -> Vec<Carrier> {
    let audience = &atlas.picture.edition.audience;
    let people: Vec<&Person> = atlas.picture.portfolio.people().values().map(AsRef::as_ref).collect();
    let one = |(at, person): (usize, &&Person)| {
        let ask = if audience.sees_private(&person.id) { atlas.sheet(at).ask.clone() } else { None };
        let ask = ask.unwrap_or_default();
        carrier(atlas.picture, person, atlas.people(), ask)
    };
    people.par_iter().enumerate().map(one).collect()
}

fn carrier(picture: &Picture<'_>, person: &Person, standing: &Standing<'_>, ask: String) -> Carrier {
    let audience = &picture.edition.audience;
    let own = audience.sees_private(&person.id);
    let load = people::load(person, standing);
    let works = standing.pieces(&person.id).iter().map(|piece| Work {
        project: Link::project(&piece.project),
        weeks: piece.weeks.map_or_else(|| "owner".to_owned(), words::weeks),
    });
    Carrier {
        name: Link { words: person.name.clone(), page: own.then(|| format!("people/{}.html", person.id)) },
        weeks: match load.capacity {
            Some(capacity) => {
                format!("{} of {}", words::week_number(load.planned), words::week_number(capacity))
            }
            None => words::week_number(load.planned),
        },
        over: load.over() > Effort::ZERO,
        works: works.collect(),
        growth: if own { growth(person, standing) } else { String::new() },
        drifting: own && people::drift(person, standing).is_some(),
        ask,
    }
}

fn growth(person: &Person, standing: &Standing<'_>) -> String {
    let settings = standing.portfolio().settings();
    if person.goals.is_empty() {
        return "No goal is stated.".to_owned();
    }
    let pieces = standing.pieces(&person.id);
    let served = person.goals.iter().filter(|goal| {
        pieces.iter().any(|piece| match people::service(person, &piece.project, settings) {
            people::Service::Goals(goals) => goals.iter().any(|served| served.id == goal.id),
            _ => false,
        })
    });
    let served = match (served.count(), person.goals.len()) {
        (0, 1) => "The goal is not served.".to_owned(),
        (0, all) => format!("None of {} goals is served.", words::number(all)),
        (1, 1) => "The goal is served.".to_owned(),
        (2, 2) => "Both goals are served.".to_owned(),
        (some, all) if some == all => format!("All {} goals are served.", words::number(all)),
        (some, all) => {
            format!("{} of {} goals served.", words::capital(&words::number(some)), words::number(all))
        }
    };
    let drift = match people::drift(person, standing) {
        Some(Drift::ThisQuarter(share)) => format!(" {}% of the weeks serve none.", share.idle_percent()),
        Some(Drift::TwoQuarters { now, before }) => format!(
            " {}% of the weeks serve none, after {}% in the quarter before.",
            now.idle_percent(),
            before.idle_percent()
        ),
        None => String::new(),
    };
    let stale = people::stale_goals(person, settings.quarter);
    let oldest = stale.iter().filter_map(|goal| goal.reviewed).min();
    let reviewed = oldest.map_or_else(String::new, |date| format!(" Last reviewed {}.", words::date(date)));
    format!("{served}{drift}{reviewed}")
}

/// The heading: who has too much and who is drifting, by id.
pub(super) fn finding(standing: &Standing<'_>) -> String {
    let portfolio = standing.portfolio();
    let over = named(portfolio, |person| people::load(person, standing).over() > Effort::ZERO);
    let drifting = named(portfolio, |person| people::drift(person, standing).is_some());
    let count = portfolio.people().len();
    let who = words::capital(&words::number_of(count, "person carries", "people carry"));
    let too_much = match over.len() {
        0 => None,
        1 => Some(format!("{} has more than fits", over[0])),
        _ => Some(format!("{} have more than fits", words::list(&over))),
    };
    let drift = match drifting.len() {
        0 => None,
        1 => Some(format!("{} grows in little of it", drifting[0])),
        _ => Some(format!("{} grow in little of it", words::list(&drifting))),
    };
    match (too_much, drift) {
        (None, None) => format!("{who} the plan, and nobody has more than fits"),
        (Some(one), None) | (None, Some(one)) => format!("{who} the plan; {one}"),
        (Some(first), Some(second)) => format!("{who} the plan; {first}, and {second}"),
    }
}

fn named(portfolio: &Portfolio, keep: impl Fn(&Person) -> bool) -> Vec<String> {
    let ids: Vec<&Id> =
        portfolio.people().values().filter(|person| keep(person)).map(|person| &person.id).collect();
    ids.into_iter().map(|id| first(portfolio, id)).collect()
}
