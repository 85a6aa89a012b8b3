//! Projects that take no rank, with the reason.

use serde::Serialize;

use crate::ranking::{BelowFloor, Unscored};
use crate::report::row::project_href;
use crate::report::{Picture, words};

/// A project without a rank.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Apart {
    /// The mark in place of a rank.
    mark: &'static str,
    /// Its title.
    title: String,
    /// Its page, from the report's root.
    href: String,
    /// Why it has no rank, and where it could stand.
    why: String,
}

/// The most of them that the home page names.
const MOST: usize = 60;

/// What is said about those that are not named.
pub(super) fn rest(picture: &Picture<'_>) -> Option<String> {
    let all = picture.ranking.unscored.len() + picture.ranking.below_floor.len();
    (all > MOST).then(|| format!("And {} more.", words::grouped((all - MOST) as u64)))
}

/// The projects without a score first, then those below a floor.
pub(super) fn apart(picture: &Picture<'_>) -> Vec<Apart> {
    let unscored = picture.ranking.unscored.iter().map(|unscored| waiting(picture, unscored));
    let floored = picture.ranking.below_floor.iter().map(|floored| below_floor(picture, floored));
    unscored.chain(floored).take(MOST).collect()
}

fn waiting(picture: &Picture<'_>, unscored: &Unscored) -> Apart {
    let settings = picture.portfolio.settings();
    let missing: Vec<String> =
        unscored.missing.iter().map(|criterion| settings.criteria[*criterion].to_lowercase()).collect();
    let score = if missing.len() == 1 { "score" } else { "scores" };
    let (low, high) = unscored.score_tenths_range;
    let range = unscored.rank_range;
    let ranks = if range.best == range.worst {
        format!("at rank {} in any case", range.best)
    } else {
        format!("so between ranks {} and {}", range.best, range.worst)
    };
    Apart {
        mark: "?",
        title: unscored.project.title.clone(),
        href: project_href(&unscored.project.id),
        why: format!(
            "No {} {score} yet. Between {} and {} points, {ranks}.",
            words::list(&missing),
            words::tenths(low),
            words::tenths(high)
        ),
    }
}

fn below_floor(picture: &Picture<'_>, floored: &BelowFloor) -> Apart {
    let name = &picture.portfolio.settings().criteria[floored.criterion];
    Apart {
        mark: "\u{2193}",
        title: floored.project.title.clone(),
        href: project_href(&floored.project.id),
        why: format!(
            "{name} is {}, and the floor is {}. It takes no rank until that changes.",
            words::score(floored.score),
            words::score(floored.floor)
        ),
    }
}
