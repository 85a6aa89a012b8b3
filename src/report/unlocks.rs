//! The page about revenue that work opens: by quarter and currency, above and below the line.
//!
//! Amounts of different currencies are never added up, and none is ever part of a score.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::atlas::Atlas;
use super::piece::{Badge, UnlockRow, Words, first, side_in_words};
use super::project::home;
use super::{Head, Page, address, words};
use crate::portfolio::{Date, Project, Quarter, Unlock};

/// So many unlocks stand on the page, the nearest first.
const ROWS: usize = 150;

/// What `unlocks.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    heading: String,
    totals: Vec<Total>,
    rows: Vec<Row>,
    more: Option<String>,
}

/// What opens in a quarter, or without a date, by side of the line.
#[derive(Debug, Clone, Serialize)]
struct Total {
    quarter: String,
    planned: String,
    below: String,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    #[serde(flatten)]
    unlock: UnlockRow,
    badge: Badge,
    project: Words,
    side: &'static str,
}

/// Sums by currency, in hundredths.
type Sums<'a> = BTreeMap<&'a str, u64>;

/// Whether any competing project unlocks something.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    atlas.all_competing().any(|project| !project.unlocks.is_empty())
}

/// The page.
pub(super) fn page(atlas: &Atlas<'_>) -> Page {
    let mut all: Vec<(&Project, &Unlock)> = atlas
        .all_competing()
        .flat_map(|project| project.unlocks.iter().map(move |unlock| (project, unlock)))
        .collect();
    all.sort_by_key(|(project, unlock)| (unlock.by.is_none(), unlock.by, atlas.order(project)));
    let sums = |counts: bool| sum(all.iter().filter(|(project, _)| atlas.counts(project) == counts));
    let (shown, more) = first(all.clone(), ROWS);
    let view = View {
        heading: heading(&sums(true), &sums(false)),
        totals: totals(atlas, &all),
        rows: shown.iter().map(|(project, unlock)| row(atlas, project, unlock)).collect(),
        more,
    };
    let head = Head {
        title: "Unlocks".to_owned(),
        description: view.heading.clone(),
        section: "unlocks.html",
        crumbs: vec![home(atlas)],
    };
    Page::new(address("unlocks.html"), "unlocks.html", head, &view)
}

fn heading(planned: &Sums<'_>, below: &Sums<'_>) -> String {
    match (planned.is_empty(), below.is_empty()) {
        (true, true) => "Work that opens revenue".to_owned(),
        (false, true) => format!("The plan opens {}", in_words(planned)),
        (true, false) => format!("The line leaves {} below", in_words(below)),
        (false, false) => {
            format!("The plan opens {}; the line leaves {} below", in_words(planned), in_words(below))
        }
    }
}

fn sum<'a>(all: impl Iterator<Item = &'a (&'a Project, &'a Unlock)>) -> Sums<'a> {
    let mut sums = Sums::new();
    for (_, unlock) in all {
        if let Some((amount, currency)) = &unlock.money {
            let sum = sums.entry(currency.as_str()).or_default();
            *sum = sum.saturating_add(*amount);
        }
    }
    sums
}

fn in_words(sums: &Sums<'_>) -> String {
    let each: Vec<String> = sums.iter().map(|(currency, amount)| words::money(*amount, currency)).collect();
    words::list(&each)
}

fn totals(atlas: &Atlas<'_>, all: &[(&Project, &Unlock)]) -> Vec<Total> {
    let quarter = |unlock: &Unlock| unlock.by.and_then(Date::quarter);
    let quarters: BTreeSet<Option<Quarter>> = all.iter().map(|(_, unlock)| quarter(unlock)).collect();
    let dated = quarters.iter().filter(|quarter| quarter.is_some());
    let undated = quarters.iter().filter(|quarter| quarter.is_none());
    let total = |wanted: &Option<Quarter>| {
        let side = |counts: bool| {
            let mine = |(project, unlock): &&(&Project, &Unlock)| {
                quarter(unlock) == *wanted && atlas.counts(project) == counts
            };
            let sums = sum(all.iter().filter(mine));
            if sums.is_empty() { "\u{2013}".to_owned() } else { in_words(&sums) }
        };
        Total {
            quarter: wanted.map_or_else(|| "No date".to_owned(), words::quarter),
            planned: side(true),
            below: side(false),
        }
    };
    dated.chain(undated).map(total).collect()
}

fn row(atlas: &Atlas<'_>, project: &Project, unlock: &Unlock) -> Row {
    Row {
        unlock: UnlockRow::of(unlock),
        badge: Badge::of(atlas, project),
        project: Words::project(project),
        side: side_in_words(atlas, project),
    }
}
