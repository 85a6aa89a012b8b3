//! The few numbers below the heading.

use serde::Serialize;

use crate::diagnostic::{Level, Summary};
use crate::ranking::{Exactness, Plan, Ratio};
use crate::report::firmness::{safe_points, same_plan_in_words};
use crate::report::index::table::in_hand;
use crate::report::index::unlocks::opened;
use crate::report::{Picture, words};

/// One number with its name.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Fact {
    /// What it is.
    name: String,
    /// The number.
    value: String,
    /// Where it leads, from the report's root.
    href: Option<&'static str>,
    /// Its share of a whole, in percent, for a meter.
    meter: Option<String>,
    /// What else there is to say.
    note: String,
}

/// The facts of a picture, those that exist.
pub(super) fn facts(picture: &Picture<'_>) -> Vec<Fact> {
    [planned(picture), steady(picture), unlocked(picture), checks(picture)].into_iter().flatten().collect()
}

fn planned(picture: &Picture<'_>) -> Option<Fact> {
    let plan = picture.ranking.plan.as_ref()?;
    let share = Ratio::new(plan.planned.hundredths().into(), plan.capacity.hundredths().max(1).into());
    Some(Fact {
        name: "Planned work".to_owned(),
        value: format!("{} of {}", words::week_number(plan.planned), words::weeks(plan.capacity)),
        href: None,
        meter: Some(words::length(share.to_f64())),
        note: format!("{}{}", in_hand(plan.left), by_whom(picture, plan)),
    })
}

fn by_whom(picture: &Picture<'_>, plan: &Plan) -> String {
    let people = picture.portfolio.people().values().filter(|person| person.capacity.is_some()).count();
    let from_people = picture.portfolio.people().values().filter_map(|person| person.capacity).sum();
    if people > 0 && plan.capacity == from_people {
        format!(", {}", words::number_of(people, "person", "people"))
    } else {
        String::new()
    }
}

fn steady(picture: &Picture<'_>) -> Option<Fact> {
    let sway = picture.sway?;
    picture.ranking.plan.as_ref()?.stopped_by?;
    let name = "The plan holds".to_owned();
    let Some(radius) = sway.all().plan_radius else {
        return Some(Fact {
            name,
            value: "always".to_owned(),
            href: Some("#weights"),
            meter: None,
            note: "whatever the weights of the three criteria".to_owned(),
        });
    };
    let note = sway.map().and_then(same_plan_in_words).map_or_else(String::new, |same| format!("; {same}"));
    let about = match sway.all().precision.plan_radius {
        Exactness::Exact => "",
        Exactness::Approximate => "about ",
    };
    Some(match safe_points(radius) {
        0 => Fact {
            name,
            value: "by a hair".to_owned(),
            href: Some("#weights"),
            meter: None,
            note: format!("less than one point of weight changes it{note}"),
        },
        points => Fact {
            name,
            value: format!("within {about}{points} {}", if points == 1 { "point" } else { "points" }),
            href: Some("#weights"),
            meter: None,
            note: format!("as long as no weight moves further{note}"),
        },
    })
}

fn unlocked(picture: &Picture<'_>) -> Option<Fact> {
    let opened = opened(picture);
    let (first, rest) = opened.planned.split_first()?;
    let mut notes = Vec::new();
    if !rest.is_empty() {
        notes.push(format!("and {}", words::list(rest)));
    }
    if !opened.below.is_empty() {
        notes.push(format!("{} below the line", words::list(&opened.below)));
    }
    Some(Fact {
        name: "Revenue the plan opens".to_owned(),
        value: first.clone(),
        href: Some("#unlocks"),
        meter: None,
        note: notes.join("; "),
    })
}

fn checks(picture: &Picture<'_>) -> Option<Fact> {
    if !picture.edition.audience.sees_checks() {
        return None;
    }
    let shown: Vec<_> =
        picture.findings().iter().filter(|finding| finding.level != Level::Off).cloned().collect();
    let summary = Summary::of(&shown);
    let note = match (summary.warnings, summary.notes) {
        (0, 0) => "nothing to mend in the documents".to_owned(),
        (0, notes) => words::count(notes, "note", "notes"),
        (warnings, 0) => words::count(warnings, "warning", "warnings"),
        (warnings, notes) => {
            format!(
                "{}, {}",
                words::count(warnings, "warning", "warnings"),
                words::count(notes, "note", "notes")
            )
        }
    };
    Some(Fact {
        name: "Checks".to_owned(),
        value: if shown.is_empty() { "all clear".to_owned() } else { format!("{} to read", shown.len()) },
        href: Some("checks.html"),
        meter: None,
        note,
    })
}
