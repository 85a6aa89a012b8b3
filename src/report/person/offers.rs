//! The best next work: every open project in the person's own order, and three named choices.

use serde::Serialize;

use crate::criteria::Criterion;
use crate::fit::{self, Basis, Match};
use crate::people::{Best, Choice, Open, Service};
use crate::ranking::{Placed, shown_under};
use crate::report::person::desk::Desk;
use crate::report::stack::{self, Stack};
use crate::report::words;

/// As many projects as the table holds.
const MOST: usize = 40;

/// The table of open work.
#[derive(Debug, Clone, Serialize)]
pub struct Offers {
    /// The projects in the person's own order.
    pub rows: Vec<Offer>,
    /// What the table leaves out, in a sentence; may be empty.
    pub rest: String,
}

/// One open project as it looks to the person.
#[derive(Debug, Clone, Serialize)]
pub struct Offer {
    /// The rank in the portfolio, or a dash.
    pub place: String,
    /// The title.
    pub title: String,
    /// Its page.
    pub page: String,
    /// The person's weeks on it, or another remark; may be empty.
    pub note: String,
    /// Whether it is the person's own work.
    pub mine: bool,
    /// The score out of 100 with the person's own numbers.
    pub score: String,
    /// Its three parts.
    pub bar: Stack,
    /// The project's business score.
    pub business: String,
    /// The person's interest.
    pub interest: Number,
    /// What it does for the person's goals.
    pub growth: Number,
}

/// A number with where it came from.
#[derive(Debug, Clone, Serialize)]
pub struct Number {
    /// The number on the portfolio's scale.
    pub value: String,
    /// Where it came from, in a word.
    pub from: &'static str,
}

/// A named choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceLine {
    /// What it is the best in: `Best overall`.
    pub name: String,
    /// The project's title.
    pub title: String,
    /// Its page.
    pub page: String,
    /// Its numbers and what it serves.
    pub why: String,
    /// What it gives up.
    pub gives_up: String,
}

/// The table.
pub(super) fn offers(desk: &Desk<'_>) -> Offers {
    let mut rest = Vec::new();
    if desk.open().len() > MOST {
        rest.push(format!("{} more stand below these.", words::grouped((desk.open().len() - MOST) as u64)));
    }
    let unknown: Vec<String> =
        desk.outlook.unknown.iter().take(MOST).map(|project| project.title.clone()).collect();
    if !unknown.is_empty() {
        rest.push(format!("Not enough is known of {}.", words::list(&unknown)));
    }
    Offers {
        rows: desk.open().iter().take(MOST).map(|open| offer(desk, open)).collect(),
        rest: rest.join(" "),
    }
}

fn offer(desk: &Desk<'_>, open: &Open<'_>) -> Offer {
    let Open { project, scores, place, .. } = *open;
    let fit = fit::of(desk.person, project, desk.settings());
    let shown = shown_under(&desk.outlook.rules, &scores);
    let piece = desk.pieces.iter().find(|piece| piece.project.id == project.id);
    let note = match (piece, piece.and_then(|piece| piece.weeks)) {
        (_, Some(weeks)) => words::weeks(weeks),
        (Some(_), None) => "owner".to_owned(),
        (None, _) => String::new(),
    };
    Offer {
        place: place.map_or_else(|| "\u{2013}".to_owned(), rank),
        title: project.title.clone(),
        page: format!("projects/{}.html", project.id),
        note,
        mine: piece.is_some(),
        score: words::tenths(shown.score_tenths),
        bar: stack::contributions(&shown.points_tenths, desk.settings()),
        business: words::rough_score(scores.business),
        interest: number(fit.interest.as_ref()),
        growth: number(fit.growth.as_ref()),
    }
}

fn number(part: Option<&Match>) -> Number {
    match part {
        Some(part) => Number {
            value: match part.basis {
                Basis::Rated | Basis::Project => words::score(part.score),
                Basis::Matched(_) | Basis::Ladder(_) => words::rough_score(part.score),
            },
            from: from(&part.basis),
        },
        None => Number { value: "?".to_owned(), from: "" },
    }
}

/// A rank as it is shown: `4`, or `=4` when it is shared.
pub(super) fn rank(placed: &Placed) -> String {
    if placed.tied { format!("={}", placed.rank) } else { placed.rank.to_string() }
}

/// Where a number came from, in a word.
pub(super) fn from(basis: &Basis) -> &'static str {
    match basis {
        Basis::Rated => "rated",
        Basis::Matched(_) => "matched",
        Basis::Ladder(_) => "ladder",
        Basis::Project => "project",
    }
}

/// The named choices; one project that is best in several is named once.
pub(super) fn choices(desk: &Desk<'_>) -> Vec<ChoiceLine> {
    let mut lines: Vec<(usize, Vec<Best>, ChoiceLine)> = Vec::new();
    for choice in &desk.choices {
        if let Some((_, best, line)) = lines.iter_mut().find(|(index, _, _)| *index == choice.index) {
            best.push(choice.best);
            line.name = name(best);
        } else if let Some(line) = line(desk, choice) {
            lines.push((choice.index, vec![choice.best], line));
        }
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

fn line(desk: &Desk<'_>, choice: &Choice) -> Option<ChoiceLine> {
    let open = desk.open().get(choice.index)?;
    let project = open.project;
    Some(ChoiceLine {
        name: name(&[choice.best]),
        title: project.title.clone(),
        page: format!("projects/{}.html", project.id),
        why: why(desk, open),
        gives_up: gives_up(desk, choice),
    })
}

fn name(best: &[Best]) -> String {
    if best == [Best::Next] {
        return "Next best".to_owned();
    }
    let parts: Vec<&str> = best
        .iter()
        .map(|best| match best {
            Best::Overall => "overall",
            Best::Growth => "for growth",
            Best::Interest => "for interest",
            Best::Next => "next",
        })
        .collect();
    format!("Best {}", words::list(&parts))
}

/// `81.3 of 100: business 4, interest 4.5, growth 5. Second in the plan. Serves “Lead a team”.`
fn why(desk: &Desk<'_>, open: &Open<'_>) -> String {
    let numbers: Vec<String> = Criterion::ALL
        .into_iter()
        .map(|criterion| {
            format!("{} {}", desk.criterion(criterion), words::rough_score(open.scores[criterion]))
        })
        .collect();
    let id = &open.project.id;
    let place = match (open.place, desk.standing.is_planned(id)) {
        (Some(_), true) => format!("{} in the portfolio, in the plan.", words::capital(&desk.place(id))),
        (Some(_), false) => format!("{} in the portfolio, below the line.", words::capital(&desk.place(id))),
        (None, _) => "Without a rank in the portfolio.".to_owned(),
    };
    let serves = match desk.service(open.project) {
        Service::Goals(goals) => {
            let titles: Vec<String> = goals.iter().map(|goal| format!("“{}”", goal.title)).collect();
            format!(" Serves {}.", words::list(&titles))
        }
        Service::Ladder(tags) => format!(" Offers {}, which the ladder asks for.", words::list(&tags)),
        Service::Rated | Service::Nothing => String::new(),
    };
    let shown = shown_under(&desk.outlook.rules, &open.scores);
    format!("{} of 100: {}. {place}{serves}", words::tenths(shown.score_tenths), numbers.join(", "))
}

/// `Gives up 0.5 interest against Token replay and 1 business against SOC 2`, rival by rival.
fn gives_up(desk: &Desk<'_>, choice: &Choice) -> String {
    let mut by_rival: Vec<(usize, Vec<String>)> = Vec::new();
    for loss in &choice.gives_up {
        let part = format!("{} {}", words::rough_score(loss.amount), desk.criterion(loss.criterion));
        match by_rival.iter_mut().find(|(against, _)| *against == loss.against) {
            Some((_, parts)) => parts.push(part),
            None => by_rival.push((loss.against, vec![part])),
        }
    }
    let losses: Vec<String> = by_rival
        .into_iter()
        .filter_map(|(against, parts)| {
            let rival = &desk.open().get(against)?.project.short;
            Some(format!("{} against {rival}", words::list(&parts)))
        })
        .collect();
    if losses.is_empty() {
        return "Gives up nothing against the other choices.".to_owned();
    }
    format!("Gives up {}.", words::list(&losses))
}
