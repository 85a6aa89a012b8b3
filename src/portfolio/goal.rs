//! Business goals: what narratives lead to.

use crate::diagnostic::Place;
use crate::path::RelPath;
use crate::portfolio::{Allowance, Id, Places};

/// A business goal of `goals/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The file stem.
    pub id: Id,
    /// Where it is written.
    pub path: RelPath,
    /// The name shown.
    pub title: String,
    /// The person who answers for it.
    pub owner: Option<Id>,
    /// What is measured.
    pub metric: Option<String>,
    /// The wished share of planned effort, in thousandths of the whole.
    pub target: Option<u32>,
    /// What shows that the goal is reached.
    pub key_results: Vec<KeyResult>,
    /// Findings silenced here.
    pub allow: Vec<Allowance>,
    /// Where the front matter's values stand.
    pub places: Places,
    /// The front matter's place, for findings about the whole document.
    pub place: Place,
}

/// One result that shows progress towards a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyResult {
    /// A name inside the goal.
    pub id: Id,
    /// What is to be reached.
    pub title: String,
}
