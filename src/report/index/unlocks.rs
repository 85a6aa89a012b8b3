//! The revenue that projects open: by currency, above and below the line, never added into a score.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::portfolio::{Project, Unlock};
use crate::report::row::project_href;
use crate::report::{Picture, words};

/// What the projects open.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Unlocks {
    /// What it comes to, in a sentence.
    summary: String,
    /// Each of them, planned ones first, in rank order.
    items: Vec<Item>,
    /// What is said about those that are not shown.
    rest: Option<String>,
}

/// The most of them that the home page shows.
const MOST: usize = 8;

/// One deal, renewal or market.
#[derive(Debug, Clone, Serialize)]
struct Item {
    /// The deal, renewal or market.
    name: String,
    /// What kind of thing it is.
    kind: &'static str,
    /// The amount; empty when none is stated.
    money: String,
    /// When it must be done.
    by: Option<String>,
    /// The project that opens it.
    project: String,
    /// The project's page, from the report's root.
    href: String,
    /// Whether the project is outside the plan.
    out: bool,
}

/// Sums by currency.
pub(super) struct Opened {
    /// Opened by the plan: one text a currency, in order of currency codes.
    pub(super) planned: Vec<String>,
    /// Opened by what is not in the plan.
    pub(super) below: Vec<String>,
}

/// What the projects of a picture open; `None` when there is nothing.
pub(super) fn unlocks(picture: &Picture<'_>) -> Option<Unlocks> {
    let mut items: Vec<Item> =
        each(picture).map(|(project, unlock, planned)| item(project, unlock, planned)).collect();
    items.sort_by_key(|item| item.out);
    let rest = (items.len() > MOST)
        .then(|| format!("All {}, by currency and date", words::grouped(items.len() as u64)));
    items.truncate(MOST);
    (!items.is_empty()).then(|| Unlocks { summary: summary(&opened(picture)), items, rest })
}

/// The sums by currency, above and below the line.
pub(super) fn opened(picture: &Picture<'_>) -> Opened {
    let sums = |side: bool| {
        let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, unlock, planned) in each(picture) {
            if let (Some((amount, currency)), true) = (&unlock.money, planned == side) {
                let sum = sums.entry(currency).or_default();
                *sum = sum.saturating_add(*amount);
            }
        }
        sums.into_iter().map(|(currency, amount)| words::money(amount, currency)).collect()
    };
    Opened { planned: sums(true), below: sums(false) }
}

/// Every unlock of a ranked project with whether it is in the plan, in rank order. Without a line, all are.
fn each<'a>(picture: &Picture<'a>) -> impl Iterator<Item = (&'a Project, &'a Unlock, bool)> {
    let has_line = picture.ranking.plan.is_some();
    picture.ranking.placed.iter().flat_map(move |placed| {
        let planned = placed.is_planned() || !has_line;
        placed.project.unlocks.iter().map(move |unlock| (placed.project.as_ref(), unlock, planned))
    })
}

fn item(project: &Project, unlock: &Unlock, planned: bool) -> Item {
    Item {
        name: unlock.name.clone(),
        kind: unlock.kind.key(),
        money: unlock
            .money
            .as_ref()
            .map(|(amount, currency)| words::money(*amount, currency))
            .unwrap_or_default(),
        by: unlock.by.map(words::date),
        project: project.title.clone(),
        href: project_href(&project.id),
        out: !planned,
    }
}

fn summary(opened: &Opened) -> String {
    let below = words::list(&opened.below);
    match (opened.planned.is_empty(), opened.below.is_empty()) {
        (true, true) => "No amounts are stated. They never count in a score.".to_owned(),
        (false, true) => "All of it stands above the line. Amounts never count in a score.".to_owned(),
        (true, false) => format!("{below} waits below the line. Amounts never count in a score."),
        (false, false) => format!(
            "{} above the line, {below} below it. Amounts never count in a score.",
            words::list(&opened.planned)
        ),
    }
}
