//! Where people are missing: work that nobody likes, that nobody rates, that only one person would carry.
//!
//! Only what is recorded counts. Work of which nothing is known of anybody is not called unloved.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fit::{Lens, Panel};
use crate::people::marks::Marks;
use crate::people::standing::Standing;
use crate::portfolio::{Id, Portfolio, Project};

/// A kind of work that the plan needs and nobody likes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The kind of work.
    pub topic: String,
    /// The planned projects that need it, in rank order.
    pub projects: Vec<Arc<Project>>,
    /// Whether anybody has rated it at all.
    pub rated: Rated,
}

/// Whether a kind of work has been rated by anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rated {
    /// Somebody has, but nobody good or better.
    Low,
    /// Nobody has.
    Never,
}

/// The kinds of work that planned projects involve and that nobody rates good or better, by name.
pub fn wanted(portfolio: &Portfolio, standing: &Standing<'_>) -> Vec<Wanted> {
    let good = Marks::of(&portfolio.settings().scale).good;
    if portfolio.people().values().all(|person| person.interests.is_empty()) {
        return Vec::new();
    }
    let mut topics: BTreeMap<&str, Vec<Arc<Project>>> = BTreeMap::new();
    for placed in standing.planned() {
        for topic in &placed.project.involves {
            let projects = topics.entry(topic).or_default();
            if projects.last().is_none_or(|last| last.id != placed.project.id) {
                projects.push(Arc::clone(&placed.project));
            }
        }
    }
    let best =
        |topic: &str| portfolio.people().values().filter_map(|p| p.interests.get(topic)).max().copied();
    topics
        .into_iter()
        .filter(|(topic, _)| best(topic).is_none_or(|best| best < good))
        .map(|(topic, projects)| Wanted {
            topic: topic.to_owned(),
            projects,
            rated: if best(topic).is_some() { Rated::Low } else { Rated::Never },
        })
        .collect()
}

/// Whether something is known of people's interest in the project and nobody rates it above the low mark.
pub fn is_unloved(project: &Project, panel: &Panel<'_>) -> bool {
    let low = Marks::of(&panel.portfolio().settings().scale).low;
    let mut interests = panel.interests(project).peekable();
    interests.peek().is_some() && interests.all(|(_, interest)| interest <= low)
}

/// The one person who would carry a project: on its team or at good interest, while of everybody else whose
/// interest is known nobody is. `None` when there are several, none, or nobody to compare with.
pub fn single_carrier<'a>(project: &'a Project, panel: &Panel<'a>) -> Option<&'a Id> {
    let good = Marks::of(&panel.portfolio().settings().scale).good;
    let fond = panel.interests(project).filter(|(_, interest)| *interest >= good).map(|(id, _)| id);
    let mut carriers = project.team.iter().map(|(id, _)| id).chain(fond);
    let carrier = carriers.next()?;
    if carriers.any(|other| other != carrier) {
        return None;
    }
    panel.interests(project).any(|(id, _)| id != carrier).then_some(carrier)
}

/// The kinds of work of a project that nobody on its team of two or more likes, although every one of them
/// has rated it.
pub fn team_gaps<'a>(project: &'a Project, portfolio: &Portfolio) -> Vec<&'a str> {
    let good = Marks::of(&portfolio.settings().scale).good;
    let team: Vec<_> = project.team.iter().filter_map(|(id, _)| portfolio.people().get(id)).collect();
    if team.len() < 2 {
        return Vec::new();
    }
    let disliked = |topic: &&str| {
        team.iter().all(|person| person.interests.get(*topic).is_some_and(|interest| *interest < good))
    };
    project.involves.iter().map(String::as_str).filter(disliked).collect()
}

/// Whether no open project interests the person: everything known of it is below the good mark. A prompt for
/// a conversation; never a measure of a person.
pub fn nothing_engages(lens: &Lens<'_>, standing: &Standing<'_>) -> bool {
    let good = Marks::of(&standing.portfolio().settings().scale).good;
    let mut known =
        standing.open().iter().filter_map(|work| lens.interest(work.project, work.kinds)).peekable();
    known.peek().is_some() && known.all(|interest| interest < good)
}
