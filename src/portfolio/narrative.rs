//! Narratives: the stories that connect work to goals.

use crate::diagnostic::Place;
use crate::path::RelPath;
use crate::portfolio::{Allowance, Id, Places};

/// A narrative of `narratives/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// The file stem.
    pub id: Id,
    /// Where it is written.
    pub path: RelPath,
    /// The name shown.
    pub title: String,
    /// The business goals it leads to.
    pub goals: Vec<Id>,
    /// The story in one sentence.
    pub headline: Option<String>,
    /// The person who tells it.
    pub owner: Option<Id>,
    /// Where the story stands, in the author's words.
    pub state: Option<String>,
    /// Findings silenced here.
    pub allow: Vec<Allowance>,
    /// Where the front matter's values stand.
    pub places: Places,
    /// The front matter's place, for findings about the whole document.
    pub place: Place,
}
