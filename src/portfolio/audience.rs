//! Who a report is for, and what of the documents they may see.
//!
//! There is one projection, [`Portfolio::seen_by`], and everything that is shown is made from its result:
//! what an audience may not see is not hidden, it is not there. The projection names what stays; whatever is
//! added to a document's type later is left out until somebody puts it on the list. It does not decide which
//! pages there are; that is the report's business.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Level, Place};
use crate::path::RelPath;
use crate::portfolio::{Facts, Id, Person, Places, Portfolio, Project, Rating};

/// Who a report is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Audience {
    /// Everything, private ratings and goals included.
    #[default]
    Manager,
    /// Everybody on the team: no private ratings, no goals, no 1:1 sheets.
    Team,
    /// Executives: plan, narratives, unlocks, decisions.
    Exec,
    /// What the team sees, and this person's own sheet.
    Person(Id),
}

impl Audience {
    /// The audience that a word names: `manager`, `team`, `exec` or `person:ID`. Whether there is such a
    /// person, only a portfolio can say.
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "manager" => Some(Self::Manager),
            "team" => Some(Self::Team),
            "exec" => Some(Self::Exec),
            _ => text.strip_prefix("person:").and_then(Id::new).map(Self::Person),
        }
    }

    /// Whether ratings, goals and capacity of the person with this id are shown.
    pub fn sees_private(&self, person: &Id) -> bool {
        match self {
            Self::Manager => true,
            Self::Team | Self::Exec => false,
            Self::Person(own) => own == person,
        }
    }

    /// Whether there are pages about people at all.
    pub const fn sees_people(&self) -> bool {
        !matches!(self, Self::Exec)
    }

    /// Whether it is shown what is still to mend in the documents.
    pub const fn sees_checks(&self) -> bool {
        !matches!(self, Self::Exec)
    }

    /// Whether what is known of everybody may be put side by side: load, drift, pairs, staffing.
    pub const fn sees_everybody(&self) -> bool {
        matches!(self, Self::Manager)
    }

    /// The findings that may be shown, as they may be shown.
    ///
    /// A finding that speaks of people's ratings or goals, or that shows a line of a person's file, stays
    /// out. An error is never dropped, because it is why there is no report; its words and its line are.
    pub fn may_read(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        findings.into_iter().filter_map(|finding| self.censored(finding)).collect()
    }

    fn censored(&self, finding: Diagnostic) -> Option<Diagnostic> {
        let hidden = |path: &RelPath| {
            path.top_folder() == Some("people")
                && !Id::new(path.stem()).is_some_and(|id| self.sees_private(&id))
        };
        let shows = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
        let private = finding.private && !self.sees_everybody();
        let votes = |place: &Place| !self.sees_everybody() && shows_votes(&place.line_text());
        if !private && !shows.into_iter().any(|place| hidden(&place.path) || votes(place)) {
            return Some(finding);
        }
        (finding.level == Level::Error).then(|| {
            Diagnostic::new(finding.code, "a document has an error in words that this audience may not read")
                .help("run `quarterdeck check` without `--audience` to see it")
                .subject("private")
        })
    }
}

/// Whether a line of front matter holds what single raters said, such as `business: {by: {ana: 2}}`.
fn shows_votes(line: &str) -> bool {
    let dense: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    dense.contains("{by:{") || dense.contains(",by:{") || dense.starts_with("by:{")
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manager => f.write_str("manager"),
            Self::Team => f.write_str("team"),
            Self::Exec => f.write_str("exec"),
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}

impl Portfolio {
    /// The portfolio as `audience` may see it.
    ///
    /// Of a person everybody sees the name. Projects keep everything but what single raters said. Settings
    /// keep everything but the career ladder, of which only the manager and the person's own sheet speak.
    #[must_use]
    pub fn seen_by(&self, audience: &Audience) -> Self {
        if audience.sees_everybody() {
            return self.clone();
        }
        let mut settings = self.facts.settings.clone();
        if !matches!(audience, Audience::Person(_)) {
            settings.ladder = BTreeMap::new();
        }
        let people = self.facts.people.iter().map(|(id, person)| {
            let shown = if audience.sees_private(id) { Arc::clone(person) } else { Arc::new(public(person)) };
            (id.clone(), shown)
        });
        let projects = self.facts.projects.iter().map(|(id, project)| (id.clone(), without_raters(project)));
        let mut prose = self.prose.clone();
        for person in self.facts.people.values().filter(|person| !audience.sees_private(&person.id)) {
            prose.remove(&person.path);
        }
        let facts = Facts {
            settings,
            people: people.collect(),
            projects: projects.collect(),
            ..Facts::clone(&self.facts)
        };
        Self { facts: Arc::new(facts), prose, allowed: Arc::clone(&self.allowed) }
    }
}

/// What everybody may know of a person: who it is.
fn public(person: &Person) -> Person {
    Person {
        id: person.id.clone(),
        path: person.path.clone(),
        name: person.name.clone(),
        level: None,
        capacity: None,
        interests: BTreeMap::new(),
        goals: Vec::new(),
        ratings: BTreeMap::new(),
        allow: Vec::new(),
        places: Places::new(Place::file(&person.path), Vec::new()),
        place: Place::file(&person.path),
    }
}

/// The project without the single raters' scores: what counts is their median, which stays.
fn without_raters(project: &Arc<Project>) -> Arc<Project> {
    if project.ratings.iter().all(|(_, rating)| rating.as_ref().is_none_or(|rating| rating.by.is_empty())) {
        return Arc::clone(project);
    }
    let mut shown = Project::clone(project);
    shown.ratings = shown.ratings.map(|rating| rating.map(|rating| Rating { by: BTreeMap::new(), ..rating }));
    Arc::new(shown)
}
