//! Interest against growth, project by project: as a picture, and as lists with the same numbers.

use serde::Serialize;

use crate::people::{Marks, Open};
use crate::portfolio::{Id, Scale, Score};
use crate::report::chart::{Scatter, ScatterPoint, Spoken};
use crate::report::person::desk::Desk;
use crate::report::person::offers::rank;
use crate::report::words;

/// As many projects as the picture holds.
const MOST: usize = 60;
const CORNERS: [&str; 4] =
    ["Wants it and grows", "Grows, would not choose it", "Enjoys it, learns little", "Neither"];

/// The picture and its lists.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Chart {
    scatter: Scatter,
    /// What the axes are called: across, upwards.
    across: String,
    upwards: String,
    quarters: Vec<Quarter>,
    /// What the picture leaves out; may be empty.
    rest: String,
}

/// A quarter of the picture as a list.
#[derive(Debug, Clone, Serialize)]
struct Quarter {
    title: &'static str,
    items: Vec<Item>,
}

#[derive(Debug, Clone, Serialize)]
struct Item {
    mark: String,
    title: String,
    page: String,
    /// Interest and growth.
    numbers: String,
    /// The person's weeks; may be empty.
    note: String,
}

/// The picture; `None` when no open project has both numbers.
pub(super) fn chart(desk: &Desk<'_>) -> Option<Chart> {
    let shown = &in_rank_order(desk)[..];
    if shown.is_empty() {
        return None;
    }
    let scale = &desk.settings().scale;
    let title = format!("{}: interest and growth for every open project", desk.person.name);
    let desc =
        "Each mark is a project with its rank in the portfolio. The lists beside it have the same numbers.";
    let first = desk.first_choice().map(|first| &first.project.id);
    let points: Vec<ScatterPoint> = shown.iter().map(|open| point(desk, open, first)).collect();
    let corners = ["wants it and grows", "grows, would not choose it", "enjoys it, learns little"];
    let range = format!("{} to {}", words::score(scale.min), words::score(scale.max));
    Some(Chart {
        scatter: Scatter::new(&points, corners, scale, Spoken::new("scatter", title, desc)),
        across: format!("{}, {range}", desk.settings().criteria.interest),
        upwards: format!("{}, {range}", desk.settings().criteria.growth),
        quarters: quarters(desk, shown, scale),
        rest: match desk.open().len() - shown.len() {
            0 => String::new(),
            more => format!("{} more projects of lower rank are left out here.", words::grouped(more as u64)),
        },
    })
}

/// The person's own work first, so that it stands at its very place; then by rank in the portfolio. As many
/// as the picture holds.
fn in_rank_order<'d, 'a>(desk: &'d Desk<'a>) -> Vec<&'d Open<'a>> {
    let mut all: Vec<(bool, usize, usize)> = desk
        .open()
        .iter()
        .enumerate()
        .map(|(at, open)| (!desk.is_mine(&open.project.id), position(open), at))
        .collect();
    if all.len() > MOST {
        all.select_nth_unstable(MOST);
        all.truncate(MOST);
    }
    all.sort_unstable();
    all.into_iter().map(|(_, _, at)| &desk.open()[at]).collect()
}

fn position(open: &Open<'_>) -> usize {
    open.place.map_or(usize::MAX, |place| place.position)
}

fn point(desk: &Desk<'_>, open: &Open<'_>, first: Option<&Id>) -> ScatterPoint {
    let id = &open.project.id;
    let mine = desk.is_mine(id);
    let first = first == Some(id);
    ScatterPoint {
        key: match (mine, desk.standing.is_planned(id)) {
            (true, _) => "me",
            (false, true) => "in",
            (false, false) => "out",
        },
        mark: mark(open),
        across: open.scores.interest,
        upwards: open.scores.growth,
        name: (mine || first).then(|| open.project.short.clone()),
    }
}

fn mark(open: &Open<'_>) -> String {
    open.place.map_or_else(|| "\u{2013}".to_owned(), |place| place.rank.to_string())
}

fn quarters(desk: &Desk<'_>, shown: &[&Open<'_>], scale: &Scale) -> Vec<Quarter> {
    let (min, max) = (i64::from(scale.min.thousandths()), i64::from(scale.max.thousandths()));
    let upper = |score: Score| 2 * i64::from(score.thousandths()) >= min + max;
    let corner = |open: &Open<'_>| match (upper(open.scores.interest), upper(open.scores.growth)) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    };
    let mut ordered: Vec<&Open<'_>> = shown.to_vec();
    ordered.sort_by_key(|open| position(open));
    (0..CORNERS.len())
        .map(|at| Quarter {
            title: CORNERS[at],
            items: ordered.iter().filter(|open| corner(open) == at).map(|open| item(desk, open)).collect(),
        })
        .filter(|quarter| !quarter.items.is_empty())
        .collect()
}

fn item(desk: &Desk<'_>, open: &Open<'_>) -> Item {
    let Open { project, scores, place, .. } = *open;
    let piece = desk.pieces.iter().find(|piece| piece.project.id == project.id);
    Item {
        mark: place.map_or_else(|| "\u{2013}".to_owned(), rank),
        title: project.short.clone(),
        page: format!("projects/{}.html", project.id),
        numbers: format!(
            "{}\u{2009}/\u{2009}{}",
            words::rough_score(scores.interest),
            words::rough_score(scores.growth)
        ),
        note: piece.and_then(|piece| piece.weeks).map(words::weeks).unwrap_or_default(),
    }
}

/// What the person enjoys and would rather not do: kinds of work by name.
pub(super) fn tastes(desk: &Desk<'_>, marks: Marks) -> (Vec<String>, Vec<String>) {
    let of = |keep: &dyn Fn(Score) -> bool| {
        let interests = desk.person.interests.iter();
        interests.filter(|(_, score)| keep(**score)).map(|(topic, _)| topic.clone()).collect()
    };
    // On the way down the mark itself still counts as work one can live with.
    (of(&|score| score >= marks.high), of(&|score| score < marks.low))
}
