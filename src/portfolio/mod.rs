//! The domain: projects, people, narratives and goals, parsed, checked and joined.
//!
//! A [`Portfolio`] cannot be built with a score outside its scale, a reference that leads nowhere or an id
//! used twice; what is wrong with the documents is reported as diagnostics instead. This module ranks
//! nothing and prints nothing.

#[macro_use]
mod words;

mod alone;
mod audience;
mod check;
mod date;
mod decode;
mod fields;
mod front_matter;
mod goal;
mod id;
mod layout;
mod links;
mod load;
mod markdown;
mod memo;
mod narrative;
mod numbers;
mod parse;
mod person;
mod places;
mod project;
mod quarter;
mod retell;
mod schema;
mod settings;
mod silence;
mod unneeded;
mod yaml;
mod yaml_hints;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Place};
use crate::path::RelPath;

pub use alone::Alone;
pub use audience::Audience;
pub use date::Date;
pub use decode::slug;
pub use fields::{DocumentKind, Field, Shape};
pub use goal::{Goal, KeyResult};
pub use id::Id;
pub use layout::home_of;
pub use load::{Joined, Overrides, load};
pub use markdown::Html;
pub use memo::Memo;
pub use narrative::Narrative;
pub use numbers::{Effort, Score, Weights};
pub use person::{CareerGoal, OwnRating, Person};
pub use places::Places;
pub use project::{
    Allowance, Assumption, AssumptionState, Confidence, Evidence, EvidenceKind, Kind, Link, Origin, Outcome,
    Project, Rating, Reach, Status, Unlock, UnlockKind,
};
pub use quarter::Quarter;
pub use retell::Retold;
pub use schema::schema;
pub use settings::{LineRule, Method, Scale, ScoreMeans, Settings};

/// Everything that the documents say, joined. A clone shares everything but the list of prose.
#[derive(Debug, Clone)]
pub struct Portfolio {
    facts: Arc<Facts>,
    /// The body of each document, by path.
    prose: BTreeMap<RelPath, Html>,
    /// Allowances that silenced a finding of loading, once that is known. Clones share them.
    allowed: Arc<OnceLock<BTreeSet<(Place, Code)>>>,
}

/// What the front matters say: everything is computed from this.
#[derive(Debug, Clone)]
struct Facts {
    settings: Settings,
    projects: BTreeMap<Id, Arc<Project>>,
    people: BTreeMap<Id, Arc<Person>>,
    narratives: BTreeMap<Id, Arc<Narrative>>,
    goals: BTreeMap<Id, Arc<Goal>>,
}

impl Portfolio {
    /// The settings of the whole portfolio, with defaults filled in.
    pub fn settings(&self) -> &Settings {
        &self.facts.settings
    }

    /// Every project of every quarter, by id.
    pub fn projects(&self) -> &BTreeMap<Id, Arc<Project>> {
        &self.facts.projects
    }

    /// Every person, by id.
    pub fn people(&self) -> &BTreeMap<Id, Arc<Person>> {
        &self.facts.people
    }

    /// Every narrative, by id.
    pub fn narratives(&self) -> &BTreeMap<Id, Arc<Narrative>> {
        &self.facts.narratives
    }

    /// Every business goal, by id.
    pub fn goals(&self) -> &BTreeMap<Id, Arc<Goal>> {
        &self.facts.goals
    }

    /// What the document at `path` says below its front matter; empty where this audience may not read it.
    /// Nothing is computed from it.
    pub fn prose(&self, path: &RelPath) -> Html {
        self.prose.get(path).cloned().unwrap_or_default()
    }

    /// The projects that compete in the portfolio's quarter: of that quarter or of none, and neither done
    /// nor dropped; in id order.
    pub fn open_projects(&self) -> impl Iterator<Item = &Arc<Project>> {
        let quarter = self.facts.settings.quarter;
        self.facts.projects.values().filter(move |project| project.is_open() && project.is_in(quarter))
    }
}
