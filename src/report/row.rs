//! A ranked project as a row: the same on the home page, on narrative pages and on goal pages.

use serde::Serialize;

use crate::portfolio::{Id, Settings};
use crate::ranking::{Placed, Side, Weighting};
use crate::report::firmness::{Firmness, distance_in_words};
use crate::report::stack::{Stack, contributions};
use crate::report::{Picture, chart, words};

/// A ranked project as a row.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The project's id.
    pub id: String,
    /// Its rank: `3`, or `=3` when it is shared.
    pub place: String,
    /// Whether it is outside the plan, where there is a plan.
    pub out: bool,
    /// Its page, from the report's root.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its message in one sentence.
    pub story: Option<String>,
    /// What would bring it into the plan, or why it cannot be planned.
    pub need: Option<String>,
    /// Its score, with one decimal.
    pub score: String,
    /// What the score is made of.
    pub bar: Stack,
    /// How firm its side of the line is.
    pub firm: Option<Firm>,
    /// Who would do it.
    pub team: Vec<Face>,
    /// Its effort in weeks; a dash when none is stated.
    pub weeks: String,
}

/// How firm a side of the line is, with a picture of the weightings in which the project is in the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Firm {
    /// The word: `Knife-edge`.
    pub word: &'static str,
    /// The name of its style: `knife-edge`.
    pub key: &'static str,
    /// The number: `2 points to flip`.
    pub note: String,
    /// Whether there is a picture.
    pub drawn: bool,
    /// The path of the weightings in which it is in the plan; empty when there are none.
    pub path: String,
}

/// A person in two letters.
#[derive(Debug, Clone, Serialize)]
pub struct Face {
    /// The two letters.
    pub letters: String,
    /// The name.
    pub name: String,
    /// The person's page, from the report's root, where there is one for this audience.
    pub href: Option<String>,
}

/// A weighting as a point of the triangle's picture.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
}

impl Point {
    /// The point of the stated weights.
    pub fn of(settings: &Settings) -> Self {
        let (x, y) = chart::point(Weighting::of(&settings.weights).shares());
        Self { x, y }
    }
}

/// How much a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// No picture, and not what would bring it in: for the many rows far from the line.
    Brief,
}

/// The row of a ranked project, by its index in the ranking.
pub fn row(picture: &Picture<'_>, index: usize, detail: Detail) -> Option<Row> {
    let placed = picture.ranking.placed.get(index)?;
    let project = &placed.project;
    Some(Row {
        id: project.id.to_string(),
        place: place(placed),
        out: matches!(placed.side, Side::Below | Side::NoEffort),
        href: project_href(&project.id),
        title: project.title.clone(),
        story: project.headline.clone(),
        need: (detail == Detail::Full).then(|| need(picture, index, placed)).flatten(),
        score: words::tenths(placed.score_tenths),
        bar: contributions(&placed.points_tenths, picture.portfolio.settings()),
        firm: firm(picture, index, placed, detail),
        team: project.team.iter().filter_map(|(person, _)| face(picture, person)).collect(),
        weeks: project.effort.map_or_else(|| "\u{2013}".to_owned(), words::week_number),
    })
}

/// A rank as it is shown: `3`, or `=3` when it is shared.
pub fn place(placed: &Placed) -> String {
    if placed.tied { format!("={}", placed.rank) } else { placed.rank.to_string() }
}

/// The address of a project's page, from the report's root.
pub fn project_href(id: &Id) -> String {
    format!("projects/{id}.html")
}

/// The address of a person's page, from the report's root; `None` where this audience has none.
pub fn person_href(picture: &Picture<'_>, id: &Id) -> Option<String> {
    let seen = picture.edition.audience.sees_private(id) && picture.portfolio.people().contains_key(id);
    seen.then(|| format!("people/{id}.html"))
}

/// A person in two letters; `None` for an audience that sees no people.
pub fn face(picture: &Picture<'_>, id: &Id) -> Option<Face> {
    if !picture.edition.audience.sees_people() {
        return None;
    }
    let person = picture.portfolio.people().get(id)?;
    Some(Face {
        letters: words::initials(&person.name),
        name: person.name.clone(),
        href: person_href(picture, id),
    })
}

/// What would bring a project into the plan, in a sentence without its stop; `None` for one that is in.
pub fn need(picture: &Picture<'_>, index: usize, placed: &Placed) -> Option<String> {
    match placed.side {
        Side::Planned | Side::NoLine => return None,
        Side::NoEffort => return Some("No effort is stated, so it cannot be planned".to_owned()),
        Side::Below => {}
    }
    let Some(needed) = picture.ranking.reach(index).line else {
        return Some("Its effort alone is more than the capacity".to_owned());
    };
    let settings = picture.portfolio.settings();
    let named =
        |criterion, score| format!("{} {}", settings.criteria[criterion].to_lowercase(), words::score(score));
    let alone: Vec<String> = needed
        .alone
        .iter()
        .filter_map(|(criterion, score)| score.map(|score| named(criterion, score)))
        .collect();
    if !alone.is_empty() {
        return Some(format!("Enters at {}", words::either(&alone)));
    }
    let Some(raise) = needed.together else {
        return Some("No score of its own brings it in".to_owned());
    };
    let scores = placed.scores();
    let raised: Vec<String> = raise
        .scores
        .iter()
        .filter(|(criterion, score)| **score != scores[*criterion])
        .map(|(criterion, score)| named(criterion, *score))
        .collect();
    Some(format!("Enters with {} together", words::list(&raised)))
}

fn firm(picture: &Picture<'_>, index: usize, placed: &Placed, detail: Detail) -> Option<Firm> {
    let sway = picture.sway?;
    let margin = &sway.all().projects.get(index)?.margin;
    let firmness = Firmness::of(placed.side, margin)?;
    let planned = sway.map().and_then(|map| map.planned.get(index));
    Some(Firm {
        word: firmness.word(),
        key: firmness.key(),
        note: distance_in_words(placed.side, margin),
        drawn: detail == Detail::Full,
        path: planned.map(|planned| chart::outline_path(&planned.outlines)).unwrap_or_default(),
    })
}
