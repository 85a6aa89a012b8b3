//! Where people can grow: which open work offers which kind of growth, and who is looking for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fit::Wishes;
use crate::people::standing::Standing;
use crate::portfolio::{Id, Portfolio, Project};

/// A kind of growth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opportunity {
    /// The kind of growth.
    pub topic: String,
    /// The open projects that offer it: ranked ones in rank order, then the others by id.
    pub projects: Vec<Arc<Project>>,
    /// Who looks for it, by id.
    pub seekers: Vec<Seeker>,
}

/// Somebody who looks for a kind of growth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seeker {
    /// The person.
    pub person: Id,
    /// Whether they have said so.
    pub wish: Wish,
}

/// How a wish is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// By a stated goal.
    Stated,
    /// By the ladder's default for the person's level.
    Ladder,
}

/// Every kind of growth that is offered or looked for, by name.
pub fn opportunities(portfolio: &Portfolio, standing: &Standing<'_>) -> Vec<Opportunity> {
    let mut offered: BTreeMap<&str, Vec<Arc<Project>>> = BTreeMap::new();
    let mut open: Vec<&Arc<Project>> = portfolio.open_projects().collect();
    open.sort_by_key(|project| standing.get(&project.id).map_or(usize::MAX, |placed| placed.position));
    for project in open {
        for topic in &project.grows {
            let projects = offered.entry(topic).or_default();
            if projects.last().is_none_or(|last| last.id != project.id) {
                projects.push(Arc::clone(project));
            }
        }
    }
    let mut seekers: BTreeMap<&str, Vec<Seeker>> = BTreeMap::new();
    for person in portfolio.people().values() {
        let (tags, wish) = match Wishes::of(person, portfolio.settings()) {
            Wishes::Stated(tags) => (tags, Wish::Stated),
            Wishes::Ladder(tags) => (tags, Wish::Ladder),
            Wishes::Unknown => continue,
        };
        for tag in tags {
            seekers.entry(tag).or_default().push(Seeker { person: person.id.clone(), wish });
        }
    }
    let mut topics: Vec<&str> = offered.keys().chain(seekers.keys()).copied().collect();
    topics.sort_unstable();
    topics.dedup();
    topics
        .into_iter()
        .map(|topic| {
            let mut seekers = seekers.get(topic).cloned().unwrap_or_default();
            seekers.dedup();
            let projects = offered.get(topic).cloned().unwrap_or_default();
            Opportunity { topic: topic.to_owned(), projects, seekers }
        })
        .collect()
}
