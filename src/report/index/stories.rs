//! The narratives and their share of the planned weeks.

use serde::Serialize;

use crate::portfolio::{Effort, Id};
use crate::ranking::Placed;
use crate::report::{Picture, words};

/// One narrative with its weeks.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Story {
    /// Its title.
    title: String,
    /// Its page, from the report's root; `None` for work without a narrative.
    href: Option<String>,
    /// Where it leads, or what is missing.
    note: String,
    /// Planned weeks, in percent of the most weeks asked for by any narrative.
    planned: String,
    /// Weeks asked for, in the same measure.
    asked: String,
    /// The two in words: `12 of 28`.
    weeks: String,
    /// Its share of the planned weeks: `27%`.
    share: String,
}

/// The narratives of a picture, the one with the most planned weeks first.
pub(super) fn stories(picture: &Picture<'_>) -> Vec<Story> {
    let portfolio = picture.portfolio;
    let planned_all: Effort =
        picture.ranking.placed.iter().filter(|p| in_plan(picture, p)).filter_map(effort).sum();
    let mut found: Vec<(Effort, Effort, Option<&Id>)> = portfolio
        .narratives()
        .keys()
        .map(Some)
        .chain([None])
        .map(|narrative| weeks(picture, narrative))
        .collect();
    found.retain(|(_, asked, narrative)| narrative.is_some() || *asked > Effort::ZERO);
    found.sort_by_key(|(planned, asked, narrative)| {
        (std::cmp::Reverse((*planned, *asked)), narrative.is_none())
    });
    let most = found.iter().map(|(_, asked, _)| asked.hundredths()).max().unwrap_or(0).max(1);
    let length = |effort: Effort| words::length(effort.hundredths() as f64 / most as f64);
    found
        .into_iter()
        .map(|(planned, asked, narrative)| Story {
            title: title(picture, narrative),
            href: narrative.map(|id| format!("narratives/{id}.html")),
            note: note(picture, narrative, planned),
            planned: length(planned),
            asked: length(asked),
            weeks: format!("{} of {}", words::week_number(planned), words::week_number(asked)),
            share: words::percent(planned.hundredths() as f64 / planned_all.hundredths().max(1) as f64),
        })
        .collect()
}

/// Planned weeks and weeks asked for by ranked projects of one narrative, or of none.
fn weeks<'a>(picture: &Picture<'_>, narrative: Option<&'a Id>) -> (Effort, Effort, Option<&'a Id>) {
    let mine =
        || picture.ranking.placed.iter().filter(|placed| placed.project.narrative.as_ref() == narrative);
    let planned = mine().filter(|placed| in_plan(picture, placed)).filter_map(effort).sum();
    (planned, mine().filter_map(effort).sum(), narrative)
}

fn in_plan(picture: &Picture<'_>, placed: &Placed) -> bool {
    placed.is_planned() || picture.ranking.plan.is_none()
}

fn effort(placed: &Placed) -> Option<Effort> {
    placed.project.effort
}

fn title(picture: &Picture<'_>, narrative: Option<&Id>) -> String {
    narrative
        .and_then(|id| picture.portfolio.narratives().get(id))
        .map_or_else(|| "No narrative".to_owned(), |narrative| narrative.title.clone())
}

fn note(picture: &Picture<'_>, narrative: Option<&Id>, planned: Effort) -> String {
    let Some(narrative) = narrative.and_then(|id| picture.portfolio.narratives().get(id)) else {
        return "work that nobody hears about".to_owned();
    };
    if planned == Effort::ZERO && picture.ranking.plan.is_some() {
        return "nothing in the plan tells it".to_owned();
    }
    let goals: Vec<&str> = narrative
        .goals
        .iter()
        .filter_map(|id| picture.portfolio.goals().get(id))
        .map(|goal| goal.title.as_str())
        .collect();
    if goals.is_empty() {
        "leads to no stated goal".to_owned()
    } else {
        format!("leads to {}", words::list(&goals))
    }
}
