//! A comparison as versioned JSON, field by field: `quarterdeck.diff/1`.
//!
//! Every other form is made from this document and from nothing else, so a saved comparison can be shown again.
//! Fields are only added within a version. Scores are texts with one decimal, weeks and weights texts as short as
//! they are exact; what is not known is `null`. Pairs are before and after.

use serde::{Deserialize, Serialize};

use super::project::{Others, Project};

/// The name and version of this format.
pub const SCHEMA: &str = "quarterdeck.diff/1";

/// A value before and after.
pub(super) type Pair<T> = [T; 2];

/// A comparison of two states of a portfolio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that made it.
    pub tool: Tool,
    /// The portfolio's title.
    pub title: String,
    /// The state before.
    pub base: End,
    /// The state after.
    pub head: End,
    /// Whether anything differs.
    pub changed: bool,
    /// Why there is nothing to compare with or nothing to compare, when that is so.
    pub unranked: Option<Unranked>,
    /// Settings that differ.
    pub rules: Rules,
    /// How much of what differs.
    pub counts: Counts,
    /// The plan.
    pub plan: Plan,
    /// How far the plan depends on the weights: the change of a weight, of 1, that leaves it as it is.
    pub plan_radius: Pair<Option<String>>,
    /// How alike the two orders are.
    pub order: Order,
    /// Projects that differ in anything, in id order; at a first run all that have a rank.
    pub projects: Vec<Project>,
    /// Neighbours that only shifted, all by the same number of places.
    pub shifts: Vec<Shift>,
    /// Narratives and goals that differ.
    pub documents: Vec<Text>,
    /// Findings that are new, and that are gone.
    pub findings: Findings,
}

/// The program that made a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// What kind of state it is.
    pub kind: EndKind,
    /// The commit's full id, of a revision.
    pub commit: Option<String>,
    /// The folder in the repository, or as it was named.
    pub path: String,
    /// The rule that found it, of a base.
    pub rule: Option<String>,
    /// That rule in words.
    pub said: Option<String>,
}

/// What kind of state a side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndKind {
    /// A commit.
    Revision,
    /// The files on disk.
    Worktree,
    /// Another folder.
    Folder,
}

/// Why there is no comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Unranked {
    /// The base has no planning folder: this is the first run.
    FirstRun,
    /// The base has errors, so it has no ranking.
    BaseBroken {
        /// How many errors.
        errors: usize,
    },
    /// The head has errors, so it has no ranking.
    HeadBroken {
        /// How many errors.
        errors: usize,
    },
}

/// Settings that differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// One entry for each key.
    pub changed: Vec<Field>,
}

/// A key with its values; `null` where it is not stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The key, such as `business` or `weights.growth`.
    pub key: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// How much of what differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Projects with a rank.
    pub ranked: Pair<usize>,
    /// Projects whose documents say something else.
    pub edited: usize,
    /// New documents.
    pub new: usize,
    /// Removed documents.
    pub removed: usize,
    /// Renamed documents.
    pub renamed: usize,
    /// Projects that entered the plan.
    pub entered: usize,
    /// Projects that left it.
    pub left: usize,
    /// Projects with another rank than before.
    pub moved: usize,
    /// Projects with another rank that nobody edited.
    pub shifted: usize,
    /// The largest number of places that one of those moved.
    pub farthest_shift: usize,
}

/// The plan, in person-weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is available.
    pub capacity: Pair<Option<String>>,
    /// What is planned.
    pub used: Pair<Option<String>>,
    /// Ids of projects that entered, best rank first.
    pub entered: Vec<String>,
    /// Ids of projects that left, best rank first.
    pub left: Vec<String>,
}

/// How alike two orders of the projects are that both have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Pairs in the same order.
    pub concordant: u64,
    /// Pairs in the opposite order.
    pub discordant: u64,
    /// All pairs, ties included.
    pub pairs: u64,
    /// The sum of all rank changes without their sign.
    pub footrule: u64,
    /// Kendall's tau-b, −1 to 1; `null` when one side is all ties.
    pub tau_b: Option<String>,
}

/// Neighbours that shifted by the same number of places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// The first and the last rank before.
    pub ranks: Pair<usize>,
    /// The number of places; negative is up.
    pub delta: i64,
    /// How many projects.
    pub count: usize,
    /// Who passed them or was passed by them: how many at most, and some.
    pub because: Others,
}

/// A narrative or goal that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Its file in the planning folder.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Whether it is there.
    pub there: Pair<bool>,
    /// Changed words.
    pub wording: Vec<Wording>,
}

/// Changed words of a headline or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Whether it is the headline.
    pub headline: bool,
    /// How many words came.
    pub words_added: usize,
    /// How many words went.
    pub words_removed: usize,
    /// The text in pieces.
    pub pieces: Vec<Piece>,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "text")]
pub enum Piece {
    /// On both sides.
    Same(String),
    /// Only before.
    Old(String),
    /// Only after.
    New(String),
}

/// Findings that differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// New ones.
    pub new: Vec<Finding>,
    /// Gone ones.
    pub fixed: Vec<Finding>,
}

/// A finding in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its code, such as `QD304`.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub level: String,
    /// What was found.
    pub message: String,
    /// The file in the planning folder.
    pub path: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// What to do about an error, when that is known.
    #[serde(default)]
    pub help: Option<String>,
}
