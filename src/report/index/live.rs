//! What the script needs to rank again in the browser: the scores as small whole numbers.
//!
//! The browser calculates with numbers that are exact up to 2⁵³, so the block is only written when every
//! product it will make stays below that. It holds nothing that the report does not show.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::Value;

use crate::portfolio::{Effort, Id, LineRule, Method};
use crate::ranking::Weighting;
use crate::report::Picture;
use crate::report::firmness::points_to_flip;
use crate::report::page::{Draft, address, json};

/// The greatest number the script may make.
const EXACT: u128 = 1 << 53;
/// Where the numbers of all projects are, when not every project has a row on the home page.
const FILE: &str = "ranking/numbers.js";

/// The block of data on the home page: what the script needs from the start.
#[derive(Debug, Serialize)]
struct Block<'a> {
    names: [&'a str; 3],
    /// The committed weights in lowest terms.
    weights: [u64; 3],
    /// The same in whole points.
    points: [i64; 3],
    /// The scale from bottom to top, in units of the scores.
    span: u64,
    line: &'static str,
    /// In units of the effort.
    capacity: u64,
    /// How many hundredths of a week a unit of the effort is.
    week: u64,
    /// The numbers, where every project has a row on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Numbers<'a>>,
    /// The address of the numbers otherwise: read when they are wanted, so that the page is light.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
}

/// The numbers of all projects, in position order.
#[derive(Debug, Serialize)]
struct Numbers<'a> {
    ids: Vec<&'a str>,
    /// The titles, where not every project has a row on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    titles: Vec<&'a str>,
    /// Three scores a project, above the bottom of the scale.
    scores: Vec<u64>,
    /// The effort of each project; −1 where none is stated.
    effort: Vec<i64>,
    /// Which narrative each project tells, by index into the options; −1 for none.
    narrative: Vec<i64>,
    /// Points of weight until the project changes its side; −1 for never.
    flip: Vec<i64>,
}

/// The controls of the table and the data behind them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Live {
    /// The data, ready to stand in a script element.
    data: Value,
    /// The narratives to choose from: index, title.
    narratives: Vec<(usize, String)>,
    /// The names of the criteria, to sort by: key, name.
    orders: Vec<(&'static str, String)>,
    /// Whether one can sort by firmness.
    firm: bool,
}

/// What scores and efforts are counted in, so that they are small whole numbers.
struct Units {
    /// Thousandths of a point.
    score: u64,
    /// Hundredths of a week.
    week: u64,
}

/// The data of a picture; `None` where the browser could not rank exactly as this program does.
pub(super) fn live(picture: &Picture<'_>, rows_on_page: usize) -> Option<Live> {
    let settings = picture.portfolio.settings();
    let units = units(picture)?;
    let all_here = rows_on_page >= picture.ranking.placed.len();
    let data = json(&Block {
        names: settings.criteria.as_ref().map(String::as_str).into_array(),
        weights: settings.weights.parts().into_array(),
        points: Weighting::of(&settings.weights).points().into_array(),
        span: span(picture) / units.score,
        line: match settings.line {
            LineRule::Strict => "strict",
            LineRule::Fill => "fill",
        },
        capacity: picture.ranking.plan.as_ref()?.capacity.hundredths() / units.week,
        week: units.week,
        rows: all_here.then(|| numbers(picture, &units, Vec::new())),
        source: (!all_here).then_some(FILE),
    });
    Some(Live {
        data,
        narratives: picture
            .portfolio
            .narratives()
            .values()
            .map(|story| story.title.clone())
            .enumerate()
            .collect(),
        orders: settings.criteria.iter().map(|(criterion, name)| (criterion.key(), name.clone())).collect(),
        firm: picture.sway.is_some(),
    })
}

/// The numbers as a file beside the pages: a script, because a page that was opened from disk can load nothing else.
pub(super) fn file<'a>(picture: &'a Picture<'a>, rows_on_page: usize) -> Option<Draft<'a>> {
    let placed = &picture.ranking.placed;
    let units = units(picture).filter(|_| rows_on_page < placed.len())?;
    Some(Draft::file(address(FILE), move || {
        let titles = placed.iter().map(|placed| placed.project.title.as_str()).collect();
        let numbers = json(&numbers(picture, &units, titles));
        Arc::from(format!("quarterdeck.numbers={numbers};\n").into_bytes())
    }))
}

/// The units in which the browser is exact; `None` where there are none, or nothing to rank by weights.
fn units(picture: &Picture<'_>) -> Option<Units> {
    let settings = picture.portfolio.settings();
    let plan = picture.ranking.plan.as_ref()?;
    let placed = &picture.ranking.placed;
    if settings.method != Method::Weighted || placed.is_empty() {
        return None;
    }
    // The script doubles thousandfold values for tenths of a point, and numbers projects by value and position.
    let most = u128::from(settings.weights.sum().max(100)) * u128::from(span(picture));
    if (most + 1) * 2000.max(placed.len() as u128) >= EXACT {
        return None;
    }
    let score = above(picture).fold(span(picture), gcd).max(1);
    let efforts = placed.iter().filter_map(|placed| placed.project.effort.map(Effort::hundredths));
    Some(Units { score, week: efforts.fold(plan.capacity.hundredths(), gcd).max(1) })
}

/// The scale from bottom to top in thousandths.
fn span(picture: &Picture<'_>) -> u64 {
    let rules = &picture.ranking.rules;
    u64::from((rules.max.thousandths() - rules.min.thousandths()).unsigned_abs())
}

/// All scores above the bottom of the scale, in thousandths, three a project.
fn above(picture: &Picture<'_>) -> impl Iterator<Item = u64> {
    let bottom = picture.ranking.rules.min.thousandths();
    let scores = picture.ranking.placed.iter().flat_map(|placed| placed.scores().into_array());
    scores.map(move |score| (score.thousandths() - bottom).unsigned_abs().into())
}

fn numbers<'a>(picture: &Picture<'a>, units: &Units, titles: Vec<&'a str>) -> Numbers<'a> {
    let narratives: BTreeMap<&Id, usize> =
        picture.portfolio.narratives().keys().enumerate().map(|(index, id)| (id, index)).collect();
    let placed = &picture.ranking.placed;
    let effort = |effort: Option<Effort>| effort.map_or(-1, |e| (e.hundredths() / units.week) as i64);
    let narrative = |id: Option<&Id>| id.and_then(|id| narratives.get(id)).map_or(-1, |index| *index as i64);
    Numbers {
        ids: placed.iter().map(|placed| placed.project.id.as_str()).collect(),
        titles,
        scores: above(picture).map(|score| score / units.score).collect(),
        effort: placed.iter().map(|placed| effort(placed.project.effort)).collect(),
        narrative: placed.iter().map(|placed| narrative(placed.project.narrative.as_ref())).collect(),
        flip: flips(picture),
    }
}

fn flips(picture: &Picture<'_>) -> Vec<i64> {
    let stability = picture.sway.map_or(&[][..], |sway| &sway.all().projects);
    let flip = |project: &crate::ranking::Stability| {
        project.margin.distance().map_or(-1, |distance| points_to_flip(distance) as i64)
    };
    stability.iter().map(flip).collect()
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
