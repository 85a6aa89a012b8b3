//! The ranking as a table: rows above the plan line, the line, rows below.

use serde::Serialize;

use crate::portfolio::{Effort, LineRule};
use crate::ranking::{Plan, Side};
use crate::report::row::{Row, row};
use crate::report::{Picture, words};

/// The ranking as a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    /// What the columns are, for readers who hear the page.
    caption: String,
    /// Whether there is a column that says how firm each place is.
    firm: bool,
    /// Whether there is a column of people.
    team: bool,
    /// How many columns there are.
    columns: usize,
    /// The projects before the plan line.
    above: Vec<Row>,
    /// The plan line; `None` without a capacity.
    line: Option<Line>,
    /// The projects after the plan line, or all of them without one.
    below: Vec<Row>,
}

/// The plan line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    /// The name of its style: `ok` when everything fits.
    key: &'static str,
    /// What it says.
    words: String,
}

/// The ranking of a picture as a table.
pub(super) fn table(picture: &Picture<'_>) -> Table {
    let placed = &picture.ranking.placed;
    let rows: Vec<Row> = (0..placed.len()).filter_map(|index| row(picture, index)).collect();
    let firm = rows.iter().any(|row| row.firm.is_some());
    let team = rows.iter().any(|row| !row.team.is_empty());
    let mut above = rows;
    let below = above.split_off(line_index(picture));
    Table {
        caption: caption(firm, team),
        firm,
        team,
        columns: 4 + usize::from(firm) + usize::from(team),
        above,
        line: picture.ranking.plan.as_ref().map(|plan| line(picture, plan)),
        below,
    }
}

/// How many projects stand before the line: all up to the last planned one that nothing outside precedes.
pub(super) fn line_index(picture: &Picture<'_>) -> usize {
    let Some(plan) = &picture.ranking.plan else { return 0 };
    let first_out = picture.ranking.placed.iter().position(|placed| placed.side == Side::Below);
    let end = first_out.unwrap_or(picture.ranking.placed.len());
    plan.inside.iter().copied().filter(|index| *index < end).max().map_or(0, |last| last + 1)
}

fn caption(firm: bool, team: bool) -> String {
    let mut columns = vec!["score"];
    if firm {
        columns.push("firmness");
    }
    if team {
        columns.push("people");
    }
    columns.push("weeks");
    format!("Projects in rank order, with {}.", words::list(&columns))
}

/// What the plan line says.
pub(super) fn line(picture: &Picture<'_>, plan: &Plan) -> Line {
    let (used, capacity) = (words::week_number(plan.planned), words::weeks(plan.capacity));
    let hand = in_hand(plan.left);
    let Some(stop) = plan.stopped_by else {
        let all = words::capital(&words::number_of(plan.inside.len(), "project fits", "projects fit"));
        return Line { key: "ok", words: format!("{all}: {used} of {capacity}, {hand}") };
    };
    let next = &picture.ranking.placed[stop.index].project;
    let needs = words::weeks(stop.needs);
    let words = if plan.inside.is_empty() {
        format!("Nothing fits: {} needs {needs} and there are {capacity}", next.title)
    } else {
        match picture.ranking.rules.line {
            LineRule::Strict => {
                format!("Plan line: {used} of {capacity} used, {hand}. Next is {} ({needs})", next.title)
            }
            LineRule::Fill => format!(
                "Plan line: {} ({needs}) no longer fits. Smaller projects below fill the rest: {used} of {capacity} used",
                next.title
            ),
        }
    };
    Line { key: "cut", words }
}

/// What is left, in words: `3 in hand`, `nothing in hand`.
pub(super) fn in_hand(left: Effort) -> String {
    if left == Effort::ZERO {
        "nothing in hand".to_owned()
    } else {
        format!("{} in hand", words::week_number(left))
    }
}
