//! The staffing proposal in words, beside the teams that the documents name.

use serde::Serialize;

use super::{Link, first, firsts, name};
use crate::people::{self, Proposal, Shortage, Standing, Team};
use crate::portfolio::{Effort, Id, Portfolio};
use crate::report::words;

/// Up to here the projects and people of a bottleneck are named.
const NAMED: usize = 3;

/// The proposal.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Proposed {
    /// Whether every planned project can have a complete team.
    pub(super) summary: String,
    /// What a slot is.
    slot: String,
    rows: Vec<Row>,
    /// What the proposal would mean for each person, by id.
    weeks: Vec<Weeks>,
    /// Who would grow in nothing; may be empty.
    without_growth: String,
}

/// A planned project with both teams.
#[derive(Debug, Clone, Serialize)]
struct Row {
    project: Link,
    named: String,
    proposed: String,
    short: bool,
    difference: String,
}

#[derive(Debug, Clone, Serialize)]
struct Weeks {
    name: String,
    words: String,
    over: bool,
}

/// The proposal; `None` when nothing is known of anybody.
pub(super) fn proposed(standing: &Standing<'_>) -> Option<Proposed> {
    let portfolio = standing.portfolio();
    let proposal = people::proposal(standing)?;
    let short = proposal.teams.iter().filter(|team| team.people.is_err()).count();
    let summary = match short {
        0 => "Every planned project can have a complete team of people who fit it.".to_owned(),
        1 => "One planned project cannot have a complete team.".to_owned(),
        _ => {
            format!("{} planned projects cannot have complete teams.", words::capital(&words::number(short)))
        }
    };
    Some(Proposed {
        summary,
        slot: format!("{} weeks", rough(proposal.slot)),
        rows: proposal.teams.iter().map(|team| row(portfolio, team)).collect(),
        weeks: weeks(portfolio, &proposal),
        without_growth: without_growth(portfolio, &proposal),
    })
}

fn row(portfolio: &Portfolio, team: &Team) -> Row {
    let mut named: Vec<&Id> = team.project.team.iter().map(|(id, _)| id).collect();
    named.sort_unstable();
    named.dedup();
    let (proposed, short) = match &team.people {
        Ok(people) => (words::list(&firsts(portfolio, people)), false),
        Err(shortage) => (why_short(portfolio, team, shortage), true),
    };
    Row {
        project: Link::project(&team.project),
        named: if named.is_empty() { "\u{2013}".to_owned() } else { words::list(&firsts(portfolio, named)) },
        proposed,
        short,
        difference: difference(portfolio, team),
    }
}

fn difference(portfolio: &Portfolio, team: &Team) -> String {
    let verb = |ids: &[Id], one: &str, many: &str| {
        format!("{} {}", words::list(&firsts(portfolio, ids)), if ids.len() == 1 { one } else { many })
    };
    match (team.people.is_ok(), team.project.team.is_empty(), team.joins.is_empty(), team.leaves.is_empty()) {
        (false, ..) => String::new(),
        (true, true, ..) => "no team named".to_owned(),
        (true, false, true, true) => "the same".to_owned(),
        (true, false, false, true) => verb(&team.joins, "joins", "join"),
        (true, false, true, false) => verb(&team.leaves, "is free", "are free"),
        (true, false, false, false) => {
            format!(
                "{} for {}",
                words::list(&firsts(portfolio, &team.joins)),
                words::list(&firsts(portfolio, &team.leaves))
            )
        }
    }
}

/// `Both Alert triage and this need Ana; Ana has one slot.`
fn why_short(portfolio: &Portfolio, team: &Team, shortage: &Shortage) -> String {
    if shortage.taken.is_empty() {
        let needs = words::number_of(shortage.needs as usize, "person", "people");
        return format!("Needs {needs}; too few are known to fit it.");
    }
    let projects = shortage.rivals.len() + 1;
    let slots: u32 = shortage.taken.iter().map(|(_, slots)| slots).sum();
    if shortage.taken.len() > NAMED || projects > NAMED {
        return format!(
            "The {} projects up to here need more places than there are: the {} who fit have {}.",
            words::number(projects),
            words::number_of(shortage.taken.len(), "person", "people"),
            words::number_of(slots as usize, "slot", "slots")
        );
    }
    let mut names: Vec<&str> = shortage.rivals.iter().map(|rival| rival.short.as_str()).collect();
    names.push(&team.project.short);
    let who = words::list(&firsts(portfolio, shortage.taken.iter().map(|(id, _)| id)));
    let each: Vec<String> = shortage
        .taken
        .iter()
        .map(|(id, slots)| {
            format!("{} has {}", first(portfolio, id), words::number_of(*slots as usize, "slot", "slots"))
        })
        .collect();
    match projects {
        1 => format!("Needs {who}; {}.", words::list(&each)),
        2 => format!("Both {} need {who}; {}.", words::list(&names), words::list(&each)),
        _ => format!("{} need {who}; {}.", words::list(&names), words::list(&each)),
    }
}

fn weeks(portfolio: &Portfolio, proposal: &Proposal) -> Vec<Weeks> {
    let line = |(id, weeks): (&Id, &Effort)| {
        let capacity = portfolio.people().get(id).and_then(|person| person.capacity);
        Weeks {
            name: name(portfolio, id),
            words: match capacity {
                Some(capacity) => {
                    format!("{} of {}", rough(*weeks), words::week_number(capacity))
                }
                None => rough(*weeks),
            },
            over: capacity.is_some_and(|capacity| *weeks > capacity),
        }
    };
    proposal.weeks.iter().map(line).collect()
}

/// Weeks with at most one decimal: the slots are not finer than that.
fn rough(weeks: Effort) -> String {
    words::week_number(Effort::from_hundredths((weeks.hundredths() + 5) / 10 * 10))
}

fn without_growth(portfolio: &Portfolio, proposal: &Proposal) -> String {
    let names = firsts(portfolio, &proposal.without_growth);
    match names.len() {
        0 => String::new(),
        1 => format!("{} would be on nothing to grow in.", names[0]),
        _ => format!("{} would be on nothing to grow in.", words::list(&names)),
    }
}
