//! People: what they enjoy and where they want to grow. They are never ranked.

use std::collections::BTreeMap;

use crate::diagnostic::Place;
use crate::path::RelPath;
use crate::portfolio::{Allowance, Date, Effort, Id, Places, Score};

/// A person of `people/`. All but the name and planned work is private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The file stem.
    pub id: Id,
    /// Where it is written.
    pub path: RelPath,
    /// The name shown.
    pub name: String,
    /// The step on the career ladder.
    pub level: Option<String>,
    /// Weeks available in the quarter.
    pub capacity: Option<Effort>,
    /// How much each kind of work is enjoyed, on the portfolio's scale.
    pub interests: BTreeMap<String, Score>,
    /// Stated career goals.
    pub goals: Vec<CareerGoal>,
    /// Own ratings of single projects, which win over matches.
    pub ratings: BTreeMap<Id, OwnRating>,
    /// Findings silenced here.
    pub allow: Vec<Allowance>,
    /// Where the front matter's values stand.
    pub places: Places,
    /// The front matter's place, for findings about the whole document.
    pub place: Place,
}

/// A career goal that a person has stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareerGoal {
    /// A name inside the person's file.
    pub id: Id,
    /// The goal in words.
    pub title: String,
    /// The kinds of growth that serve it, matched with projects' `grows`.
    pub tags: Vec<String>,
    /// When the goal was last talked about.
    pub reviewed: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

/// What a person says of one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRating {
    /// How engaging the work would be.
    pub interest: Option<Score>,
    /// How well it would serve the person's goals.
    pub growth: Option<Score>,
    /// Where it is written.
    pub place: Place,
}
