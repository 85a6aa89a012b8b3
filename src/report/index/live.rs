//! What the script needs to rank again in the browser: the scores as small whole numbers.
//!
//! The browser calculates with numbers that are exact up to 2⁵³, so the block is only written when every
//! product it will make stays below that. It holds nothing that the page does not show.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::portfolio::{Effort, Id, LineRule, Method};
use crate::ranking::Weighting;
use crate::report::Picture;
use crate::report::firmness::points_to_flip;
use crate::report::page::json;

/// The greatest product the script may make.
const EXACT: u128 = 1 << 53;

/// The block of data.
#[derive(Debug, Serialize)]
struct Block<'a> {
    names: [&'a str; 3],
    /// The committed weights in lowest terms.
    weights: [u64; 3],
    /// The same in whole points.
    points: [i64; 3],
    /// The scale from bottom to top, in units of `scores`.
    span: u64,
    line: &'static str,
    /// In units of `effort`.
    capacity: u64,
    /// How many hundredths of a week a unit of `effort` is.
    week: u64,
    ids: Vec<&'a str>,
    /// The titles, where not every project has a row on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    titles: Vec<&'a str>,
    /// Three scores a project, above the bottom of the scale, in position order.
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

/// The data of a picture; `None` where the browser could not rank exactly as this program does.
pub(super) fn live(picture: &Picture<'_>, rows_on_page: usize) -> Option<Live> {
    let settings = picture.portfolio.settings();
    let plan = picture.ranking.plan.as_ref()?;
    if settings.method != Method::Weighted || picture.ranking.placed.is_empty() {
        return None;
    }
    let rules = &picture.ranking.rules;
    let bottom = rules.min.thousandths();
    let above: Vec<u64> = picture
        .ranking
        .placed
        .iter()
        .flat_map(|placed| placed.scores().into_array())
        .map(|score| (score.thousandths() - bottom).unsigned_abs().into())
        .collect();
    let span = u64::from((rules.max.thousandths() - bottom).unsigned_abs());
    if u128::from(settings.weights.sum().max(100)) * u128::from(span) * 2000 >= EXACT {
        return None;
    }
    let unit = above.iter().copied().fold(span, gcd).max(1);
    let effort: Vec<Option<u64>> =
        picture.ranking.placed.iter().map(|placed| placed.project.effort.map(Effort::hundredths)).collect();
    let week = effort.iter().flatten().copied().fold(plan.capacity.hundredths(), gcd).max(1);
    let narratives: BTreeMap<&Id, usize> =
        picture.portfolio.narratives().keys().enumerate().map(|(index, id)| (id, index)).collect();
    let data = json(&Block {
        names: settings.criteria.as_ref().map(String::as_str).into_array(),
        weights: settings.weights.parts().into_array(),
        points: Weighting::of(&settings.weights).points().into_array(),
        span: span / unit,
        line: match settings.line {
            LineRule::Strict => "strict",
            LineRule::Fill => "fill",
        },
        capacity: plan.capacity.hundredths() / week,
        week,
        ids: picture.ranking.placed.iter().map(|placed| placed.project.id.as_str()).collect(),
        titles: titles(picture, rows_on_page),
        scores: above.into_iter().map(|score| score / unit).collect(),
        effort: effort.into_iter().map(|effort| effort.map_or(-1, |effort| (effort / week) as i64)).collect(),
        narrative: picture
            .ranking
            .placed
            .iter()
            .map(|placed| placed.project.narrative.as_ref().and_then(|id| narratives.get(id)))
            .map(|index| index.map_or(-1, |index| *index as i64))
            .collect(),
        flip: flips(picture),
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
        firm: picture.stability.is_some(),
    })
}

fn titles<'a>(picture: &Picture<'a>, rows_on_page: usize) -> Vec<&'a str> {
    let placed = &picture.ranking.placed;
    if rows_on_page >= placed.len() {
        return Vec::new();
    }
    placed.iter().map(|placed| placed.project.title.as_str()).collect()
}

fn flips(picture: &Picture<'_>) -> Vec<i64> {
    let stability = picture.stability.map_or(&[][..], |stability| &stability.all.projects);
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
