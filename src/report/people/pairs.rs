//! For each planned project the two people who complement each other most in it, activity by activity.

use serde::Serialize;

use super::{Link, first};
use crate::people::{self, Pairs, Standing};
use crate::portfolio::{Scale, Score};
use crate::report::words;

/// A pair for a project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Pair {
    project: Link,
    first: String,
    second: String,
    /// What the second person adds to one alone, on the scale, over all activities.
    gain: String,
    parts: Vec<Part>,
}

/// One activity and what either brings.
#[derive(Debug, Clone, Serialize)]
struct Part {
    topic: String,
    first: Side,
    second: Side,
}

#[derive(Debug, Clone, Serialize)]
struct Side {
    value: String,
    /// Whether this one of the two brings it.
    leads: bool,
}

/// The best pair for each planned project, in rank order; projects in which nobody adds to another are left
/// out.
pub(super) fn pairs(standing: &Standing<'_>) -> Vec<Pair> {
    let portfolio = standing.portfolio();
    let scale = &portfolio.settings().scale;
    let mut pairs = Pairs::new(portfolio);
    let pair = |placed: &crate::ranking::Placed| {
        let (one, other, pairing) = pairs.best(&placed.project)?;
        Some(Pair {
            project: Link::project(&placed.project),
            first: first(portfolio, &one),
            second: first(portfolio, &other),
            gain: words::decimal(i128::from(pairing.gain), 1000, 1),
            parts: pairing.parts.iter().map(|it| part(it, scale)).collect(),
        })
    };
    standing.planned().filter_map(pair).collect()
}

fn part(part: &people::Part, scale: &Scale) -> Part {
    let lead = part.lead(scale);
    let side = |score: Option<Score>, leads: bool| Side {
        value: score.map_or_else(|| "\u{2013}".to_owned(), words::score),
        leads,
    };
    Part { topic: part.topic.clone(), first: side(part.first, lead > 0), second: side(part.second, lead < 0) }
}
