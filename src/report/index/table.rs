//! The ranking as a table: rows above the plan line, the line, rows below.

use std::ops::Range;

use serde::Serialize;

use crate::portfolio::{Effort, LineRule};
use crate::ranking::{Plan, Side};
use crate::report::row::{Detail, Row, row};
use crate::report::{Picture, words};

/// Up to so many projects the ranking is one table.
const ONE_TABLE: usize = 300;
/// Beyond, so many rows are on a page.
const PAGE: usize = 100;
/// Beyond, rows within so many places of the line tell everything.
const NEAR_THE_LINE: usize = 25;

/// The ranking as a table, or a page of it.
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
    /// The way to the other pages.
    pager: Option<Pager>,
}

/// The way through a ranking of several pages.
#[derive(Debug, Clone, Serialize)]
struct Pager {
    /// What is on this page.
    words: String,
    /// The address of the page before, from the report's root.
    before: Option<String>,
    /// The address of the next page.
    after: Option<String>,
    /// The address of the page with the plan line, when it is another one.
    line: Option<String>,
}

/// The plan line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    /// The name of its style: `ok` when everything fits.
    key: &'static str,
    /// What it says.
    words: String,
}

impl Table {
    /// How many projects have a row.
    pub(super) fn rows(&self) -> usize {
        self.above.len() + self.below.len()
    }
}

/// How the ranking is cut into pages: one page up to a few hundred projects.
pub(super) fn pages(picture: &Picture<'_>) -> Vec<Range<usize>> {
    let total = picture.ranking.placed.len();
    if total <= ONE_TABLE {
        return std::iter::once(0..total).collect();
    }
    (0..total).step_by(PAGE).map(|start| start..total.min(start + PAGE)).collect()
}

/// One page of the ranking, counted from 0.
pub(super) fn table(picture: &Picture<'_>, pages: &[Range<usize>], number: usize) -> Table {
    let at = line_index(picture);
    let range = pages.get(number).cloned().unwrap_or_default();
    let detail = |index: usize| {
        let near = pages.len() == 1 || index.abs_diff(at) <= NEAR_THE_LINE;
        if near { Detail::Full } else { Detail::Brief }
    };
    let rows: Vec<Row> = range.clone().filter_map(|index| row(picture, index, detail(index))).collect();
    let firm = rows.iter().any(|row| row.firm.is_some());
    let team = rows.iter().any(|row| !row.team.is_empty());
    let mut above = rows;
    let below = above.split_off(at.clamp(range.start, range.end) - range.start);
    let here = page_of_line(pages, at) == number;
    Table {
        caption: caption(firm, team),
        firm,
        team,
        columns: 4 + usize::from(firm) + usize::from(team),
        above,
        line: picture.ranking.plan.as_ref().filter(|_| here).map(|plan| line(picture, plan)),
        below,
        pager: (pages.len() > 1).then(|| pager(picture, pages, number, at)),
    }
}

/// The page that shows the line: the one with the last row before it.
fn page_of_line(pages: &[Range<usize>], at: usize) -> usize {
    let before = at.saturating_sub(1);
    pages.iter().position(|page| page.contains(&before)).unwrap_or(0)
}

/// The address of a page of the ranking, from the report's root.
pub(in crate::report) fn page_address(number: usize) -> String {
    if number == 0 { "index.html".to_owned() } else { format!("ranking/{}.html", number + 1) }
}

fn pager(picture: &Picture<'_>, pages: &[Range<usize>], number: usize, at: usize) -> Pager {
    let (range, line) = (&pages[number], page_of_line(pages, at));
    let total = words::grouped(picture.ranking.placed.len() as u64);
    Pager {
        words: format!("Projects {} to {} of {total}", range.start + 1, words::grouped(range.end as u64)),
        before: number.checked_sub(1).map(page_address),
        after: (number + 1 < pages.len()).then(|| page_address(number + 1)),
        line: (picture.ranking.plan.is_some() && line != number).then(|| page_address(line)),
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
