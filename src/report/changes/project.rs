//! A project in a comparison, field by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::document::{Field, Pair, Wording};

/// A project that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The id after, else before.
    pub id: String,
    /// The id before, when it was another.
    pub was: Option<String>,
    /// Whether the rename is concluded from likeness, not stated.
    pub assumed: bool,
    /// The title after, else before.
    pub title: String,
    /// The file after, else before, in the planning folder.
    pub path: String,
    /// What happened to it.
    pub state: State,
    /// Why it has no rank, where it has none: a few words.
    pub standing: Pair<Option<String>>,
    /// The rank.
    pub rank: Rank,
    /// The value in percent of the scale.
    pub score: Score,
    /// Whether it is in the plan.
    pub in_plan: Pair<bool>,
    /// Why it crossed the line, when it did; several when each of them alone would do.
    pub causes: Option<Vec<Cause>>,
    /// Its effort in person-weeks.
    pub effort: Option<String>,
    /// The share of nearby weightings in which it is planned, in whole percent.
    pub firmness: Pair<Option<u8>>,
    /// Scores that count and differ.
    pub scores: Vec<ScoreChange>,
    /// Values of the front matter that differ.
    pub fields: Vec<Field>,
    /// Changed words.
    pub wording: Vec<Wording>,
}

/// What happened to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its document is new.
    New,
    /// Its document is gone.
    Removed,
    /// Its document or its scores differ.
    Edited,
    /// It has another id.
    Renamed,
    /// Only its place differs.
    Shifted,
    /// Nothing differs.
    Same,
}

/// A rank before and after, and everybody between.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// The rank before.
    pub before: Option<Place>,
    /// The rank after.
    pub after: Option<Place>,
    /// After less before; negative is up.
    pub delta: i64,
    /// Projects that came past it.
    pub passed_by: Others,
    /// Projects that it came past.
    pub passed: Others,
    /// Projects above it that had no rank before.
    pub new_above: Others,
    /// Projects above it that have no rank any more.
    pub gone_above: Others,
}

/// A rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The competition rank, from 1.
    pub rank: usize,
    /// Whether others share it.
    pub tied: bool,
    /// The position after ties are broken, from 1.
    pub position: usize,
}

/// Other projects: how many, and some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others {
    /// How many there are.
    pub count: usize,
    /// Some of them.
    pub named: Vec<Named>,
}

/// A project by id and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A value before and after, and what the change consists of; the parts add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// What changed scores did, by criterion; `null` when nothing changed or the method has no such parts.
    pub own: Option<BTreeMap<String, String>>,
    /// What changed scores did together.
    pub own_total: Option<String>,
    /// What changed weights, method or scale did.
    pub rules: Option<String>,
}

/// A score that counts and differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreChange {
    /// The criterion's key.
    pub criterion: String,
    /// The score before.
    pub before: String,
    /// The score after.
    pub after: String,
    /// Where the score after came from: `stated`, `team`, `best-team`.
    pub from: String,
}

/// What brought a project over the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What it was.
    pub kind: CauseKind,
    /// Who, when it was others.
    pub by: Vec<Named>,
}

/// What can bring a project over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CauseKind {
    /// Its document is new.
    New,
    /// Its document was removed.
    Removed,
    /// It began or ceased to compete.
    Standing,
    /// Its own scores or effort.
    Own,
    /// Weights, method, scale or floor.
    Rules,
    /// The capacity or the way the line is drawn.
    Capacity,
    /// What others did.
    Others,
}
